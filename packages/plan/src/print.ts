import type { Expression, Literal } from './expressions.js';
import type { AggregateCall, Relation, SortKey, WindowCall } from './relations.js';
import { isoOfTicks, textOfTimespan } from './ticks.js';
import { inputsOf } from './visit.js';

/** A plan as indented text, the last step first, one step a line: what `explain` shows. */
export function printPlan(relation: Relation): string {
  return lines(relation, '').join('\n');
}

/** An expression in function notation; columns are bare, text is quoted. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return printLiteral(expression);
    case 'column':
      return expression.side === undefined ? expression.name : `${expression.side}.${expression.name}`;
    case 'now':
      return 'now';
    case 'variable':
      return expression.name;
    case 'lambda':
      return `${expression.parameter} → ${printExpression(expression.body)}`;
    case 'scalarQuery':
      return `(${lines(expression.relation, '').join(' ← ')})`;
    case 'inQuery':
      return `${printExpression(expression.value)} among (${lines(expression.relation, '').join(' ← ')})`;
    case 'call':
      return `${expression.fn}(${expression.args.map(printExpression).join(', ')})`;
  }
}

function printLiteral(expression: Literal): string {
  const { type, value } = expression;
  if (value === null) return `null:${type}`;
  if (type === 'datetime') return isoOfTicks(BigInt(String(value)));
  if (type === 'timespan') return textOfTimespan(BigInt(String(value)));
  return type === 'string' || type === 'multivalue' ? JSON.stringify(value) : String(value);
}

function lines(relation: Relation, indent: string): string[] {
  const inner = inputsOf(relation);
  const deeper = inner.length > 1 || relation.kind === 'let' ? `${indent}  ` : indent;
  return [indent + describe(relation), ...inner.flatMap((input) => lines(input, deeper))];
}

function describe(relation: Relation): string {
  switch (relation.kind) {
    case 'scan':
      return `scan ${relation.dataset}`;
    case 'values':
      return `values ${relation.rows.length} × (${relation.columns.map((column) => column.name).join(', ')})`;
    case 'range':
      return `range ${relation.column.name} from ${printExpression(relation.from)} to ${printExpression(relation.to)} by ${printExpression(relation.step)}`;
    case 'readFiles':
      return `readFiles ${relation.container.kind} of ${relation.files.length} files`;
    case 'filter':
      return `filter ${printExpression(relation.predicate)}`;
    case 'extend':
    case 'project':
      return `${relation.kind} ${relation.columns.map((item) => assignment(item.name, item.expression)).join(', ')}`;
    case 'aggregate':
      return `aggregate ${relation.aggregates.map(printCall).join(', ')} by ${relation.groups.map((item) => assignment(item.name, item.expression)).join(', ')}`;
    case 'window':
      return `window ${relation.calls.map(printCall).join(', ')} partition ${relation.partition.map(printExpression).join(', ')} order ${printKeys(relation.order)}`;
    case 'join':
      return `join ${relation.flavour} on ${printExpression(relation.condition)}`;
    case 'union':
    case 'distinct':
      return relation.kind;
    case 'sort':
      return `sort ${printKeys(relation.keys)}`;
    case 'limit':
      return `limit ${relation.count}${relation.offset === undefined ? '' : ` after ${relation.offset}`}`;
    case 'unnest':
      return `unnest${relation.outer ? ' outer' : ''} ${relation.lists.map((item) => assignment(item.column.name, item.list)).join(', ')}`;
    case 'let':
      return `let ${relation.name}${relation.materialised ? ' (computed once)' : ''}`;
    case 'reference':
      return `reference ${relation.name}`;
  }
}

function assignment(name: string, expression: Expression): string {
  const value = printExpression(expression);
  return value === name ? name : `${name} = ${value}`;
}

function printCall(item: AggregateCall | WindowCall): string {
  const filter = 'where' in item && item.where !== undefined ? ` where ${printExpression(item.where)}` : '';
  return `${item.name} = ${item.fn}(${item.args.map(printExpression).join(', ')})${filter}`;
}

function printKeys(keys: readonly SortKey[]): string {
  return keys
    .map((key) => `${printExpression(key.expression)} ${key.descending ? 'desc' : 'asc'} nulls ${key.nulls}`)
    .join(', ');
}
