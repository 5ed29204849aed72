import { call, column, literal } from '@interloper/plan';
import type { Relation, ScalarType } from '@interloper/plan';
import { convert } from '../../convert.js';
import { constantNumber } from '../../expressions/constants.js';
import { nameOf, symbolClass } from '../../kusto/syntax.js';
import { hoist, lowerExpression, refuseRows } from '../../lowering.js';
import type { Env } from '../../lowering.js';
import { boundNames } from '../../operators/project.js';
import { pluginArguments } from '../plugin.js';
import type { Plugin } from '../plugin.js';
import { aggregated, columnOf, own, ticks } from './call.js';
import { alike, joined, onLeft, onRight } from './join.js';

const NUMBERS: ReadonlySet<ScalarType> = new Set(['int', 'long', 'real', 'decimal', 'datetime', 'timespan']);

/**
 * The percentile of the values of so many bins, ending with each bin that has rows.
 * https://learn.microsoft.com/kusto/query/rolling-percentile-plugin
 */
export const rollingPercentile: Plugin = (node, input, env) => {
  const { positional, named } = pluginArguments(node);
  const [of, rank, over, width, many, ...places] = positional;
  const refused = () => refuseRows(env, 'KQL0104', 'rolling_percentile with these arguments', node);
  if (of === undefined || over === undefined || named.size > 0 || (input.carried ?? []).length > 0)
    return refused();
  if (rank === undefined || width === undefined || many === undefined) return refused();
  if (!places.every((item) => symbolClass(item) === 'ColumnSymbol')) return refused();
  const inner: Env = { ...env, rows: input };
  const outer: Env = { context: env.context, scope: env.scope };
  const [value, index] = [lowerExpression(of, inner), lowerExpression(over, inner)];
  const size = lowerExpression(width, outer);
  const [percent, bins] = [rank, many].map((item) => constantNumber(lowerExpression(item, outer)));
  if (percent === undefined || bins === undefined)
    return refuseRows(env, 'KQL0105', 'The percentile and the number of bins of rolling_percentile', node);
  if (!NUMBERS.has(value.type) || !Number.isInteger(bins) || bins < 1 || percent < 0 || percent > 100)
    return refused();
  const isWhole = ['int', 'long'].includes(index.type);
  const isTime = ['datetime', 'timespan'].includes(index.type);
  if (isWhole ? !['int', 'long'].includes(size.type) : !isTime || size.type !== 'timespan') return refused();
  const dimensions = places.map((item) => ({
    name: nameOf(item),
    expression: lowerExpression(item, inner),
  }));
  const relation: Relation = {
    kind: 'project',
    input: input.relation,
    columns: [
      { name: '$value', expression: value },
      { name: '$bin', expression: convert(call('binDown', [ticks(index), ticks(size)]), index.type) },
      ...dimensions,
    ],
  };
  const rows = hoist(env, { relation, nullable: new Set() }, 'values', true).relation;
  const kept = dimensions.map(({ name }) => own(rows, name));
  const steps: Relation = {
    kind: 'distinct',
    input: {
      kind: 'project',
      input: rows,
      columns: [{ name: '$at', expression: columnOf(rows, '$bin') }, ...kept],
    },
  };
  const [at, seen] = [ticks(onLeft(steps, '$at')), ticks(onRight(rows, '$bin'))];
  const span = call('multiply', [ticks(size), literal('long', bins)], 'long');
  const covered = joined(
    'inner',
    steps,
    rows,
    alike(kept),
    ['$value'],
    call('le', [seen, at]),
    call('gt', [seen, call('subtract', [at, span], 'long')]),
  );
  const rolled = aggregated(
    covered,
    [own(steps, '$at'), ...kept],
    [
      {
        name: '$rolled',
        fn: 'percentile',
        args: [columnOf(rows, '$value'), literal('real', percent)],
        type: value.type,
      },
    ],
  );
  const names = boundNames(node);
  const values = [
    columnOf(steps, '$at'),
    ...kept.map(({ expression }) => expression),
    column('$rolled', value.type),
  ];
  return {
    relation: {
      kind: 'project',
      input: rolled,
      columns: values.map((expression, place) => ({ name: names[place] ?? `Column${place}`, expression })),
    },
    nullable: new Set(),
  };
};
