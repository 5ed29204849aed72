import { call, literal, long, not, or, text } from '@interloper/plan';
import type { Expression, FunctionName, ScalarType } from '@interloper/plan';
import { classOf } from '../kusto/syntax.js';
import { convert } from '../convert.js';
import { allColumns } from '../text.js';
import { partial, supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

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

/** Bytes of each type; text takes those of its letters. */
const SIZES: Readonly<Partial<Record<ScalarType, number>>> = {
  bool: 1,
  int: 4,
  long: 8,
  real: 8,
  datetime: 8,
  timespan: 8,
  guid: 16,
  decimal: 16,
};

function dataSize(item: FunctionCall): Expression {
  const { rows } = item.env;
  const values = item.nodes.flatMap((node, index) => {
    if (classOf(node) !== 'StarExpression') return [item.arg(index)];
    return rows === undefined ? [] : allColumns(rows).map(({ expression }) => expression);
  });
  const sizes = values.map((value): Expression => {
    const fixed = SIZES[value.type];
    if (fixed !== undefined) return long(fixed);
    return value.type === 'string'
      ? call('byteLength', [value])
      : item.refuse(`estimate_data_size of ${value.type}`);
  });
  return sizes.reduce(
    (sum, size) => call('add', [convert(sum, 'long'), convert(size, 'long')], 'long'),
    long(0),
  );
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
  erf: real('errorFunction', 'erf-function'),
  erfc: real('errorComplement', 'erfc-function'),
  beta_cdf: real('betaCdf', 'beta-cdf-function'),
  beta_inv: real('betaInverse', 'beta-inv-function'),
  beta_pdf: real('betaPdf', 'beta-pdf-function'),
  welch_test: real('welchTest', 'welch-test-function'),
  estimate_data_size: partial('estimate-data-size-function', 'JSON values are refused', dataSize),
  string_size: supported('string-size-function', ({ arg }) =>
    call('byteLength', [convert(arg(0), 'string')]),
  ),
};
