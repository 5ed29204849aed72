import { call, isNumeric } from '@interloper/plan';
import type { Expression, FunctionName, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { refuse } from '../lowering.js';
import type { Env } from '../lowering.js';
import { dynamicArithmetic } from './dynamic-numbers.js';

const FUNCTIONS: Readonly<Record<string, FunctionName>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  // Never negative, whatever the signs.
  '%': 'remainder',
};

/**
 * `+ - * / %` on numbers, instants and durations.
 * https://learn.microsoft.com/kusto/query/numerical-operators
 * https://learn.microsoft.com/kusto/query/datetime-timespan-arithmetic
 */
export function arithmetic(
  operator: string,
  left: Expression,
  right: Expression,
  node: SyntaxNode,
  env: Env,
): Expression {
  const fn = FUNCTIONS[operator] ?? 'add';
  if (left.type === 'dynamic' && right.type === 'dynamic') {
    // Whether a quotient is cut would depend on the values.
    return operator === '/' || operator === '%'
      ? refuse(env, 'KQL0109', `A dynamic ${operator} a dynamic:`, node)
      : dynamicArithmetic(fn, left, right);
  }
  const [first, second] = withoutDynamic(left, right);
  const type = resultType(operator, first.type, second.type);
  if (type === undefined) {
    return refuse(env, 'KQL0109', `A ${first.type} ${operator} a ${second.type}:`, node);
  }
  if (isNumeric(type) && isNumeric(first.type)) {
    return call(fn, [convert(first, type), convert(second, type)], type);
  }
  return call(fn, [first, second], type);
}

/** A dynamic value takes the type of the other one; beside text it is read as a number with a point. */
function withoutDynamic(left: Expression, right: Expression): readonly [Expression, Expression] {
  const of = (value: Expression, other: ScalarType): Expression =>
    value.type === 'dynamic' ? convert(value, other === 'string' ? 'real' : other) : value;
  return [of(left, right.type), of(right, left.type)];
}

function resultType(operator: string, left: ScalarType, right: ScalarType): ScalarType | undefined {
  if (isNumeric(left) && isNumeric(right)) return widest(left, right);
  const pair = `${left} ${operator} ${right}`;
  const time = TIME[pair];
  if (time !== undefined) return time;
  if (left === 'timespan' && isNumeric(right) && (operator === '*' || operator === '/')) return 'timespan';
  if (isNumeric(left) && right === 'timespan' && operator === '*') return 'timespan';
  return undefined;
}

const TIME: Readonly<Record<string, ScalarType>> = {
  'datetime - datetime': 'timespan',
  'datetime + timespan': 'datetime',
  'datetime - timespan': 'datetime',
  'timespan + datetime': 'datetime',
  'timespan + timespan': 'timespan',
  'timespan - timespan': 'timespan',
  'timespan / timespan': 'real',
  'timespan % timespan': 'timespan',
};

/** Whole numbers give long; one with a point gives real, or decimal when one is decimal. */
export function widest(left: ScalarType, right: ScalarType): ScalarType {
  const pair = [left, right];
  if (pair.includes('decimal')) return 'decimal';
  return pair.includes('real') ? 'real' : 'long';
}
