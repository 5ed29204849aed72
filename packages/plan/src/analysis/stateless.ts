import { and, conjunctsOf } from '../expressions.js';
import type { Expression } from '../expressions.js';
import type { Join, Relation } from '../relations.js';
import { isTimeless, mentionsNow } from '../replay/now.js';
import { columnType } from '../schema.js';
import { expressionsOf, inputsOf, mapRelation, someExpression } from '../visit.js';

/**
 * The plan of a stateless rule without its bounds relative to `now`, so that one run over the whole span of the data
 * gives what stepping `now` through it would give; undefined when the rule is not stateless.
 *
 * Stateless: no aggregate, window, distinct, limit or unnest with a limit; joins and subqueries only with what is the
 * same at every instant (a watchlist); and `now` only in top-level conjuncts of a filter that compare a column with
 * `now ± constant`.
 */
export function withoutTimeBounds(relation: Relation): Relation | undefined {
  return isRowWise(relation) ? widen(relation) : undefined;
}

/** True when every output row depends on one event alone, and on what is the same at every instant. */
export function isRowWise(relation: Relation): boolean {
  const queries = expressionsOf(relation).some((expression) =>
    someExpression(
      expression,
      (part) => (part.kind === 'scalarQuery' || part.kind === 'inQuery') && !isTimeless(part.relation),
    ),
  );
  if (queries) return false;
  if (relation.kind === 'join') return looksUp(relation) && isRowWise(relation.left);
  const rowWise =
    ROW_WISE.has(relation.kind) && !(relation.kind === 'unnest' && relation.limit !== undefined);
  return rowWise && inputsOf(relation).every(isRowWise);
}

/** Rows of the left side with what a timeless right side says of them; no bound on time can be about the right one. */
function looksUp({ flavour, right, columns }: Join): boolean {
  const adds = ['inner', 'left', 'leftSemi', 'leftAnti'].includes(flavour);
  const times = columns.some(
    ({ side, source }) => side === 'right' && columnType(right, source) === 'datetime',
  );
  return adds && !times && isTimeless(right);
}

const ROW_WISE: ReadonlySet<Relation['kind']> = new Set([
  'scan',
  'values',
  'filter',
  'extend',
  'project',
  'union',
  'sort',
  'unnest',
]);

function widen(relation: Relation): Relation | undefined {
  if (relation.kind === 'filter') {
    const input = widen(relation.input);
    if (input === undefined) return undefined;
    const kept = conjunctsOf(relation.predicate).filter((conjunct) => !isTimeBound(conjunct));
    if (kept.some(mentionsNow)) return undefined;
    return kept.length === 0 ? input : { ...relation, input, predicate: and(...kept) };
  }
  if (expressionsOf(relation).some(mentionsNow)) return undefined;
  let whole = true;
  const widened = mapRelation(
    relation,
    (input) => {
      const result = widen(input);
      if (result === undefined) whole = false;
      return result ?? input;
    },
    (expression) => expression,
  );
  return whole ? widened : undefined;
}

const COMPARISONS: ReadonlySet<string> = new Set(['lt', 'le', 'gt', 'ge']);

function isTimeBound(conjunct: Expression): boolean {
  if (conjunct.kind !== 'call' || !COMPARISONS.has(conjunct.fn)) return false;
  const [left, right] = conjunct.args;
  if (left === undefined || right === undefined) return false;
  return (isTimeColumn(left) && isNowShifted(right)) || (isNowShifted(left) && isTimeColumn(right));
}

function isTimeColumn(expression: Expression): boolean {
  return expression.kind === 'column' && expression.type === 'datetime';
}

/** `now`, or `now` plus or minus constants. */
function isNowShifted(expression: Expression): boolean {
  if (expression.kind === 'now') return true;
  if (expression.kind !== 'call' || (expression.fn !== 'add' && expression.fn !== 'subtract')) return false;
  const [first, second] = expression.args;
  return first !== undefined && isNowShifted(first) && second?.kind === 'literal';
}
