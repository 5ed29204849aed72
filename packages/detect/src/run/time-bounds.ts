import { and, call, column, mapExpression, mapRelation } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';

/** Bounds on when events happened; they may rest on `now`. */
export interface TimeBounds {
  readonly after?: Expression;
  readonly from?: Expression;
  readonly to?: Expression;
}

/** A plan that sees only events within bounds; events without a time are outside of any. */
export function withTimeBounds(relation: Relation, bounds: TimeBounds): Relation {
  const inPlan = (inner: Relation): Relation => {
    if (inner.kind === 'scan') {
      const predicate = inner.time === undefined ? undefined : predicateOf(inner.time, bounds);
      return predicate === undefined ? inner : { kind: 'filter', input: inner, predicate };
    }
    return mapRelation(inner, inPlan, inQueries);
  };
  const inQueries = (expression: Expression): Expression => mapExpression(expression, inQueries, inPlan);
  return inPlan(relation);
}

/** The bounds as a condition on a datetime column; undefined when there are none. */
export function predicateOf(time: string, { after, from, to }: TimeBounds): Expression | undefined {
  const instant = column(time, 'datetime');
  const parts = [
    ...(after === undefined ? [] : [call('gt', [instant, after])]),
    ...(from === undefined ? [] : [call('ge', [instant, from])]),
    ...(to === undefined ? [] : [call('le', [instant, to])]),
  ];
  return parts.length === 0 ? undefined : and(...parts);
}
