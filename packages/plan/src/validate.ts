import { checkArguments } from './expressions.js';
import type { Expression } from './expressions.js';
import { windowSignatureOf } from './functions/aggregates.js';
import { signatureOf } from './functions/index.js';
import type { Relation } from './relations.js';
import { columnsOf, columnType } from './schema.js';
import type { Column } from './types.js';
import { expressionsOf, inputsOf, partsOf } from './visit.js';

/**
 * Checks that a plan is whole: every column an expression names exists with that type, calls fit their signatures,
 * conditions are bool, names are unique, unions have equal columns and references a `let` around them.
 *
 * @returns what is wrong, each with the step it is in; empty when the plan is sound. A plan that fails is a bug of
 * the language that made it.
 */
export function validatePlan(relation: Relation): readonly string[] {
  const problems: string[] = [];
  checkRelation(relation, new Set(), problems);
  return problems;
}

function checkRelation(relation: Relation, names: ReadonlySet<string>, problems: string[]): void {
  const report = (problem: string): void => void problems.push(`${relation.kind}: ${problem}`);
  const columns = columnsOf(relation);
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) report(`the column ${name} occurs twice`);
    seen.add(name);
  }
  if (relation.kind === 'reference' && !names.has(relation.name))
    report(`nothing is called ${relation.name}`);
  if (relation.kind === 'union') checkUnion(relation.inputs, report);
  if (relation.kind === 'filter' && relation.predicate.type !== 'bool') report('the predicate is not bool');
  if (relation.kind === 'aggregate' || relation.kind === 'window') {
    for (const item of relation.kind === 'aggregate' ? relation.aggregates : relation.calls) {
      attempt(() => checkArguments(item.fn, windowSignatureOf(item.fn), item.args), report);
    }
  }
  for (const expression of expressionsOf(relation)) {
    checkExpression(expression, relation, names, new Set(), problems, report);
  }
  const inner = relation.kind === 'let' ? new Set([...names, relation.name]) : names;
  for (const input of inputsOf(relation)) {
    checkRelation(input, relation.kind === 'let' && input === relation.value ? names : inner, problems);
  }
}

function checkUnion(inputs: readonly Relation[], report: (problem: string) => void): void {
  const shape = (columns: readonly Column[]): string =>
    columns.map(({ name, type }) => `${name}:${type}`).join(', ');
  const [first, ...rest] = inputs;
  if (first === undefined) return report('no inputs');
  for (const input of rest) {
    if (shape(columnsOf(input)) !== shape(columnsOf(first))) {
      report(`inputs differ: (${shape(columnsOf(first))}) and (${shape(columnsOf(input))})`);
    }
  }
}

function checkExpression(
  expression: Expression,
  relation: Relation,
  names: ReadonlySet<string>,
  variables: ReadonlySet<string>,
  problems: string[],
  report: (problem: string) => void,
): void {
  if (expression.kind === 'column') {
    const found = lookUp(expression.name, expression.side, relation);
    if (found === undefined) report(`no column ${expression.name}`);
    else if (found !== expression.type) report(`${expression.name} is ${found}, not ${expression.type}`);
  }
  if (expression.kind === 'variable' && !variables.has(expression.name))
    report(`no variable ${expression.name}`);
  if (expression.kind === 'call') {
    attempt(() => checkArguments(expression.fn, signatureOf(expression.fn), expression.args), report);
  }
  if (expression.kind === 'scalarQuery' || expression.kind === 'inQuery') {
    checkRelation(expression.relation, names, problems);
  }
  const inner = expression.kind === 'lambda' ? new Set([...variables, expression.parameter]) : variables;
  for (const part of partsOf(expression)) checkExpression(part, relation, names, inner, problems, report);
}

function lookUp(
  name: string,
  side: 'left' | 'right' | undefined,
  relation: Relation,
): Column['type'] | undefined {
  if (relation.kind === 'join') {
    if (side === undefined) return undefined;
    return columnType(side === 'left' ? relation.left : relation.right, name);
  }
  const [input] = inputsOf(relation);
  return input === undefined || side !== undefined ? undefined : columnType(input, name);
}

function attempt(check: () => void, report: (problem: string) => void): void {
  try {
    check();
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
  }
}
