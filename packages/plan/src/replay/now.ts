import type { Expression } from '../expressions.js';
import type { Relation } from '../relations.js';
import { expressionsOf, partsOf, someExpression, walkRelations } from '../visit.js';

/** True when an expression asks for `now` itself, not in a subquery. */
export function mentionsNow(expression: Expression): boolean {
  return someExpression(expression, (part) => part.kind === 'now');
}

/** True when a subquery of an expression asks for `now`, or may. */
export function queriesRestOnNow(expression: Expression): boolean {
  const query = expression.kind === 'scalarQuery' || expression.kind === 'inQuery';
  return (query && relationRestsOnNow(expression.relation)) || partsOf(expression).some(queriesRestOnNow);
}

/** True when an expression asks for `now`, itself or in a subquery. */
export function restsOnNow(expression: Expression): boolean {
  return mentionsNow(expression) || queriesRestOnNow(expression);
}

/** True when a relation asks for `now` somewhere, or may: what a reference stands for lies outside. */
export function relationRestsOnNow(relation: Relation): boolean {
  let found = false;
  walkRelations(relation, (inner) => {
    found ||= inner.kind === 'reference' || expressionsOf(inner).some(mentionsNow);
  });
  return found;
}

/** True when a relation reads no log and does not ask for `now`. */
export function isTimeless(relation: Relation): boolean {
  if (relationRestsOnNow(relation)) return false;
  let timeless = true;
  walkRelations(relation, (inner) => {
    if (inner.kind === 'scan' && inner.time !== undefined) timeless = false;
  });
  return timeless;
}
