import { call, column, literal, long, text } from '@interloper/plan';
import type { Expression, NamedExpression, Relation, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantElements, constantText } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { nameOf } from '../kusto/syntax.js';
import { lowerExpression, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { allColumns, present, project } from '../text.js';
import { learn } from './learn.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

interface Options {
  readonly bag: NamedExpression;
  readonly prefix: string;
  readonly conflict: string;
  readonly ignored: readonly string[];
  /** The columns beside the bag. */
  readonly others: readonly NamedExpression[];
}

/**
 * A column for each property of a bag, in the order of their names, behind the other columns.
 * https://learn.microsoft.com/kusto/query/bag-unpack-plugin
 */
export const bagUnpack: Plugin = (node, input, env, schema) => {
  if ((input.carried ?? []).length > 0) return refuseRows(env, 'KQL0104', 'bag_unpack in a subquery', node);
  const options = optionsOf(node, input, env);
  if (typeof options === 'string') return refuseRows(env, 'KQL0104', options, node);
  if (schema === undefined) return learn(node, env, properties(input, options));
  if (schema.length === 0) return refuseRows(env, 'KQL0104', 'bag_unpack that leaves no column', node);
  const { bag, prefix, conflict, others, ignored } = options;
  return project(
    input,
    schema.map(({ name, type }): NamedExpression => {
      const other = others.find((item) => item.name === name);
      const isProperty = name.startsWith(prefix) && !ignored.includes(name.slice(prefix.length));
      if (other !== undefined && (conflict !== 'replace_source' || !isProperty)) return other;
      const value = call('path', [bag.expression, text(name.slice(prefix.length))]);
      return { name, expression: isProperty ? converted(value, type) : nothing(type) };
    }),
  );
};

function nothing(type: ScalarType): Expression {
  return type === 'string' ? text('') : literal(type, null);
}

function converted(value: Expression, type: ScalarType): Expression {
  return type === 'string' ? present(convert(value, type)) : convert(value, type);
}

/** What the call asks for; what is not supported about it otherwise. */
function optionsOf(node: SyntaxNode, input: Rows, env: Env): Options | string {
  const { positional, named } = pluginArguments(node);
  const option = (name: string, place: number): Expression | undefined => {
    const given = named.get(name) ?? positional[place];
    return given === undefined ? undefined : lowerExpression(given, env);
  };
  const [written] = positional;
  const bag = allColumns(input).find(({ name }) => written !== undefined && name === nameOf(written));
  if (bag?.expression.type !== 'dynamic') return 'bag_unpack of something that is no dynamic column';
  const prefix = option('OutputColumnPrefix', 1);
  const conflict = option('columnsConflict', 2);
  const ignored = option('ignoredProperties', 3);
  const [start, onConflict] = [
    prefix === undefined ? '' : constantText(prefix),
    conflict === undefined ? 'error' : constantText(conflict),
  ];
  const names = ignored === undefined ? [] : constantElements(ignored);
  if (start === undefined || onConflict === undefined || names === undefined)
    return 'bag_unpack with these options';
  return {
    bag,
    prefix: start,
    conflict: onConflict,
    ignored: names.map(({ value }) => String(value)),
    others: allColumns(input).filter(({ name }) => name !== bag.name),
  };
}

/**
 * The columns of the answer as rows of name and type: the others, then the properties by name. A property has the type
 * of its values when they all have one, else it is dynamic.
 */
function properties(input: Rows, { bag, prefix, conflict, ignored, others }: Options): Relation {
  const [pair, key, type] = ['$pair', 'name', 'type'];
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
  const wanted: Relation =
    out.length === 0
      ? typed
      : {
          kind: 'filter',
          input: typed,
          predicate: call('not', [call('in', [column(key, 'string'), ...out.map((name) => text(name))])]),
        };
  const source: Relation = {
    kind: 'values',
    columns: [
      { name: key, type: 'string' },
      { name: type, type: 'string' },
    ],
    rows: others.map(({ name, expression }) => [name, expression.type]),
  };
  return {
    kind: 'union',
    inputs: [
      conflict === 'replace_source' ? without(source, wanted, key) : source,
      {
        kind: 'sort',
        input: wanted,
        keys: [{ expression: column(key, 'string'), descending: false, nulls: 'first' }],
      },
    ],
  };
}

/** Rows whose name is not among those of others. */
function without(rows: Relation, others: Relation, key: string): Relation {
  const name = column(key, 'string');
  const names: Relation = { kind: 'project', input: others, columns: [{ name: key, expression: name }] };
  return {
    kind: 'filter',
    input: rows,
    predicate: call('not', [{ kind: 'inQuery', type: 'bool', value: name, relation: names }]),
  };
}
