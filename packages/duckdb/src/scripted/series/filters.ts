import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { finite, mean, median, numbersOf, percentile, sampleVariance, seriesOf, sum } from './numbers.js';

/**
 * What the scores by the 10th and 90th percentile are multiplied by, so that 1.5 means as much as it does with the
 * quartiles. Taken from recorded answers of Kusto: normal quantiles give it to two digits only.
 */
const CUSTOM_SCALE = 2.772605605507917;

/**
 * Tukey's fences: how many ranges between two percentiles a value lies beyond them; 0 of gaps. Where the percentiles are
 * one value, whatever differs from it lies infinitely far out.
 */
export function fences(values: readonly (number | null)[], kind: string): readonly number[] {
  const present = values.filter((value) => value !== null);
  const [low, high, scale] = kind === 'tukey' ? [25, 75, 1] : [10, 90, CUSTOM_SCALE];
  const [bottom, top] = [percentile(present, low), percentile(present, high)];
  const range = (top - bottom) / scale;
  return values.map((value) => {
    if (value === null) return 0;
    if (value > top) return (value - top) / range;
    return value < bottom ? (value - bottom) / range : 0;
  });
}

/** True when no number of a JSON text is written with a point or exponent: then a series has whole numbers only. */
function isWhole(text: string): boolean {
  return !/\d[.eE]/.test(text.replace(/"(?:\\.|[^"\\])*"/g, '""'));
}

