import { call, isNumeric, lambda, literal, long, not, variable } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

const ELEMENT = variable('element', 'dynamic');

/** A function of each number of a series. */
function each(of: (value: Expression) => Expression, page: string): FunctionEntry {
  return supported(page, ({ arg }) =>
    call('arrayMap', [convert(arg(0), 'dynamic'), lambda('element', finite(of(call('toReal', [ELEMENT]))))]),
  );
}

/** JSON has no nan: such an element is null. */
function finite(value: Expression): Expression {
  return call('if', [call('isNan', [value]), literal('real', null), value]);
}

/** The numbers of two series in pairs; a number in the place of a series stands for one of it everywhere. */
function pairs(item: FunctionCall, of: (one: Expression, other: Expression) => Expression): Expression {
  const [first, second] = [item.arg(0), item.arg(1)];
  const value = call('toReal', [ELEMENT]);
  if (isNumeric(second.type)) {
    return call('arrayMap', [
      convert(first, 'dynamic'),
      lambda('element', of(value, convert(second, 'real'))),
    ]);
  }
  if (isNumeric(first.type)) {
    return call('arrayMap', [
      convert(second, 'dynamic'),
      lambda('element', of(convert(first, 'real'), value)),
    ]);
  }
  const at = (index: number): Expression => call('toReal', [call('path', [ELEMENT, long(index)])]);
  const zipped = call('arrayZip', [convert(first, 'dynamic'), convert(second, 'dynamic')]);
  return call('arrayMap', [zipped, lambda('element', of(at(0), at(1)))]);
}

function both(of: (one: Expression, other: Expression) => Expression, page: string): FunctionEntry {
  return supported(page, (item) => pairs(item, of));
}

function arithmetic(fn: FunctionName, page: string): FunctionEntry {
  return both((one, other) => call(fn, [one, other], 'real'), page);
}

function comparison(fn: FunctionName, page: string): FunctionEntry {
  return both((one, other) => call(fn, [one, other]), page);
}

function plain(fn: FunctionName, page: string): FunctionEntry {
  return each((value) => call(fn, [value]), page);
}

function sign(value: Expression): Expression {
  const zero = literal('real', 0);
  return call('case', [
    call('gt', [value, zero]),
    literal('real', 1),
    call('lt', [value, zero]),
    literal('real', -1),
    call('eq', [value, zero]),
    zero,
    literal('real', null),
  ]);
}

function dot(item: FunctionCall): Expression {
  return call('arraySum', [pairs(item, (one, other) => call('multiply', [one, other], 'real'))]);
}

function magnitude(series: Expression): Expression {
  const value = call('toReal', [ELEMENT]);
  const squares = call('arrayMap', [
    convert(series, 'dynamic'),
    lambda('element', call('multiply', [value, value], 'real')),
  ]);
  return call('sqrt', [call('arraySum', [squares])]);
}

/** https://learn.microsoft.com/kusto/query/scalar-functions#series-element-wise-functions */
export const seriesFunctions: FunctionFamily = {
  series_add: arithmetic('add', 'series-add-function'),
  series_subtract: arithmetic('subtract', 'series-subtract-function'),
  series_multiply: arithmetic('multiply', 'series-multiply-function'),
  series_divide: arithmetic('divide', 'series-divide-function'),
  series_pow: arithmetic('power', 'series-pow-function'),
  series_equals: comparison('eq', 'series-equals-function'),
  series_not_equals: comparison('ne', 'series-not-equals-function'),
  series_less: comparison('lt', 'series-less-function'),
  series_less_equals: comparison('le', 'series-less-equals-function'),
  series_greater: comparison('gt', 'series-greater-function'),
  series_greater_equals: comparison('ge', 'series-greater-equals-function'),
  series_abs: plain('abs', 'series-abs-function'),
  series_ceiling: plain('ceiling', 'series-ceiling-function'),
  series_floor: plain('floor', 'series-floor-function'),
  series_exp: plain('exp', 'series-exp-function'),
  series_log: plain('ln', 'series-log-function'),
  series_sin: plain('sin', 'series-sin-function'),
  series_cos: plain('cos', 'series-cos-function'),
  series_tan: plain('tan', 'series-tan-function'),
  series_asin: plain('arcsine', 'series-asin-function'),
  series_acos: plain('arccosine', 'series-acos-function'),
  series_atan: plain('arctangent', 'series-atan-function'),
  series_sign: each(sign, 'series-sign-function'),
  series_sum: supported('series-sum-function', ({ arg }) => call('arraySum', [convert(arg(0), 'dynamic')])),
  series_dot_product: supported('series-dot-product-function', dot),
  series_magnitude: supported('series-magnitude-function', ({ arg }) => magnitude(arg(0))),
  series_cosine_similarity: supported('series-cosine-similarity-function', (item) =>
    call(
      'divide',
      [dot(item), call('multiply', [magnitude(item.arg(0)), magnitude(item.arg(1))], 'real')],
      'real',
    ),
  ),
  series_fill_const: supported('series-fill-const-function', (item) => {
    if (item.args.length > 2) return item.refuse('series_fill_const with a placeholder');
    const filled = call('if', [not(call('isNull', [ELEMENT])), ELEMENT, call('toDynamic', [item.arg(1)])]);
    return call('arrayMap', [convert(item.arg(0), 'dynamic'), lambda('element', filled)]);
  }),
};
