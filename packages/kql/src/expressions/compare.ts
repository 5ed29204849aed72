import { and, bool, call, isNumeric, not, nullOf } from '@interloper/plan';
import type { Expression, FunctionName, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { refuse, report } from '../lowering.js';
import type { Env } from '../lowering.js';
import { neverNull } from '../text.js';
import { widest } from './arithmetic.js';
import { dynamicOrder } from './dynamic-numbers.js';

const ORDER: Readonly<Record<string, FunctionName>> = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };

/** `== != <> < <= > >=`. https://learn.microsoft.com/kusto/query/scalar-data-types/null-values */
export function compare(
  operator: string,
  left: Expression,
  right: Expression,
  node: SyntaxNode,
  env: Env,
): Expression {
  const equality = ORDER[operator] === undefined;
  const pair =
    comparable(left, right, node, env) ?? (equality ? readAlike(left, right, node, env) : undefined);
  if (pair === undefined) {
    return refuse(env, 'KQL0109', `A ${left.type} ${operator} a ${right.type}:`, node);
  }
  const [first, second] = pair;
  const known = sameConstants(first, second);
  if (known !== undefined && operator === '==') return bool(known);
  if (known !== undefined && (operator === '!=' || operator === '<>')) return bool(!known);
  const order = ORDER[operator];
  if (order !== undefined && first.type === 'dynamic') return dynamicOrder(order, first, second);
  if (order !== undefined) return call(order, [first, second]);
  if (operator === '==') return equal(first, second);
  if (operator === '!=' || operator === '<>') return different(first, second);
  return refuse(env, 'KQL0101', operator, node);
}

/** Whether two constants are equal, where that needs no engine: optional parameters are compared so. */
function sameConstants(left: Expression, right: Expression): boolean | undefined {
  if (left.kind !== 'literal' || right.kind !== 'literal' || !PLAIN.has(left.type)) return undefined;
  if (left.value === null || right.value === null) return undefined;
  return String(left.value) === String(right.value);
}

const PLAIN: ReadonlySet<string> = new Set(['bool', 'int', 'long', 'string']);

/** Equal; null against a value is false, null against null is null. */
function equal(left: Expression, right: Expression): Expression {
  const one = neverNull(left);
  const other = neverNull(right);
  if (one && other) return call('eq', [left, right]);
  if (one || other) return call('isTrue', [call('eq', [left, right])]);
  return call('if', [bothNull(left, right), nullOf('bool'), call('same', [left, right])]);
}

/** Different; null against a value is true, null against null is null. */
function different(left: Expression, right: Expression): Expression {
  const one = neverNull(left);
  const other = neverNull(right);
  if (one && other) return call('ne', [left, right]);
  if (one || other) return not(call('isTrue', [call('eq', [left, right])]));
  return call('if', [bothNull(left, right), nullOf('bool'), not(call('same', [left, right]))]);
}

function bothNull(left: Expression, right: Expression): Expression {
  return and(call('isNull', [left]), call('isNull', [right]));
}

/**
 * Both values in one type. Text against a number is compared as text, as Log Analytics does with `ResultType == 0`;
 * a dynamic value is read as the other's type.
 */
export function comparable(
  left: Expression,
  right: Expression,
  node: SyntaxNode,
  env: Env,
): readonly [Expression, Expression] | undefined {
  if (left.type === right.type) return [left, right];
  if (isNumeric(left.type) && isNumeric(right.type)) {
    const type = widest(left.type, right.type);
    return [convert(left, type), convert(right, type)];
  }
  if (left.type === 'dynamic') return readAs(right, left);
  if (right.type === 'dynamic') {
    const [other, value] = readAs(left, right);
    return [value, other];
  }
  if (left.type === 'string' && isNumeric(right.type)) {
    report(env, 'KQL0201', 'The left side', node);
    return [left, convert(right, 'string')];
  }
  if (right.type === 'string' && isNumeric(left.type)) {
    report(env, 'KQL0201', 'The right side', node);
    return [convert(left, 'string'), right];
  }
  return undefined;
}

/**
 * A dynamic value, first, as the type it is compared with. A number in it may have a point: it is compared as one with
 * a point, unless whole numbers are so great that this would lose their last digits.
 */
function readAs(other: Expression, value: Expression): readonly [Expression, Expression] {
  if (other.type !== 'int' && other.type !== 'long') return [convert(value, other.type), other];
  if (other.kind === 'literal' && Math.abs(Number(other.value)) < Number.MAX_SAFE_INTEGER) {
    return [convert(value, 'real'), convert(other, 'real')];
  }
  return [convert(value, 'decimal'), convert(other, 'decimal')];
}

const TOLD_BY_TEXT: ReadonlySet<ScalarType> = new Set(['bool', 'datetime', 'guid', 'timespan']);

/** What only `==` and `!=` take: text for what it says (`IsAdminOperation == "true"`), a bool for 0 or 1. */
function readAlike(
  left: Expression,
  right: Expression,
  node: SyntaxNode,
  env: Env,
): readonly [Expression, Expression] | undefined {
  if (left.type === 'string' && TOLD_BY_TEXT.has(right.type)) {
    report(env, 'KQL0210', `The left side is text and is compared with a ${right.type}`, node);
    return [convert(left, right.type), right];
  }
  if (right.type === 'string' && TOLD_BY_TEXT.has(left.type)) {
    report(env, 'KQL0210', `The right side is text and is compared with a ${left.type}`, node);
    return [left, convert(right, left.type)];
  }
  if (left.type === 'bool' && isNumeric(right.type))
    return [convert(convert(left, 'long'), right.type), right];
  if (right.type === 'bool' && isNumeric(left.type))
    return [left, convert(convert(right, 'long'), left.type)];
  return undefined;
}
