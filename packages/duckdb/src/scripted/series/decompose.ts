import { scripted } from '../scripted-function.js';
import { fences, seasonal } from './filters.js';
import { finite, mean, numbersOf, sum } from './numbers.js';
import { fitLine } from './regression.js';

/** A series taken apart: `baseline` is `seasonal` and `trend` together, `residual` what they leave. */
interface Decomposition {
  readonly baseline: readonly number[];
  readonly seasonal: readonly number[];
  readonly trend: readonly number[];
  readonly residual: readonly number[];
}

/**
 * Takes a series apart as Kusto's page says: the seasonal part is the median of the points of a phase, the trend that of
 * what is left. The last `held` points are foretold, not learnt from.
 * https://learn.microsoft.com/kusto/query/series-decompose-function
 */
function decompose(
  values: readonly number[],
  period: number,
  trendKind: string,
  held: number,
  threshold: number,
): Decomposition {
  const learnt = values.slice(0, Math.max(values.length - held, 0));
  const season = period === -1 ? detectPeriod(learnt, threshold) : period;
  const known = season > 0 && season <= learnt.length ? seasonal(learnt, season) : undefined;
  const seasonPart = values.map((_, index) => known?.[index % season] ?? 0);
  const left = learnt.map((value, index) => value - (seasonPart[index] ?? 0));
  const trend = trendOf(left, values.length, trendKind);
  const baseline = trend.map((value, index) => value + (seasonPart[index] ?? 0));
  const residual = values.map((value, index) => value - (baseline[index] ?? 0));
  return { baseline, seasonal: seasonPart, trend, residual };
}

function trendOf(values: readonly number[], count: number, kind: string): readonly number[] {
  if (kind === 'none') return Array.from({ length: count }, () => 0);
  if (kind === 'linefit') {
    const { slope, interception } = fitLine(values);
    return Array.from({ length: count }, (_, index) => interception + slope * index);
  }
  const height = mean(values);
  return Array.from({ length: count }, () => height);
}

/** The shortest period that Kusto looks for. */
const LEAST = 4;

/**
 * The number of points after which a series repeats itself, 0 when it does not: where the correlation of the series
 * (less its line) with itself is greatest and above the threshold. Of a period and its multiples the shortest counts.
 * Kusto does not say how it measures; the language warns of that.
 */
function detectPeriod(values: readonly number[], threshold: number): number {
  const { fitted } = fitLine(values);
  const level = values.map((value, index) => value - (fitted[index] ?? 0));
  const power = sum(level.map((value) => value ** 2)) / level.length;
  if (!(power > 0)) return 0;
  const most = Math.floor(values.length / 2);
  const scores = Array.from({ length: most + 1 }, (_, lag) => {
    let total = 0;
    for (let index = 0; index + lag < level.length; index += 1)
      total += (level[index] ?? 0) * (level[index + lag] ?? 0);
    return total / (level.length - lag) / power;
  });
  // A period of half the series has no neighbour that shows it to be a peak.
  const isPeak = (lag: number): boolean =>
    (scores[lag] ?? 0) >= (scores[lag - 1] ?? -1) && (scores[lag] ?? 0) >= (scores[lag + 1] ?? 1);
  const peaks = scores.map((_, lag) => lag).filter((lag) => lag >= LEAST && isPeak(lag));
  const best = Math.max(...peaks.map((lag) => scores[lag] ?? 0));
  if (!(best >= threshold)) return 0;
  return peaks.find((lag) => (scores[lag] ?? 0) >= 0.95 * best) ?? 0;
}

export const decompositions = [
  scripted(
    'seriesDecompose',
    ['json', 'long', 'text', 'long', 'real'],
    'json',
    (series, period, trend, held, least) => {
      const values = numbersOf(series);
      if (values === undefined || values.length === 0) return null;
      const parts = decompose(values, Number(period), trend, Number(held), least);
      return [parts.baseline, parts.seasonal, parts.trend, parts.residual];
    },
  ),
  scripted(
    'seriesAnomalies',
    ['json', 'real', 'long', 'text', 'long', 'text', 'real'],
    'json',
    (series, threshold, period, trend, held, kind, least) => {
      const values = numbersOf(series);
      if (values === undefined || values.length === 0) return null;
      const { baseline, residual } = decompose(values, Number(period), trend, Number(held), least);
      const scores = fences(residual, kind);
      const flags = scores.map((score) => (score >= threshold ? 1 : score <= -threshold ? -1 : 0));
      return [flags, scores.map(finite), baseline];
    },
  ),
];
