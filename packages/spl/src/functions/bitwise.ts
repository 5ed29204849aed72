import type { Expression } from '@interloper/plan';
import { and, call, long, nullOf, real } from '@interloper/plan';
import { asNumber, isNullLiteral } from '../lower/values.js';
import type { EvalFunction, FunctionCall, FunctionFamily } from './definition.js';

/** Search Reference: Bitwise functions. They take whole numbers from 0 to 2^53 - 1; of anything else they are null. */
export const bitwise: FunctionFamily = {
  bit_and: ofAll('bitAnd'),
  bit_or: ofAll('bitOr'),
  bit_xor: ofAll('bitXor'),
  bit_not: {
    arity: [2, 2],
    lower: (fn) => call('bitAnd', [call('bitNot', [bits(fn, 0)]), bits(fn, 1)]),
    partial: 'with the bits that count as second argument',
  },
  bit_shift_left: shift('shiftLeft'),
  bit_shift_right: shift('shiftRight'),
};

const MOST = 9_007_199_254_740_991;

function ofAll(name: 'bitAnd' | 'bitOr' | 'bitXor'): EvalFunction {
  return {
    arity: [2, Infinity],
    lower: (fn) =>
      fn.nodes.map((_, index) => bits(fn, index)).reduce((left, right) => call(name, [left, right])),
    partial: 'of single values',
  };
}

function shift(name: 'shiftLeft' | 'shiftRight'): EvalFunction {
  return {
    arity: [2, 2],
    lower: (fn) => {
      const count = bits(fn, 1);
      const shifted = call(name, [bits(fn, 0), count]);
      return call('if', [
        and(call('le', [count, long(53)]), call('ge', [shifted, long(0)]), call('le', [shifted, long(MOST)])),
        shifted,
        nullOf('long'),
      ]);
    },
  };
}

function bits(fn: FunctionCall, index: number): Expression {
  const value = fn.value(index);
  if (value.type === 'multivalue') {
    fn.refuse('it takes single values', index);
    return nullOf('long');
  }
  const number = asNumber(value);
  if (isNullLiteral(number)) return nullOf('long');
  const whole = number.type === 'long' ? number : call('toLong', [number]);
  const same = number.type === 'long' ? [] : [call('eq', [call('floor', [number]), number])];
  const within = [call('ge', [number, real(0)]), call('le', [number, real(MOST)])];
  return call('if', [and(...same, ...within), whole, nullOf('long')]);
}
