import { and, call, literal, nullOf, text } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';

/**
 * Two JSON values in arithmetic or in order, by what they are when rows are seen: whole numbers stay whole, a number
 * with a point makes both so. https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic
 */
function byKind(
  left: Expression,
  right: Expression,
  of: (type: 'long' | 'real', left: Expression, right: Expression) => Expression,
  otherwise: Expression,
): Expression {
  const asKind = (type: 'long' | 'real'): Expression => of(type, convert(left, type), convert(right, type));
  return call('case', [
    and(isOf(left, 'long'), isOf(right, 'long')),
    asKind('long'),
    and(isOf(left, 'long', 'real'), isOf(right, 'long', 'real')),
    asKind('real'),
    otherwise,
  ]);
}

function isOf(value: Expression, ...kinds: readonly string[]): Expression {
  return call('isTrue', [call('in', [call('jsonType', [value]), ...kinds.map((kind) => text(kind))])]);
}

/** `+ - *` of two JSON values: a JSON number, null when one of them is none. */
export function dynamicArithmetic(fn: FunctionName, left: Expression, right: Expression): Expression {
  return byKind(
    left,
    right,
    (type, one, other) => call('toDynamic', [call(fn, [one, other], type)]),
    nullOf('dynamic'),
  );
}

/** `< <= > >=` of two JSON values: numbers by size, texts by code points, null for anything else. */
export function dynamicOrder(fn: FunctionName, left: Expression, right: Expression): Expression {
  const texts = and(isOf(left, 'string'), isOf(right, 'string'));
  const byText = call(fn, [convert(left, 'string'), convert(right, 'string')]);
  return byKind(
    left,
    right,
    (_, one, other) => call(fn, [one, other]),
    call('if', [texts, byText, nullOf('bool')]),
  );
}

/** The opposite of a JSON number: a whole one stays whole; null when it is none. */
export function dynamicOpposite(value: Expression): Expression {
  return dynamicArithmetic('subtract', literal('dynamic', '0'), value);
}
