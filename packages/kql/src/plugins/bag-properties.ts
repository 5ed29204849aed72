import { call, column, long, text } from '@interloper/plan';
import type { Expression, NamedExpression, Relation } from '@interloper/plan';
import type { Rows } from '../lowering.js';
import { present } from '../text.js';

/** What a call of bag_unpack asks for. */
export interface Unpacking {
  readonly bag: NamedExpression;
  readonly prefix: string;
  /** What becomes of a column that is called like a property: error, replace_source or keep_source. */
  readonly conflict: string;
  readonly ignored: readonly string[];
  /** The columns beside the bag. */
  readonly others: readonly NamedExpression[];
}

const [KEY, TYPE] = ['name', 'type'] as const;

/**
 * The columns of the answer as rows of name and type: the others, then the properties by name. A property has the type
 * of its values when they all have one, else it is dynamic.
 */
export function unpackedColumns(input: Rows, unpacking: Unpacking): Relation {
  const { conflict, others } = unpacking;
  const found = properties(input, unpacking);
  const source: Relation = {
    kind: 'values',
    columns: [
      { name: KEY, type: 'string' },
      { name: TYPE, type: 'string' },
    ],
    rows: others.map(({ name, expression }) => [name, expression.type]),
  };
  const left: Relation = {
    kind: 'filter',
    input: source,
    predicate: call('not', [isAmong(column(KEY, 'string'), propertyNames(input, unpacking))]),
  };
  return {
    kind: 'union',
    inputs: [
      conflict === 'replace_source' ? left : source,
      {
        kind: 'sort',
        input: found,
        keys: [{ expression: column(KEY, 'string'), descending: false, nulls: 'first' }],
      },
    ],
  };
}

/** The names that properties get, in one column. */
export function propertyNames(input: Rows, unpacking: Unpacking): Relation {
  return {
    kind: 'project',
    input: properties(input, unpacking),
    columns: [{ name: KEY, expression: column(KEY, 'string') }],
  };
}

/** Whether a name is among those of a relation's only column. */
export function isAmong(value: Expression, relation: Relation): Expression {
  return { kind: 'inQuery', type: 'bool', value, relation };
}

/** The properties of all bags that become columns, with their types. */
function properties(input: Rows, { bag, prefix, conflict, ignored, others }: Unpacking): Relation {
  const [pair, key, type] = ['$pair', KEY, TYPE];
  const isBag = call('eq', [call('jsonType', [bag.expression]), text('object')]);
  const pairs: Relation = {
    kind: 'unnest',
    input: {
      kind: 'project',
      input: { kind: 'filter', input: input.relation, predicate: isBag },
      columns: [{ name: '$bag', expression: bag.expression }],
    },
    lists: [
      { list: call('objectPairs', [column('$bag', 'dynamic')]), column: { name: pair, type: 'dynamic' } },
    ],
    outer: false,
  };
  const value = call('path', [column(pair, 'dynamic'), long(1)]);
  const kind = call('jsonType', [value]);
  const simple = call('in', [kind, ...['string', 'long', 'real', 'bool'].map((name) => text(name))]);
  const found: Relation = {
    kind: 'project',
    input: pairs,
    columns: [
      { name: key, expression: present(call('pathText', [column(pair, 'dynamic'), long(0)])) },
      { name: '$kind', expression: call('if', [simple, kind, text('dynamic')]) },
      { name: '$none', expression: call('isNull', [value]) },
    ],
  };
  const types: Relation = {
    kind: 'aggregate',
    input: found,
    groups: [{ name: key, expression: column(key, 'string') }],
    aggregates: [
      {
        name: '$least',
        fn: 'min',
        args: [column('$kind', 'string')],
        type: 'string',
        where: call('not', [column('$none', 'bool')]),
      },
      {
        name: '$most',
        fn: 'max',
        args: [column('$kind', 'string')],
        type: 'string',
        where: call('not', [column('$none', 'bool')]),
      },
    ],
  };
  const same = call('same', [column('$least', 'string'), column('$most', 'string')]);
  const typed: Relation = {
    kind: 'project',
    input: types,
    columns: [
      { name: key, expression: call('concat', [text(prefix), column(key, 'string')]) },
      {
        name: type,
        expression: call('if', [
          same,
          call('coalesce', [column('$least', 'string'), text('dynamic')]),
          text('dynamic'),
        ]),
      },
    ],
  };
  const taken = conflict === 'keep_source' ? others.map(({ name }) => name) : [];
  const out = [...ignored.map((name) => prefix + name), ...taken];
  if (out.length === 0) return typed;
  return {
    kind: 'filter',
    input: typed,
    predicate: call('not', [call('in', [column(key, 'string'), ...out.map((name) => text(name))])]),
  };
}
