import { family, strict } from './signature.js';

/**
 * Series: JSON arrays of numbers, in steps of equal length. What is no such array gives null. Functions that give
 * several values give a JSON array of them, in the order stated.
 */
export const series = family({
  seriesDecompose: strict(
    ['dynamic', 'long', 'string', 'long', 'real'],
    'dynamic',
    'seriesDecompose(series, period, trend, held, threshold): [baseline, seasonal, trend, residual]. A period of -1 is looked for (one that scores at least the threshold), 0 is none; trend is avg, linefit or none; the last `held` points are foretold.',
  ),
  seriesAnomalies: strict(
    ['dynamic', 'real', 'long', 'string', 'long', 'string', 'real'],
    'dynamic',
    'seriesAnomalies(series, threshold, period, trend, held, kind, least): [flags (1, -1, 0), scores, baseline] of a decomposition; kind as in seriesOutliers.',
  ),
  seriesOutliers: strict(
    ['dynamic', 'string', 'dynamic'],
    'dynamic',
    'seriesOutliers(series, kind, missing): scores by Tukey’s fences; kind is tukey (quartiles) or ctukey (10th and 90th percentile). 0 of gaps, which are nulls and the missing value.',
  ),
  seriesFitLine: strict(
    ['dynamic'],
    'dynamic',
    '[rsquare, slope, variance, residual variance, interception, fitted series] of the line of least squares.',
  ),
  seriesFitTwoLines: strict(
    ['dynamic'],
    'dynamic',
    '[rsquare, split, variance, residual variance, fitted series, then rsquare, slope, interception, variance, residual variance of the right line and of the left one]. The split is the place of the right line’s first value.',
  ),
  seriesFitPolynomial: strict(
    ['dynamic', 'dynamic', 'long'],
    'dynamic',
    'seriesFitPolynomial(ys, xs, degree): [rsquare, coefficients from the highest power, variance, residual variance, fitted series].',
  ),
  seriesFillForward: strict(
    ['dynamic', 'dynamic'],
    'dynamic',
    'seriesFillForward(series, missing): nulls and the missing value become the value before.',
  ),
  seriesFillBackward: strict(['dynamic', 'dynamic'], 'dynamic', 'As seriesFillForward, from the end.'),
  seriesFillLinear: strict(
    ['dynamic', 'dynamic', 'bool', 'dynamic'],
    'dynamic',
    'seriesFillLinear(series, missing, edges, constant): nulls and the missing value lie on the line between their neighbours; edges take the nearest value when the third is true; a series of nothing else becomes the constant. Between numbers of which none is written with a point lie whole numbers.',
  ),
  seriesFillConstant: strict(
    ['dynamic', 'dynamic', 'dynamic'],
    'dynamic',
    'seriesFillConstant(series, constant, missing): nulls and the missing value become the constant.',
  ),
  seriesFir: strict(
    ['dynamic', 'dynamic', 'bool', 'bool'],
    'dynamic',
    'seriesFir(series, filter, normalise, centre): finite impulse response.',
  ),
  seriesIir: strict(
    ['dynamic', 'dynamic', 'dynamic'],
    'dynamic',
    'seriesIir(series, numerators, denominators): infinite impulse response.',
  ),
  seriesStatistics: strict(
    ['dynamic', 'bool'],
    'dynamic',
    'seriesStatistics(series, ignoreGaps): [least, its place, greatest, its place, mean, sample deviation, sample variance, sum, length].',
  ),
  seriesProduct: strict(['dynamic'], 'real', 'Product of all elements.'),
  seriesSeasonal: strict(
    ['dynamic', 'long'],
    'dynamic',
    'seriesSeasonal(series, period): each element replaced by the median of those whole periods away.',
  ),
  seriesFourier: strict(
    ['dynamic', 'dynamic', 'bool'],
    'dynamic',
    'seriesFourier(reals, imaginaries, inverse): [reals, imaginaries] of the Fourier transform.',
  ),
  seriesCorrelation: strict(
    ['dynamic', 'dynamic'],
    'real',
    'Pearson’s correlation of two series of equal length.',
  ),
});
