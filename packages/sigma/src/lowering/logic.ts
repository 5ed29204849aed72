import { and, bool, call, not, or } from '@interloper/plan';
import type { Expression } from '@interloper/plan';

/** True for the literal true or false given. */
export function isLiteral(expression: Expression, value: boolean): boolean {
  return expression.kind === 'literal' && expression.type === 'bool' && expression.value === value;
}

/** All hold; false as soon as one part is literally false. */
export function allOf(parts: readonly Expression[]): Expression {
  return parts.some((part) => isLiteral(part, false)) ? bool(false) : and(...parts);
}

/** Any holds; true as soon as one part is literally true. */
export function anyOf(parts: readonly Expression[]): Expression {
  return parts.some((part) => isLiteral(part, true)) ? bool(true) : or(...parts);
}

/**
 * The opposite of a match. A comparison with an absent field is null to the plan and no match to Sigma, so its
 * opposite is a match: null is taken as false before it is turned round.
 */
export function noneOf(part: Expression): Expression {
  if (isLiteral(part, true)) return bool(false);
  if (isLiteral(part, false)) return bool(true);
  if (part.kind === 'call' && part.fn === 'isNull') return not(part);
  if (part.kind === 'call' && part.fn === 'not' && part.args[0]?.kind === 'call') {
    const inner = part.args[0];
    if (inner.fn === 'isTrue' || inner.fn === 'isNull') return inner;
  }
  return not(call('isTrue', [part]));
}
