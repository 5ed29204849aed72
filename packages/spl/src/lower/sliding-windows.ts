import type { AggregateCall, Expression, JoinColumn, Relation, SortKey } from '@interloper/plan';
import { and, call, column, columnsOf, long, not, timespan } from '@interloper/plan';
import { overRange } from './ranged-windows.js';
import type { Lowering, State } from './state.js';
import { freshName, keepOrder, sortKeys } from './state.js';
import type { Statistic } from './statistics.js';

/** Which results before one count with it. */
export interface Sliding {
  /** Those at most so many ticks away. */
  readonly time: bigint | undefined;
  /** The last so many of all results, or of its group. */
  readonly count: number | undefined;
  readonly perGroup: boolean;
  /** Whether the result itself counts. */
  readonly current: boolean;
}

/**
 * Aggregates over the results before each that are near it in time, or among the last of all groups. Where no frame of a
 * window says that (near in time and among the last of its group, or near in time and not in its order), each result is
 * paired with those that count. Search Reference: streamstats, "time_window", "global".
 */
export function overSliding(
  statistics: readonly Statistic[],
  given: State,
  partition: readonly Expression[],
  sliding: Sliding,
  lowering: Lowering,
): State {
  const ranged = overRange(statistics, given, partition, sliding);
  if (ranged !== undefined) return ranged;
  const before = keepOrder(
    given,
    statistics.map(({ name }) => name),
  );
  const streamName = lowering.fresh('stream');
  const number = freshName(before, 'number');
  const place = freshName(before, 'place');
  const keyOf = (index: number): string => freshName(before, `key${index}_`);
  const keys = partition.map(({ type }, index) => ({ name: keyOf(index), type }));
  const needed: { readonly name: string; readonly expression: Expression }[] = [];
  const needs = (expression: Expression): Expression => {
    if (expression.kind === 'literal') return expression;
    const name = freshName(before, `value${needed.length}_`);
    needed.push({ name, expression });
    return column(name, expression.type);
  };
  const other = (name: string): string => `${name}_other`;
  const calls: AggregateCall[] = [];
  const results = statistics.map(({ name, built }, at) => {
    const parts = built.parts.map(({ order, ...part }, index) => {
      const partName = freshName(before, `part${at}_${index}_`);
      const args = part.args.map(needs);
      const own = order?.map((key): SortKey => ({ ...key, expression: needs(key.expression) }));
      const where = not(call('isNull', [column(other(number), 'long')]));
      calls.push({ ...part, name: partName, args, where, ...(own === undefined ? {} : { order: own }) });
      return column(partName, part.type);
    });
    return { name, expression: built.result(parts) };
  });
  const extended: Relation = {
    kind: 'extend',
    input: before.relation,
    columns: [...keys.map(({ name }, index) => named(name, partition[index])), ...needed],
  };
  const order = sortKeys(before);
  const rowNumber = { fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } } as const;
  const numbered: Relation = {
    kind: 'window',
    input: extended,
    partition: [],
    order,
    calls: [{ name: number, ...rowNumber }],
  };
  const placed: Relation = {
    kind: 'window',
    input: numbered,
    partition: sliding.perGroup ? keys.map(({ name, type }) => column(name, type)) : [],
    order,
    calls: [{ name: place, ...rowNumber }],
  };
  const stream: Relation = { kind: 'reference', name: streamName, columns: columnsOf(placed) };
  const columns: readonly JoinColumn[] = [
    { name: number, side: 'left', source: number },
    { name: other(number), side: 'right', source: number },
    ...needed.map(({ name }): JoinColumn => ({ name, side: 'right', source: name })),
  ];
  const pairs: Relation = {
    kind: 'join',
    flavour: 'left',
    left: stream,
    right: stream,
    condition: and(
      ...keys.map(({ name, type }) => call('eq', [column(name, type, 'left'), column(name, type, 'right')])),
      ...near(number, place, sliding),
    ),
    columns,
  };
  const aggregated: Relation = {
    kind: 'aggregate',
    input: pairs,
    groups: [{ name: number, expression: column(number, 'long') }],
    aggregates: calls,
  };
  const joined: Relation = {
    kind: 'join',
    flavour: 'inner',
    left: stream,
    right: aggregated,
    condition: call('eq', [column(number, 'long', 'left'), column(number, 'long', 'right')]),
    columns: [
      ...columnsOf(before.relation).map(({ name }): JoinColumn => ({ name, side: 'left', source: name })),
      ...calls.map(({ name }): JoinColumn => ({ name, side: 'right', source: name })),
    ],
  };
  const body: Relation = { kind: 'extend', input: joined, columns: results };
  const relation: Relation = { kind: 'let', name: streamName, value: placed, materialised: true, body };
  return { ...before, relation };
}

function named(
  name: string,
  expression: Expression | undefined,
): { readonly name: string; readonly expression: Expression } {
  if (expression === undefined) throw new Error('every key has an expression');
  return { name, expression };
}

/** What makes a result (right) count with another (left). */
function near(number: string, place: string, sliding: Sliding): readonly Expression[] {
  const one = (name: string): Expression => column(name, 'long', 'left');
  const before = (name: string): Expression => column(name, 'long', 'right');
  const conditions = [call(sliding.current ? 'le' : 'lt', [before(number), one(number)])];
  if (sliding.count !== undefined) {
    const reach = sliding.current ? sliding.count - 1 : sliding.count;
    conditions.push(call('ge', [before(place), call('subtract', [one(place), long(reach)], 'long')]));
  }
  if (sliding.time !== undefined) {
    const [mine, theirs] = [column('_time', 'datetime', 'left'), column('_time', 'datetime', 'right')];
    const width = timespan(sliding.time);
    conditions.push(
      call('ge', [theirs, call('subtract', [mine, width], 'datetime')]),
      call('le', [theirs, call('add', [mine, width], 'datetime')]),
    );
  }
  return conditions;
}
