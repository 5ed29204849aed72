import { call, column, columnsOf, falseOfEmptyText, text } from '@interloper/plan';
import type { Call, Column, Expression, NamedExpression, Relation, ScalarType } from '@interloper/plan';
import type { Rows } from './lowering.js';

/** Text that is never null: empty where the value is null. */
export function present(value: Expression): Expression {
  if (value.type !== 'string' || isPresent(value) || neverNull(value)) return value;
  return call('coalesce', [value, text('')]);
}

/** The value inside `present`, which may be null; itself when it is not wrapped. */
export function bare(value: Expression): Expression {
  return isPresent(value) ? (value.args[0] ?? value) : value;
}

export function isPresent(value: Expression): value is Call {
  if (value.kind !== 'call' || value.fn !== 'coalesce' || value.args.length !== 2) return false;
  const [, otherwise] = value.args;
  return otherwise?.kind === 'literal' && otherwise.value === '';
}

/** True when a value is surely not null; used to keep comparisons simple. */
export function neverNull(value: Expression): boolean {
  switch (value.kind) {
    case 'literal':
      return value.value !== null;
    case 'now':
    case 'inQuery':
      return true;
    case 'call':
      return (
        ALWAYS.has(value.fn) || (STRICT.has(value.fn) && value.args.every(neverNull)) || lastGiven(value)
      );
    default:
      return false;
  }
}

const ALWAYS: ReadonlySet<string> = new Set(['isNull', 'isTrue', 'same', 'makeArray', 'makeObject']);

/** Functions that are null only for null arguments. */
const STRICT: ReadonlySet<string> = new Set([
  ...falseOfEmptyText,
  'and',
  'or',
  'not',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'concat',
  'lower',
  'upper',
  'length',
  'trim',
  'substring',
  'matchesRegex',
  'replaceText',
  'replaceRegex',
  'splitText',
  'indexOf',
  'toText',
  'if',
  'case',
  'reverseText',
  'repeatText',
  'startOfDay',
  'startOfWeek',
  'startOfMonth',
  'startOfYear',
]);

function lastGiven(value: Call): boolean {
  const last = value.args.at(-1);
  return value.fn === 'coalesce' && last !== undefined && neverNull(last);
}

/** A column as a value: text that may be null is made present. */
export function columnValue(rows: Rows, name: string, type: ScalarType, side?: 'left' | 'right'): Expression {
  const reference = column(name, type, side);
  return type === 'string' && rows.nullable.has(name) ? call('coalesce', [reference, text('')]) : reference;
}

/** Columns to compute, with `present` taken off so that engines see the plain value; tells which may be null. */
function unwrapped(columns: readonly NamedExpression[]): {
  readonly columns: readonly NamedExpression[];
  readonly nullable: ReadonlySet<string>;
} {
  return {
    columns: columns.map(({ name, expression }) => ({ name, expression: bare(expression) })),
    nullable: new Set(columns.filter(({ expression }) => isPresent(expression)).map(({ name }) => name)),
  };
}

/** `project` over rows; carried columns stay. */
export function project(rows: Rows, chosen: readonly NamedExpression[]): Rows {
  const { columns: plain, nullable } = unwrapped([...carriedColumns(rows), ...chosen]);
  return { ...rows, relation: { kind: 'project', input: rows.relation, columns: plain }, nullable };
}

/** `extend` over rows. */
export function extend(rows: Rows, columns: readonly NamedExpression[]): Rows {
  if (columns.length === 0) return rows;
  const { columns: plain, nullable } = unwrapped(columns);
  const replaced = new Set(columns.map(({ name }) => name));
  const kept = [...rows.nullable].filter((name) => !replaced.has(name));
  return {
    ...rows,
    relation: { kind: 'extend', input: rows.relation, columns: plain },
    nullable: new Set([...kept, ...nullable]),
  };
}

/** The columns a rule sees, in order. */
export function visibleColumns(rows: Rows): readonly Column[] {
  const carried = rows.carried ?? [];
  const columns = columnsOf(rows.relation);
  return carried.length === 0 ? columns : columns.filter(({ name }) => !carried.includes(name));
}

/** The columns carried along, as expressions over the rows. */
export function carriedColumns(rows: Rows): readonly NamedExpression[] {
  const carried = rows.carried ?? [];
  if (carried.length === 0) return [];
  return columnsOf(rows.relation)
    .filter(({ name }) => carried.includes(name))
    .map(({ name, type }) => ({ name, expression: columnValue(rows, name, type) }));
}

/** The same columns, as expressions over the rows. */
export function allColumns(rows: Rows): readonly NamedExpression[] {
  return visibleColumns(rows).map(({ name, type }) => ({
    name,
    expression: columnValue(rows, name, type),
  }));
}

/** The rows with every null of text columns made empty, as Kusto shows them. Sorting stays outermost. */
export function settle(rows: Rows): Relation {
  if (rows.nullable.size === 0) return rows.relation;
  return settleRelation(rows.relation, rows.nullable);
}

function settleRelation(relation: Relation, nullable: ReadonlySet<string>): Relation {
  if (relation.kind === 'sort' || relation.kind === 'limit') {
    return { ...relation, input: settleRelation(relation.input, nullable) };
  }
  const columns = columnsOf(relation).map(({ name, type }): NamedExpression => {
    const value = column(name, type);
    return { name, expression: nullable.has(name) ? call('coalesce', [value, text('')]) : value };
  });
  return { kind: 'project', input: relation, columns };
}
