import { parseExpression } from './eval-expression.js';
import type { Scanner } from './scanner.js';
import {
  atEnd,
  expect,
  failExpected,
  matchAt,
  options,
  skipSpace,
  spanFrom,
  take,
  takeKeyword,
  tryWord,
  word,
} from './scanner.js';
import type { Aggregation, Option, SortField, Word } from './tree.js';

/** `function(argument) [AS name], …` up to the end or to a keyword. */
export function parseAggregations(scanner: Scanner, stopAt: readonly string[]): Aggregation[] {
  const found: Aggregation[] = [];
  while (!atEnd(scanner) && !isKeyword(scanner, stopAt) && !isOption(scanner)) {
    found.push(parseAggregation(scanner));
    take(scanner, ',');
  }
  return found.length === 0 ? failExpected(scanner, 'an aggregation such as count') : found;
}

function isKeyword(scanner: Scanner, keywords: readonly string[]): boolean {
  const start = scanner.position;
  const name = matchAt(scanner, /[A-Za-z_]+(?=[\s=\]|]|$)/y)?.toLowerCase();
  scanner.position = start;
  return name !== undefined && keywords.includes(name);
}

/** `name=` begins an option; neither an aggregation nor a group field is followed by it. */
function isOption(scanner: Scanner): boolean {
  skipSpace(scanner);
  const start = scanner.position;
  const found = matchAt(scanner, /[A-Za-z_]+\s*=/y) !== undefined;
  scanner.position = start;
  return found;
}

function parseAggregation(scanner: Scanner): Aggregation {
  skipSpace(scanner);
  const start = scanner.position;
  const name = matchAt(scanner, /[A-Za-z_][A-Za-z0-9_.]*/y) ?? failExpected(scanner, 'an aggregation');
  const argument = take(scanner, '(') ? parseArgument(scanner) : undefined;
  const as = takeKeyword(scanner, 'as') ? word(scanner, 'a name').text : undefined;
  return {
    name,
    ...(argument === undefined ? {} : { argument }),
    ...(as === undefined ? {} : { as }),
    span: spanFrom(scanner, start),
  };
}

function parseArgument(scanner: Scanner): Aggregation['argument'] {
  if (take(scanner, ')')) return undefined;
  const start = scanner.position;
  if (takeKeyword(scanner, 'eval') && take(scanner, '(')) {
    const expression = parseExpression(scanner);
    expect(scanner, ')');
    expect(scanner, ')');
    return expression;
  }
  scanner.position = start;
  const field = word(scanner, 'a field');
  if (!take(scanner, ')')) failExpected(scanner, '")"');
  return field;
}

/** What stats, eventstats and streamstats share. Options may also stand behind: `avg(foo) BY bar window=5 global=f`. */
export function parseStatistics(
  scanner: Scanner,
  command: string,
  known: readonly string[],
): {
  readonly options: readonly Option[];
  readonly aggregations: readonly Aggregation[];
  readonly by: readonly Word[];
} {
  const first = options(scanner, command, known);
  const aggregations = parseAggregations(scanner, ['by']);
  const second = options(scanner, command, known);
  const by = takeKeyword(scanner, 'by') ? groupFields(scanner) : [];
  const last = options(scanner, command, known);
  return { options: [...first, ...second, ...last], aggregations, by };
}

function groupFields(scanner: Scanner): readonly Word[] {
  const fields = [word(scanner, 'a field to group by')];
  for (;;) {
    take(scanner, ',');
    const next = isOption(scanner) ? undefined : tryWord(scanner);
    if (next === undefined) return fields;
    fields.push(next);
  }
}

/** `[-|+] field` or `num(field)`, with commas or spaces between. */
export function parseSortFields(scanner: Scanner): SortField[] {
  const keys: SortField[] = [];
  while (!atEnd(scanner)) {
    const start = scanner.position;
    const sign = matchAt(scanner, /[-+]/y);
    skipSpace(scanner);
    const kind = matchAt(scanner, /(?:auto|num|str|ip)(?=\()/y);
    let name: string;
    if (kind === undefined) name = word(scanner, 'a field to sort by').text;
    else {
      expect(scanner, '(');
      name = word(scanner, 'a field to sort by').text;
      expect(scanner, ')');
    }
    const as = kind === 'num' || kind === 'str' || kind === 'ip' ? kind : 'auto';
    keys.push({ name, descending: sign === '-', as, span: spanFrom(scanner, start) });
    take(scanner, ',');
    if (isKeyword(scanner, ['desc', 'd']) || /^(?:desc|d)\s*$/.test(rest(scanner))) break;
  }
  return keys.length === 0 ? failExpected(scanner, 'a field to sort by') : keys;
}

function rest(scanner: Scanner): string {
  return scanner.source.slice(scanner.position, scanner.end).trimStart();
}
