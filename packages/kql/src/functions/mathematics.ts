import { call, literal, not, or, text } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { supported } from './entry.js';
import type { FunctionEntry, FunctionFamily } from './entry.js';

function real(fn: FunctionName, page: string): FunctionEntry {
  return supported(page, ({ args }) =>
    call(
      fn,
      args.map((argument) => convert(argument, 'real')),
    ),
  );
}

function whole(fn: FunctionName, page: string): FunctionEntry {
  return supported(page, ({ args }) =>
    call(
      fn,
      args.map((argument) => convert(argument, 'long')),
    ),
  );
}

function scaled(factor: number, page: string): FunctionEntry {
  return supported(page, ({ arg }) =>
    call('multiply', [convert(arg(0), 'real'), literal('real', factor)], 'real'),
  );
}

function wholeOf(value: Expression): Expression {
  return value.type === 'int' ? value : convert(value, 'long');
}

/** https://learn.microsoft.com/kusto/query/scalar-functions#mathematical-functions */
export const mathematicsFunctions: FunctionFamily = {
  binary_and: whole('bitAnd', 'binary-and-function'),
  binary_or: whole('bitOr', 'binary-or-function'),
  binary_xor: whole('bitXor', 'binary-xor-function'),
  binary_not: whole('bitNot', 'binary-not-function'),
  binary_shift_left: whole('shiftLeft', 'binary-shift-left-function'),
  binary_shift_right: whole('shiftRight', 'binary-shift-right-function'),
  bitset_count_ones: whole('bitCount', 'bitset-count-ones-function'),
  tohex: supported('tohex-function', ({ arg, args }) => {
    const digits = call('hexText', [wholeOf(arg(0))]);
    const filled =
      args[1] === undefined ? digits : call('padStart', [digits, convert(args[1], 'long'), text('0')]);
    return call('coalesce', [filled, text('')]);
  }),
  sin: real('sin', 'sin-function'),
  cos: real('cos', 'cos-function'),
  tan: real('tan', 'tan-function'),
  cot: supported('cot-function', ({ arg }) =>
    call('divide', [literal('real', 1), call('tan', [convert(arg(0), 'real')])], 'real'),
  ),
  asin: real('arcsine', 'asin-function'),
  acos: real('arccosine', 'acos-function'),
  atan: real('arctangent', 'atan-function'),
  atan2: real('arctangent2', 'atan2-function'),
  gamma: real('gamma', 'gamma-function'),
  loggamma: real('logGamma', 'loggamma-function'),
  radians: scaled(Math.PI / 180, 'radians-function'),
  degrees: scaled(180 / Math.PI, 'degrees-function'),
  isnan: real('isNan', 'isnan-function'),
  isinf: real('isInfinite', 'isinf-function'),
  isfinite: supported('isfinite-function', ({ arg }) => {
    const value = convert(arg(0), 'real');
    return not(or(call('isNull', [value]), call('isNan', [value]), call('isInfinite', [value])));
  }),
  rand: supported('rand-function', ({ args }) => {
    const [range] = args;
    const number = call('random', []);
    if (range === undefined) return number;
    const scaledUp = call('multiply', [number, convert(range, 'real')], 'real');
    return convert(convert(scaledUp, 'long'), 'real');
  }),
  string_size: supported('string-size-function', ({ arg }) =>
    call('byteLength', [convert(arg(0), 'string')]),
  ),
};
