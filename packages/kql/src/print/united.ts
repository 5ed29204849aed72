import type { Expression, Relation } from '@interloper/plan';

/** `union` of queries; a column that one of them has nothing for is left out there. */
export function unionLines(
  inputs: readonly Relation[],
  query: (input: Relation) => readonly string[],
): readonly string[] {
  const given = new Set(
    inputs.flatMap((input) =>
      shownColumns(input)
        .filter(([, value]) => !isNothing(value))
        .map(([name]) => name),
    ),
  );
  const queries = inputs.map((input) => query(slim(input, given)));
  const said = queries.map((lines) => (lines.length === 1 ? (lines[0] ?? '') : `(\n${indented(lines)}\n)`));
  const short = `union ${said.join(', ')}`;
  return [short];
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line.replaceAll('\n', '\n    ')}`).join('\n');
}

function shownColumns(input: Relation): readonly (readonly [string, Expression])[] {
  return input.kind === 'project'
    ? input.columns.map(({ name, expression }) => [name, expression] as const)
    : [];
}

/** Null, which for text is the empty text. */
function isNothing(value: Expression): boolean {
  return (
    value.kind === 'literal' && (value.value === null || (value.type === 'string' && value.value === ''))
  );
}

/** Without the columns that are nothing here and something in another input. */
function slim(input: Relation, given: ReadonlySet<string>): Relation {
  if (input.kind !== 'project') return input;
  const columns = input.columns.filter(({ name, expression }) => !isNothing(expression) || !given.has(name));
  return columns.length === 0 ? input : { ...input, columns };
}
