import { call, column, now } from '../expressions.js';
import type { Expression } from '../expressions.js';
import type { Relation } from '../relations.js';
import { mapExpression, mapRelation } from '../visit.js';

/** Makes rows later than `now` invisible: every scan that has a time column is filtered by it. */
export function hideFuture(relation: Relation): Relation {
  if (relation.kind === 'scan') {
    if (relation.time === undefined) return relation;
    const instant = column(relation.time, 'datetime');
    // A row without a time is not later than anything: it stays visible and is counted by the coverage.
    const predicate = call('or', [call('isNull', [instant]), call('le', [instant, now])]);
    return { kind: 'filter', input: relation, predicate };
  }
  return mapRelation(relation, hideFuture, inQueries);
}

function inQueries(expression: Expression): Expression {
  return mapExpression(expression, inQueries, hideFuture);
}
