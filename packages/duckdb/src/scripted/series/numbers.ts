import type { Json } from '../scripted-function.js';

/** The elements of a series, null where one is no number; undefined when the value is no array. */
export function seriesOf(value: Json): readonly (number | null)[] | undefined {
  return Array.isArray(value)
    ? (value as readonly Json[]).map((item) => (typeof item === 'number' ? item : null))
    : undefined;
}

/** The numbers of a series that has no gap; undefined of anything else. */
export function numbersOf(value: Json): readonly number[] | undefined {
  const series = seriesOf(value);
  const numbers = series?.filter((item) => item !== null);
  return series !== undefined && numbers?.length === series.length ? numbers : undefined;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : sum(values) / values.length;
}

/** The variance of a sample; nan of fewer than two values. */
export function sampleVariance(values: readonly number[]): number {
  const middle = mean(values);
  return sum(values.map((value) => (value - middle) ** 2)) / (values.length - 1);
}

/** The percentile (0 to 100) of values, between two of them in proportion. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = ((sorted.length - 1) * rank) / 100;
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (high - low) * (place - below);
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** A number as JSON can hold it. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