/** Fills gaps. Edges take the nearest value when `edges` says so; between whole numbers lie whole numbers. */
function linear(
  values: readonly (number | null)[],
  edges: boolean,
  otherwise: number | null,
  whole: boolean,
): readonly (number | null)[] {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return values.map(() => otherwise);
  let next = 0;
  return values.map((value, index) => {
    if (value !== null) return value;
    if (index < first.index) return edges ? first.value : null;
    if (index > last.index) return edges ? last.value : null;
    while ((known[next]?.index ?? index) < index) next += 1;
    const [from, to] = [known[next - 1] ?? first, known[next] ?? last];
    const between = from.value + ((to.value - from.value) * (index - from.index)) / (to.index - from.index);
    return whole ? Math.trunc(between) : between;
  });
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function withGaps(value: Json, missing: Json): readonly Json[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return (value as readonly Json[]).map((item) =>
    item === null || (typeof item === 'number' && item === missing) ? null : item,
  );
}

/** Gaps take the value before them. */
function carried(values: readonly Json[]): readonly Json[] {
  let last: Json = null;
  return values.map((value) => {
    if (value !== null) last = value;
    return last;
  });
}

function firFilter(
  values: readonly number[],
  filter: readonly number[],
  normalise: boolean,
  centre: boolean,
): readonly number[] {
  const weight = normalise ? sum(filter) : 1;
  const ahead = centre ? Math.floor((filter.length - 1) / 2) : 0;
  return values.map(
    (_, at) => sum(filter.map((factor, back) => factor * (values[at + ahead - back] ?? 0))) / weight,
  );
}

function iirFilter(
  values: readonly number[],
  numerators: readonly number[],
  denominators: readonly number[],
): readonly number[] {
  const [first = 1, ...rest] = denominators;
  const output: number[] = [];
  for (const at of values.keys()) {
    const fresh = sum(numerators.map((factor, back) => factor * (values[at - back] ?? 0)));
    const fedBack = sum(rest.map((factor, back) => factor * (output[at - back - 1] ?? 0)));
    output.push((fresh - fedBack) / first);
  }
  return output;
}

function statistics(values: readonly number[]): readonly (number | null)[] {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const variance = values.length < 2 ? 0 : sampleVariance(values);
  return [
    least,
    values.indexOf(least),
    greatest,
    values.indexOf(greatest),
    mean(values),
    Math.sqrt(variance),
    variance,
    sum(values),
  ].map(finite);
}

/** Every value replaced by the median of those a whole number of periods away. */
export function seasonal(values: readonly number[], period: number): readonly number[] {
  const phases = Array.from({ length: period }, (_, phase) =>
    median(values.filter((__, index) => index % period === phase)),
  );
  return values.map((_, index) => phases[index % period] ?? 0);
}

/** Fourier transform by its definition: series are short. The imaginary part first is that of the input. */
function fourier(
  reals: readonly number[],
  imaginaries: readonly number[],
  inverse: boolean,
): readonly (readonly number[])[] {
  const count = reals.length;
  const sign = inverse ? 1 : -1;
  const scale = inverse ? 1 / count : 1;
  const outReal: number[] = [];
  const outImaginary: number[] = [];
  for (let k = 0; k < count; k += 1) {
    let [real, imaginary] = [0, 0];
    for (let n = 0; n < count; n += 1) {
      const angle = (sign * 2 * Math.PI * ((k * n) % count)) / count;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      real += (reals[n] ?? 0) * cos - (imaginaries[n] ?? 0) * sin;
      imaginary += (reals[n] ?? 0) * sin + (imaginaries[n] ?? 0) * cos;
    }
    outReal.push(real * scale);
    outImaginary.push(imaginary * scale);
  }
  return [outReal, outImaginary];
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [mean(one), mean(other)];
  const both = sum(one.map((value, index) => (value - a) * ((other[index] ?? 0) - b)));
  const across = sum(one.map((value) => (value - a) ** 2)) * sum(other.map((value) => (value - b) ** 2));
  return both / Math.sqrt(across);
}

export const filters = [
  scripted('seriesOutliers', ['json', 'text', 'json'], 'json', (series, kind, missing) => {
    const values = seriesOf(withGaps(series, missing) ?? null);
    return values === undefined ? null : fences(values, kind).map(finite);
  }),
  scripted('seriesFillForward', ['json', 'json'], 'json', (series, missing) => {
    const values = withGaps(series, missing);
    return values === undefined ? null : carried(values);
  }),
  scripted('seriesFillBackward', ['json', 'json'], 'json', (series, missing) => {
    const values = withGaps(series, missing);
    return values === undefined ? null : carried(values.toReversed()).toReversed();
  }),
  scripted(
    'seriesFillLinear',
    ['text', 'json', 'bool', 'json'],
    'json',
    (series, missing, edges, otherwise) => {
      const values = seriesOf(withGaps(parsed(series), missing) ?? null);
      const constant = typeof otherwise === 'number' ? otherwise : null;
      return values === undefined ? null : linear(values, edges, constant, isWhole(series));
    },
  ),
  scripted('seriesFillConstant', ['json', 'json', 'json'], 'json', (series, constant, missing) => {
    const values = withGaps(series, missing);
    return values === undefined ? null : values.map((value) => value ?? constant);
  }),
  scripted('seriesFir', ['json', 'json', 'bool', 'bool'], 'json', (series, filter, normalise, centre) => {
    const [values, factors] = [numbersOf(series), numbersOf(filter)];
    if (values === undefined || factors === undefined) return null;
    if (normalise && factors.some((factor) => factor < 0)) return null;
    return firFilter(values, factors, normalise, centre).map(finite);
  }),
  scripted('seriesIir', ['json', 'json', 'json'], 'json', (series, numerators, denominators) => {
    const [values, above, below] = [numbersOf(series), numbersOf(numerators), numbersOf(denominators)];
    if (values === undefined || above === undefined || below === undefined || below[0] === 0) return null;
    return iirFilter(values, above, below).map(finite);
  }),
  scripted('seriesStatistics', ['json', 'bool'], 'json', (series, ignoreGaps) => {
    const values = seriesOf(series);
    const numbers = values?.filter((value) => value !== null);
    if (values === undefined || numbers === undefined || numbers.length === 0) return null;
    const all = ignoreGaps || numbers.length === values.length;
    return all ? [...statistics(numbers), values.length] : null;
  }),
  scripted('seriesProduct', ['json'], 'real', (series) => {
    const values = numbersOf(series);
    return values === undefined ? null : values.reduce((product, value) => product * value, 1);
  }),
  scripted('seriesSeasonal', ['json', 'long'], 'json', (series, period) => {
    const values = numbersOf(series);
    return values === undefined || period <= 0n ? null : seasonal(values, Number(period));
  }),
  scripted('seriesFourier', ['json', 'json', 'bool'], 'json', (series, imaginary, inverse) => {
    const [reals, imaginaries] = [numbersOf(series), numbersOf(imaginary)];
    return reals === undefined ? null : fourier(reals, imaginaries ?? [], inverse);
  }),
  scripted('seriesCorrelation', ['json', 'json'], 'real', (first, second) => {
    const [one, other] = [numbersOf(first), numbersOf(second)];
    if (one === undefined || other === undefined || one.length !== other.length) return null;
    return correlation(one, other);
  }),
];
