import type { Expression } from '@interloper/plan';
import { call, literal, long, nullOf, real } from '@interloper/plan';
import { asNumber, constantNumber, isNullLiteral } from '../lower/values.js';
import type { EvalFunction, FunctionCall, FunctionFamily } from './definition.js';
import { refused } from './definition.js';

const trigonometry: FunctionFamily = {
  sin: ofReal('sin'),
  cos: ofReal('cos'),
  tan: ofReal('tan'),
  asin: ofReal('arcsine'),
  acos: ofReal('arccosine'),
  atan: ofReal('arctangent'),
  atan2: {
    arity: [2, 2],
    lower: (fn) => {
      const [y, x] = [toReal(asNumber(fn.value(0))), toReal(asNumber(fn.value(1)))];
      return isNullLiteral(y) || isNullLiteral(x) ? nullOf('real') : call('arctangent2', [y, x]);
    },
  },
  sinh: ofReal('hyperbolicSine'),
  cosh: ofReal('hyperbolicCosine'),
  tanh: ofReal('hyperbolicTangent'),
  asinh: ofReal('areaSine'),
  acosh: ofReal('areaCosine'),
  atanh: ofReal('areaTangent'),
  hypot: {
    arity: [2, 2],
    lower: (fn) => {
      const [x, y] = [toReal(asNumber(fn.value(0))), toReal(asNumber(fn.value(1)))];
      if (isNullLiteral(x) || isNullLiteral(y)) return nullOf('real');
      const squares = [x, y].map((side) => call('multiply', [side, side], 'real'));
      return call('sqrt', [call('add', squares, 'real')]);
    },
  },
};

/** Search Reference: Mathematical, Statistical and Trig functions. */
export const mathematics: FunctionFamily = {
  abs: ofNumber((value) => call('abs', [value])),
  ceiling: ofNumber((value) => whole(call('ceiling', [value]))),
  ceil: ofNumber((value) => whole(call('ceiling', [value]))),
  floor: ofNumber((value) => whole(call('floor', [value]))),
  exp: ofNumber((value) => call('exp', [value])),
  ln: ofNumber((value) => finite(value, 'ln')),
  log: {
    arity: [1, 2],
    lower: (fn) => {
      const value = asNumber(fn.value(0));
      if (fn.nodes.length === 1) return isNullLiteral(value) ? nullOf('real') : finite(value, 'log10');
      const base = asNumber(fn.value(1));
      if (isNullLiteral(value) || isNullLiteral(base)) return nullOf('real');
      return call('divide', [finite(value, 'ln'), finite(base, 'ln')], 'real');
    },
  },
  pi: { arity: [0, 0], lower: () => real(Math.PI) },
  pow: {
    arity: [2, 2],
    lower: (fn) => {
      const [base, exponent] = [asNumber(fn.value(0)), asNumber(fn.value(1))];
      if (isNullLiteral(base) || isNullLiteral(exponent)) return nullOf('real');
      return call('power', [base, exponent]);
    },
  },
  round: { arity: [1, 2], lower: round, partial: 'the number of digits is a constant' },
  sqrt: ofNumber((value) =>
    call('if', [call('ge', [value, real(0)]), call('sqrt', [value]), nullOf('real')]),
  ),
  exact: ofNumber((value) => value),
  // A whole number from 0 to 2^31 - 1.
  random: {
    arity: [0, 0],
    lower: () => whole(call('floor', [call('multiply', [call('random', []), real(2_147_483_648)], 'real')])),
  },
  sigfig: refused('how many digits count depends on how the numbers were written: use round'),
  ...trigonometry,
};

type Curve =
  | 'sin'
  | 'cos'
  | 'tan'
  | 'arcsine'
  | 'arccosine'
  | 'arctangent'
  | 'hyperbolicSine'
  | 'hyperbolicCosine'
  | 'hyperbolicTangent'
  | 'areaSine'
  | 'areaCosine'
  | 'areaTangent';

function ofReal(fn: Curve): EvalFunction {
  return ofNumber((value) => {
    const result = call(fn, [toReal(value)]);
    return call('if', [call('isNan', [result]), nullOf('real'), result]);
  });
}

function ofNumber(build: (value: Expression) => Expression): EvalFunction {
  return {
    arity: [1, 1],
    lower: (fn) => {
      const value = asNumber(fn.value(0));
      return isNullLiteral(value) ? nullOf('real') : build(value);
    },
  };
}

/** Logarithms of what has none are null in Splunk. */
function finite(value: Expression, fn: 'ln' | 'log10'): Expression {
  return call('if', [call('gt', [value, real(0)]), call(fn, [value]), nullOf('real')]);
}

function whole(value: Expression): Expression {
  return call('toLong', [value]);
}

function round(fn: FunctionCall): Expression {
  const value = asNumber(fn.value(0));
  if (isNullLiteral(value)) return nullOf('real');
  if (fn.nodes.length === 1) return whole(call('round', [value]));
  const digits = constantNumber(fn.value(1));
  if (digits?.kind === 'literal' && digits.type === 'long')
    return call('round', [value, long(Number(digits.value))]);
  return fn.refuse('the number of digits must be a whole number, and a constant', 1);
}

function toReal(value: Expression): Expression {
  if (value.kind === 'literal' && typeof value.value === 'number') return literal('real', value.value);
  return value.type === 'real' ? value : call('toReal', [value]);
}
