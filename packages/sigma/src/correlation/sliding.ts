import { and, call, column, long, real } from '@interloper/plan';
import type { Expression, Relation, ScalarType, WindowCall, WindowFrame } from '@interloper/plan';
import type { Bound, BoundOperator, CorrelationRule } from '../rule/types.js';
import { firedColumns } from './columns.js';

/**
 * A window that slides with the events: for every event, the events of its group from `timespan` before it up to it,
 * both ends and events of the same instant included. Whether a burst straddles the bounds of any clock is nothing to
 * it (correlation specification, Temporal Proximity: “should not be restricted to boundaries”).
 */
export function slidingFrame(rule: CorrelationRule): WindowFrame {
  return { unit: 'range', before: rule.timespan.toString(), after: '0' };
}

/** All events of the group up to the current one, those of the same instant included. */
export const soFar: WindowFrame = { unit: 'range', before: 'unbounded', after: '0' };

/** Adds columns computed over the events of a group in the order of time. Groups are equal without regard to case. */
export function overGroup(rule: CorrelationRule, input: Relation, calls: readonly WindowCall[]): Relation {
  return {
    kind: 'window',
    input,
    partition: rule.groupBy.map((_, index) => call('lower', [column(`g${index}`, 'string')])),
    order: [{ expression: column('time', 'datetime'), descending: false, nulls: 'last' }],
    calls,
  };
}

/** The time of the first event of the window. */
export function windowStart(rule: CorrelationRule): WindowCall {
  return {
    name: firedColumns.start,
    fn: 'min',
    args: [column('time', 'datetime')],
    type: 'datetime',
    frame: slidingFrame(rule),
  };
}

const COMPARISONS = {
  gt: 'gt',
  gte: 'ge',
  lt: 'lt',
  lte: 'le',
  eq: 'eq',
  neq: 'ne',
} as const satisfies Record<BoundOperator, string>;

/** All bounds of a condition hold for a measure. */
export function withinBounds(measure: Expression, bounds: readonly Bound[]): Expression {
  return and(
    ...bounds.map(({ operator, value }) =>
      call(COMPARISONS[operator], [measure, Number.isSafeInteger(value) ? long(value) : real(value)]),
    ),
  );
}

/** The events whose measure, a column of that type, satisfies the condition. */
export function whereWithin(rule: CorrelationRule, input: Relation, type: ScalarType): Relation {
  const predicate = withinBounds(column(firedColumns.measure, type), rule.bounds);
  return { kind: 'filter', input, predicate };
}
