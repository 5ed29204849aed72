import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { finite, mean, numbersOf, sum } from './numbers.js';

/** A straight line through a series, and how well it fits. Variances are a sample's. */
export interface LineFit {
  readonly rsquare: number;
  readonly slope: number;
  readonly variance: number;
  readonly rvariance: number;
  readonly interception: number;
  readonly fitted: readonly number[];
}

/** The line of least squares through the values at 0, 1, 2 … */
export function fitLine(values: readonly number[]): LineFit {
  const count = values.length;
  const middle = (count - 1) / 2;
  const height = mean(values);
  const across = sum(values.map((_, index) => (index - middle) ** 2));
  const both = sum(values.map((value, index) => (index - middle) * (value - height)));
  const slope = across === 0 ? 0 : both / across;
  const interception = height - slope * middle;
  const fitted = values.map((_, index) => interception + slope * index);
  return { slope, interception, fitted, ...qualityOf(values, fitted) };
}

function qualityOf(
  values: readonly number[],
  fitted: readonly number[],
): Pick<LineFit, 'rsquare' | 'variance' | 'rvariance'> {
  const height = mean(values);
  const total = sum(values.map((value) => (value - height) ** 2));
  const left = sum(values.map((value, index) => (value - (fitted[index] ?? 0)) ** 2));
  const freedom = values.length - 1;
  return {
    rsquare: total === 0 ? 1 : 1 - left / total,
    variance: freedom === 0 ? 0 : total / freedom,
    rvariance: freedom === 0 ? 0 : left / freedom,
  };
}

/** The split of a series in two that two lines fit best; each part has at least two values. */
function fitTwoLines(values: readonly number[]) {
  let best:
    { at: number; left: LineFit; right: LineFit; rsquare: number; fitted: readonly number[] } | undefined;
  for (let at = 2; at <= values.length - 2; at += 1) {
    const [left, right] = [fitLine(values.slice(0, at)), fitLine(values.slice(at))];
    const fitted = [...left.fitted, ...right.fitted];
    const { rsquare } = qualityOf(values, fitted);
    if (best === undefined || rsquare > best.rsquare) best = { at, left, right, rsquare, fitted };
  }
  return best === undefined ? undefined : { ...best, ...qualityOf(values, best.fitted) };
}

/** Coefficients of a polynomial of least squares, the constant first, by orthogonal steps (Gram–Schmidt twice). */
function polynomial(
  xs: readonly number[],
  ys: readonly number[],
  degree: number,
): readonly number[] | undefined {
  if (xs.length <= degree) return undefined;
  const columns = Array.from({ length: degree + 1 }, (_, power) => xs.map((x) => x ** power));
  const basis: { readonly vector: readonly number[]; readonly powers: readonly number[] }[] = [];
  const dot = (a: readonly number[], b: readonly number[]): number =>
    sum(a.map((value, index) => value * (b[index] ?? 0)));
  const less = (a: readonly number[], b: readonly number[], by: number): readonly number[] =>
    a.map((value, index) => value - by * (b[index] ?? 0));
  for (const [power, column] of columns.entries()) {
    let vector: readonly number[] = column;
    let powers: readonly number[] = columns.map((_, index) => (index === power ? 1 : 0));
    for (let pass = 0; pass < 2; pass += 1) {
      for (const earlier of basis) {
        const by = dot(vector, earlier.vector);
        vector = less(vector, earlier.vector, by);
        powers = less(powers, earlier.powers, by);
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    if (!(length > 1e-12 * Math.sqrt(dot(column, column)))) return undefined;
    basis.push({ vector: vector.map((v) => v / length), powers: powers.map((p) => p / length) });
  }
  return basis.reduce<readonly number[]>(
    (total, { vector, powers }) => less(total, powers, -dot(ys, vector)),
    columns.map(() => 0),
  );
}

function lineColumns(fit: LineFit): readonly (number | null)[] {
  return [fit.rsquare, fit.slope, fit.variance, fit.rvariance, fit.interception].map(finite);
}

export const regressions = [
  scripted('seriesFitLine', ['json'], 'json', (series) => {
    const values = numbersOf(series);
    if (values === undefined || values.length < 2) return null;
    const fit = fitLine(values);
    return [...lineColumns(fit), fit.fitted];
  }),
  scripted('seriesFitTwoLines', ['json'], 'json', (series) => {
    const values = numbersOf(series);
    const fit = values === undefined ? undefined : fitTwoLines(values);
    if (fit === undefined) return null;
    const { at, left, right, rsquare, variance, rvariance, fitted } = fit;
    const side = (part: LineFit): readonly Json[] =>
      [part.rsquare, part.slope, part.interception, part.variance, part.rvariance].map(finite);
    return [finite(rsquare), at, finite(variance), finite(rvariance), fitted, ...side(right), ...side(left)];
  }),
  scripted('seriesFitPolynomial', ['json', 'json', 'long'], 'json', (series, places, degree) => {
    const [ys, xs] = [numbersOf(series), numbersOf(places)];
    if (ys === undefined || xs === undefined || xs.length !== ys.length) return null;
    const coefficients = polynomial(xs, ys, Number(degree));
    if (coefficients === undefined) return null;
    const fitted = xs.map((x) => coefficients.reduceRight((total, value) => total * x + value, 0));
    const { rsquare, variance, rvariance } = qualityOf(ys, fitted);
    return [
      finite(rsquare),
      coefficients.toReversed().map(finite),
      finite(variance),
      finite(rvariance),
      fitted.map(finite),
    ];
  }),
];
