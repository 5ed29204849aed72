import { conjunctsOf, walkRelations } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';

/**
 * How long the stretch of time is that a rule looks at in one run, in ticks: the lookback, or less when the rule has
 * bounds of its own (`Time > ago(1h)`, `Time < ago(5m)`) as top-level conditions. The narrowest of all of them together:
 * of a rule with several inputs, never too long.
 */
export function ownWindow(plan: Relation, lookback: bigint): bigint {
  let oldest = lookback;
  let newest = 0n;
  walkRelations(plan, (relation) => {
    if (relation.kind !== 'filter') return;
    for (const conjunct of conjunctsOf(relation.predicate)) {
      const bounds = boundOf(conjunct);
      if (bounds?.oldest !== undefined && bounds.oldest < oldest) oldest = bounds.oldest;
      if (bounds?.newest !== undefined && bounds.newest > newest) newest = bounds.newest;
    }
  });
  return oldest - newest;
}

/** How old, at `now`, an event may be at most or must be at least. */
interface Bound {
  readonly oldest?: bigint;
  readonly newest?: bigint;
}

function boundOf(conjunct: Expression): Bound | undefined {
  if (conjunct.kind !== 'call') return undefined;
  const [left, right] = conjunct.args;
  if (left?.kind === 'column' && right !== undefined) return bound(conjunct.fn, ageOf(right));
  if (right?.kind === 'column' && left !== undefined) return bound(MIRRORED[conjunct.fn] ?? '', ageOf(left));
  return undefined;
}

const MIRRORED: Readonly<Record<string, string>> = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };

function bound(comparison: string, age: bigint | undefined): Bound | undefined {
  if (age === undefined) return undefined;
  if (comparison === 'gt' || comparison === 'ge') return { oldest: age };
  return comparison === 'lt' || comparison === 'le' ? { newest: age } : undefined;
}

/** The ticks by which an expression lies before `now`; undefined when it does not rest on `now` alone. */
function ageOf(expression: Expression): bigint | undefined {
  if (expression.kind === 'now') return 0n;
  if (expression.kind !== 'call' || (expression.fn !== 'add' && expression.fn !== 'subtract'))
    return undefined;
  const [first, second] = expression.args;
  const age = first === undefined ? undefined : ageOf(first);
  if (age === undefined || second?.kind !== 'literal' || typeof second.value !== 'string') return undefined;
  const shift = BigInt(second.value);
  return expression.fn === 'subtract' ? age + shift : age - shift;
}
