import { bool, call, isNumeric, lambda, literal, long, text, variable } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantBool, constantNumber, constantText } from '../expressions/constants.js';
import { report } from '../lowering.js';
import { partial, supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

const ELEMENT = variable('element', 'dynamic');

/** A function of each number of a series. */
function each(of: (value: Expression) => Expression, page: string): FunctionEntry {
  return supported(page, ({ arg }) =>
    call('arrayMap', [
      convert(arg(0), 'dynamic'),
      lambda('element', asElement(of(call('toReal', [ELEMENT])))),
    ]),
  );
}

/** JSON has no nan and no infinity: such an element becomes its name. */
function asElement(value: Expression): Expression {
  return value.type === 'real' ? call('toDynamic', [value]) : value;
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
  return supported(page, (item) => pairs(item, (one, other) => asElement(of(one, other))));
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
  const sum = call('arraySum', [pairs(item, (one, other) => call('multiply', [one, other], 'real'))]);
  return unlessEmpty(item, sum);
}

/** Null of a series without elements. */
function unlessEmpty(item: FunctionCall, answer: Expression): Expression {
  const series = [item.arg(0), item.arg(1)].filter(({ type }) => !isNumeric(type));
  const lengths = series.map((value) => call('arrayLength', [convert(value, 'dynamic')]));
  const isEmpty = call('eq', [call('least', lengths), long(0)]);
  return call('if', [isEmpty, literal('real', null), answer]);
}

/** Of two series the elements that both have count; of an empty one the answer is null. */
function cosineSimilarity(item: FunctionCall): Expression {
  if (item.args.length > 2) return item.refuse('series_cosine_similarity with given magnitudes');
  const power = (of: (one: Expression, other: Expression) => readonly [Expression, Expression]): Expression =>
    call('arraySum', [pairs(item, (one, other) => call('multiply', of(one, other), 'real'))]);
  const shared = (one: Expression, other: Expression): Expression =>
    call('if', [call('isNull', [other]), literal('real', null), one]);
  const first = power((one, other) => [one, shared(one, other)]);
  const second = power((one, other) => [other, shared(other, one)]);
  const sizes = call('multiply', [call('sqrt', [first]), call('sqrt', [second])], 'real');
  return call('divide', [dot(item), sizes], 'real');
}

function magnitude(series: Expression): Expression {
  const value = call('toReal', [ELEMENT]);
  const squares = call('arrayMap', [
    convert(series, 'dynamic'),
    lambda('element', call('multiply', [value, value], 'real')),
  ]);
  return call('sqrt', [call('arraySum', [squares])]);
}

const UNPUBLISHED =
  'how Kusto finds the period is not published: ours is found by autocorrelation, with a warning';

const LINE = ['rsquare', 'slope', 'variance', 'rvariance', 'interception'] as const;

/** The page does not say which of the two values beside the split is counted. */
const SPLIT =
  'split_idx is the place of the right line’s first value, and lines are counted from their own first value';

const SIDE = ['rsquare', 'slope', 'interception', 'variance', 'rvariance'] as const;

const STATISTICS = ['min', 'min_idx', 'max', 'max_idx', 'avg', 'stdev', 'variance', 'sum', 'len'] as const;

function seriesAt(item: FunctionCall, index: number): Expression {
  return convert(item.arg(index), 'dynamic');
}

/** The value that stands for a gap beside null; a text, which no number equals, when none is given. */
function placeholder(item: FunctionCall, index: number): Expression {
  const none = literal('dynamic', '"none"');
  const given = item.args[index];
  if (given === undefined || (given.kind === 'literal' && given.value === null)) return none;
  return call('coalesce', [call('toDynamic', [given]), none]);
}

function fir(item: FunctionCall): Expression {
  const filter = seriesAt(item, 1);
  const normalise = item.args[2] === undefined ? undefined : constantBool(item.args[2]);
  const centre = item.args[3] === undefined ? bool(false) : convert(item.args[3], 'bool');
  const written = filter.kind === 'literal' ? String(filter.value) : undefined;
  if (item.args[2] === undefined && written === undefined)
    return item.notConstant('The filter of series_fir');
  if (item.args[2] !== undefined && normalise === undefined)
    return item.notConstant('normalize of series_fir');
  const whole = normalise ?? !written?.includes('-');
  return call('seriesFir', [seriesAt(item, 0), filter, bool(whole), centre]);
}

function statistics(item: FunctionCall): Expression {
  const ignore = item.args[1] === undefined ? bool(false) : convert(item.args[1], 'bool');
  return call('seriesStatistics', [seriesAt(item, 0), ignore]);
}

/** An array of values as a bag with these names. */
function named(values: Expression, names: readonly string[]): Expression {
  return bag(names.map((name, index) => [name, call('path', [values, long(index)])]));
}

function bag(properties: readonly (readonly [string, Expression])[]): Expression {
  return call(
    'makeObject',
    properties.flatMap(([name, value]) => [text(name), value]),
  );
}

/** How Kusto scales scores by other percentiles than the usual ones is not published; `tukey` does not read them. */
function outliers(item: FunctionCall): Expression {
  const kind = item.args[1] === undefined ? 'ctukey' : constantText(item.args[1])?.toLowerCase();
  if (kind !== 'tukey' && kind !== 'ctukey') return item.refuse('series_outliers of this kind');
  const [least, greatest] = [item.args[3], item.args[4]];
  const usual =
    (least === undefined || constantNumber(least) === 10) &&
    (greatest === undefined || constantNumber(greatest) === 90);
  if (kind === 'ctukey' && !usual) return item.refuse('series_outliers by these percentiles');
  return call('seriesOutliers', [seriesAt(item, 0), text(kind), placeholder(item, 2)]);
}

function fourier(item: FunctionCall, inverse: boolean): Expression {
  const imaginary = item.args[1] === undefined ? literal('dynamic', '[]') : seriesAt(item, 1);
  return call('seriesFourier', [seriesAt(item, 0), imaginary, bool(inverse)]);
}

/** The period of a decomposition; one that has to be found is warned of. */
function season(item: FunctionCall, index: number): Expression {
  const given = item.args[index];
  if (given === undefined || constantNumber(given) === -1) report(item.env, 'KQL0205', item.name, item.node);
  else if (constantNumber(given) === undefined) report(item.env, 'KQL0205', item.name, item.node);
  return given === undefined ? long(-1) : convert(given, 'long');
}

function trendAt(item: FunctionCall, index: number): Expression {
  const given = item.args[index];
  if (given === undefined) return text('avg');
  const kind = constantText(given)?.toLowerCase();
  return kind !== undefined && ['avg', 'linefit', 'none'].includes(kind)
    ? text(kind)
    : item.refuse(`${item.name} with this trend`);
}

function thresholdAt(item: FunctionCall, index: number): Expression {
  const given = item.args[index];
  return given === undefined ? literal('real', 0.6) : convert(given, 'real');
}

/** Period, trend, held points and threshold, from an argument on. */
function decomposition(item: FunctionCall, from: number): readonly Expression[] {
  const held = item.args[from + 2];
  return [
    season(item, from),
    trendAt(item, from + 1),
    held === undefined ? long(0) : convert(held, 'long'),
    thresholdAt(item, from + 3),
  ];
}

/** The seasonal part when the period has to be found. */
function detected(item: FunctionCall, index: number, least: number): Expression {
  const whole = call('seriesDecompose', [
    seriesAt(item, 0),
    season(item, index),
    text('none'),
    long(0),
    literal('real', least),
  ]);
  return call('path', [whole, long(1)]);
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
  series_cosine_similarity: partial(
    'series-cosine-similarity-function',
    'magnitudes computed before are refused',
    cosineSimilarity,
  ),
  series_fill_const: supported('series-fill-const-function', (item) =>
    call('seriesFillConstant', [seriesAt(item, 0), call('toDynamic', [item.arg(1)]), placeholder(item, 2)]),
  ),
  series_fill_forward: supported('series-fill-forward-function', (item) =>
    call('seriesFillForward', [seriesAt(item, 0), placeholder(item, 1)]),
  ),
  series_fill_backward: supported('series-fill-backward-function', (item) =>
    call('seriesFillBackward', [seriesAt(item, 0), placeholder(item, 1)]),
  ),
  series_fill_linear: supported('series-fill-linear-function', (item) => {
    const edges = item.args[2] === undefined ? bool(true) : convert(item.args[2], 'bool');
    const given = item.args[3] === undefined ? literal('dynamic', '0.0') : placeholder(item, 3);
    return call('seriesFillLinear', [seriesAt(item, 0), placeholder(item, 1), edges, given]);
  }),
  series_fir: supported('series-fir-function', fir),
  series_iir: supported('series-iir-function', (item) =>
    call('seriesIir', [seriesAt(item, 0), seriesAt(item, 1), seriesAt(item, 2)]),
  ),
  series_product: supported('series-product-function', (item) => call('seriesProduct', [seriesAt(item, 0)])),
  series_pearson_correlation: supported('series-pearson-correlation-function', (item) =>
    call('seriesCorrelation', [seriesAt(item, 0), seriesAt(item, 1)]),
  ),
  series_outliers: partial(
    'series-outliers-function',
    'percentiles other than the 10th and 90th are refused',
    outliers,
  ),
  series_seasonal: partial('series-seasonal-function', UNPUBLISHED, (item) => {
    const [, period = long(-1)] = item.args;
    if (constantNumber(period) === -1) return detected(item, 1, 0.7);
    return call('seriesSeasonal', [seriesAt(item, 0), convert(period, 'long')]);
  }),
  series_stats: supported('series-stats-function', statistics),
  series_stats_dynamic: supported('series-stats-dynamic-function', (item) =>
    named(statistics(item), STATISTICS),
  ),
  series_fit_line: supported('series-fit-line-function', (item) =>
    call('seriesFitLine', [seriesAt(item, 0)]),
  ),
  series_fit_line_dynamic: supported('series-fit-line-dynamic-function', (item) =>
    named(call('seriesFitLine', [seriesAt(item, 0)]), [...LINE, 'line_fit']),
  ),
  series_fit_2lines: partial('series-fit-2lines-function', SPLIT, (item) =>
    call('seriesFitTwoLines', [seriesAt(item, 0)]),
  ),
  series_fit_2lines_dynamic: partial('series-fit-2lines-dynamic-function', SPLIT, (item) => {
    const fit = call('seriesFitTwoLines', [seriesAt(item, 0)]);
    const at = (index: number): Expression => call('path', [fit, long(index)]);
    const side = (from: number): Expression => bag(SIDE.map((name, index) => [name, at(from + index)]));
    const names = ['rsquare', 'split_idx', 'variance', 'rvariance', 'line_fit'];
    return bag([
      ...names.map((name, index) => [name, at(index)] as const),
      ['right', side(5)],
      ['left', side(10)],
    ]);
  }),
  series_fit_poly: supported('series-fit-poly-function', (item) => {
    const ys = seriesAt(item, 0);
    const size = call('arrayLength', [ys]);
    const places =
      item.args[1] === undefined ? call('arrayRange', [long(1), size, long(1)]) : seriesAt(item, 1);
    return call('seriesFitPolynomial', [
      ys,
      places,
      item.args[2] === undefined ? long(1) : convert(item.arg(2), 'long'),
    ]);
  }),
  series_fft: supported('series-fft-function', (item) => fourier(item, false)),
  series_ifft: supported('series-ifft-function', (item) => fourier(item, true)),
  series_decompose: partial('series-decompose-function', UNPUBLISHED, (item) =>
    call('seriesDecompose', [seriesAt(item, 0), ...decomposition(item, 1)]),
  ),
  series_decompose_forecast: partial('series-decompose-forecast-function', UNPUBLISHED, (item) => {
    const held = convert(item.arg(1), 'long');
    const [period, trend, least] = [season(item, 2), trendAt(item, 3), thresholdAt(item, 4)];
    const whole = call('seriesDecompose', [seriesAt(item, 0), period, trend, held, least]);
    return call(
      'makeArray',
      [0, 1, 2, 3].map((index) => call('path', [whole, long(index)])),
    );
  }),
  series_decompose_anomalies: partial('series-decompose-anomalies-function', UNPUBLISHED, (item) => {
    const threshold = item.args[1] === undefined ? literal('real', 1.5) : convert(item.args[1], 'real');
    const [period, trend, held] = decomposition(item, 2);
    const kind = item.args[5] === undefined ? 'ctukey' : constantText(item.args[5])?.toLowerCase();
    if (period === undefined || trend === undefined || held === undefined) return item.refuse('This call');
    if (kind !== 'tukey' && kind !== 'ctukey')
      return item.refuse('series_decompose_anomalies by this method');
    return call('seriesAnomalies', [
      seriesAt(item, 0),
      threshold,
      period,
      trend,
      held,
      text(kind),
      thresholdAt(item, 6),
    ]);
  }),
};
