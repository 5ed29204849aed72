import { call, column, literal, long, real } from '@interloper/plan';
import type { AggregateCall, Expression, Relation, ScalarType } from '@interloper/plan';
import { cellOf, valueOfCell } from '../cells.js';
import { convert } from '../convert.js';
import { constantNumber, constantText } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { lowerExpression, refuseRows, report } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { boundNames } from '../operators/project.js';
import { allColumns, present } from '../text.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

interface Options {
  /** The least part of the rows that a pattern covers, 0 to 1. */
  readonly threshold: number;
  /** How many values a pattern has that do not follow from each other. */
  readonly dimensions: number;
  /** What stands for any value, by type. */
  readonly wildcards: ReadonlyMap<ScalarType, Expression>;
}

/**
 * Combinations of values that many rows have in common. As the page's answers show, one that has the same rows as a
 * larger one is left out: {a} is not told where every row with a has b too. Patterns are numbered by their counts.
 * https://learn.microsoft.com/kusto/query/basket-plugin
 */
export const basket: Plugin = (node, input, env) => {
  if ((input.carried ?? []).length > 0) return refuseRows(env, 'KQL0104', 'basket in a subquery', node);
  const options = optionsOf(node, env);
  if (typeof options === 'string') return refuseRows(env, 'KQL0104', options, node);
  const shown = allColumns(input);
  if (shown.some(({ expression }) => expression.type === 'dynamic'))
    return refuseRows(env, 'KQL0104', 'basket over dynamic columns', node);
  report(env, 'KQL0212', 'basket', node);
  const patterns = call('frequentPatterns', [
    column('$rows', 'dynamic'),
    real(options.threshold),
    long(options.dimensions),
  ]);
  const found: Relation = {
    kind: 'unnest',
    input: gathered(input, options),
    lists: [{ list: patterns, column: { name: '$pattern', type: 'dynamic' } }],
    index: '$segment',
    outer: false,
  };
  const at = (index: number): Expression => call('path', [column('$pattern', 'dynamic'), long(index)]);
  const counted = convert(at(0), 'long');
  const share = call(
    'divide',
    [call('multiply', [real(100), convert(at(0), 'real')], 'real'), total()],
    'real',
  );
  const names = boundNames(node);
  const values = [
    column('$segment', 'long'),
    counted,
    share,
    ...shown.map(({ expression: { type } }, index) => {
      const item = at(index + 1);
      const value = valueOfCell(item, 0, type);
      const wildcard = options.wildcards.get(type) ?? anything(type);
      return call('if', [call('isNull', [item]), wildcard, value]);
    }),
  ];
  return {
    relation: {
      kind: 'project',
      input: found,
      columns: values.map((expression, index) => ({ name: names[index] ?? `Column${index}`, expression })),
    },
    nullable: new Set(),
  };
};

function total(): Expression {
  return convert(column('$total', 'long'), 'real');
}

function anything(type: ScalarType): Expression {
  return literal(type, type === 'string' ? '' : null);
}

/** What the call asks for; what is not supported about it otherwise. `'~'` stands for a default. */
function optionsOf(node: SyntaxNode, env: Env): Options | string {
  const { positional, named } = pluginArguments(node);
  const [least, weight, most, ...rest] = positional.map((item) =>
    lowerExpression(item, { context: env.context, scope: env.scope }),
  );
  if (named.size > 0) return 'basket with named arguments';
  if (weight !== undefined && !isDefault(weight)) return 'basket with weights';
  const threshold = isDefault(least) ? 0.05 : constantNumber(least);
  if (threshold === undefined || threshold < 0.015 || threshold > 1)
    return 'A threshold of basket that is no constant from 0.015 to 1';
  const dimensions = isDefault(most) ? 5 : constantNumber(most);
  if (dimensions === undefined || !Number.isInteger(dimensions) || dimensions < 1)
    return 'A number of dimensions of basket that is no whole constant';
  const wildcards = new Map<ScalarType, Expression>();
  for (const item of rest) {
    if (item.kind !== 'literal') return 'A wildcard of basket that is no constant';
    if (!isDefault(item)) wildcards.set(item.type, item);
  }
  return { threshold, dimensions, wildcards };
}

function isDefault(given: Expression | undefined): boolean {
  return given === undefined || constantText(given) === '~';
}

/**
 * One row: the number of rows ($total), and the list of different rows with their numbers ($rows), in which values that
 * are too rare for any pattern are null.
 */
function gathered(input: Rows, { threshold }: Options): Relation {
  const shown = allColumns(input);
  const named = shown.map(({ expression }, index) => ({
    name: `$c${index}`,
    expression: present(expression),
  }));
  const values = named.map(({ name, expression }) => column(name, expression.type));
  const plain: Relation = { kind: 'project', input: input.relation, columns: named };
  const sized: Relation = {
    kind: 'window',
    input: plain,
    partition: [],
    order: [],
    calls: [{ name: '$total', fn: 'count', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const counted = values.reduce<Relation>(
    (relation, value, index) => ({
      kind: 'window',
      input: relation,
      partition: [value],
      order: [],
      calls: [{ name: `$n${index}`, fn: 'count', args: [], type: 'long', frame: { unit: 'all' } }],
    }),
    sized,
  );
  const least = call('multiply', [total(), real(threshold)], 'real');
  const items = values.map((value, index) => ({
    name: `$i${index}`,
    expression: call('if', [
      call('ge', [convert(column(`$n${index}`, 'long'), 'real'), least]),
      call('makeArray', [cellOf(value)]),
      literal('dynamic', null),
    ]),
  }));
  const number: AggregateCall = { name: '$number', fn: 'count', args: [], type: 'long' };
  const grouped: Relation = {
    kind: 'aggregate',
    input: {
      kind: 'project',
      input: counted,
      columns: [...items, { name: '$total', expression: column('$total', 'long') }],
    },
    groups: [
      ...items.map(({ name }) => ({ name, expression: column(name, 'dynamic') })),
      { name: '$total', expression: column('$total', 'long') },
    ],
    aggregates: [number],
  };
  return {
    kind: 'aggregate',
    input: grouped,
    groups: [{ name: '$total', expression: column('$total', 'long') }],
    aggregates: [
      {
        name: '$rows',
        fn: 'listWithNulls',
        args: [
          call('makeArray', [column('$number', 'long'), ...items.map(({ name }) => column(name, 'dynamic'))]),
        ],
        type: 'dynamic',
      },
    ],
  };
}
