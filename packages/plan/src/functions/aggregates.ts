import type { FunctionSignature } from './signature.js';
import { family, strict, tolerant } from './signature.js';

const NUMBER = ['int', 'long', 'real', 'decimal', 'timespan', 'datetime', 'bool'] as const;

/**
 * Aggregate functions. All leave out null arguments; over no rows they give null, `count…` 0 and `list`, `set` and
 * `bag` an empty JSON array or object (the multivalue forms null).
 */
export const aggregates = family({
  count: strict([], 'long', 'Number of rows.'),
  countIf: strict(['bool'], 'long', 'Number of rows for which it is true.'),
  countValues: strict(['any'], 'long', 'Number of rows whose argument is not null.'),
  countDistinct: strict(['any'], 'long', 'Number of different values, exact.', { variadic: true }),
  sum: strict([NUMBER], 'stated', 'Sum.'),
  average: strict([NUMBER], 'stated', 'Mean.'),
  min: strict(['any'], { sameAs: 0 }, 'Least.'),
  max: strict(['any'], { sameAs: 0 }, 'Greatest.'),
  anyValue: strict(['any'], { sameAs: 0 }, 'The argument of the first row; null included.'),
  anyNotNull: strict(
    ['any'],
    { sameAs: 0 },
    'The first value that is not null (in Splunk `first`, `earliest` with order).',
  ),
  argMax: strict(
    ['any', 'any'],
    { sameAs: 0 },
    'argMax(value, by): the value in the row where `by` is greatest; null values are kept.',
  ),
  argMin: strict(
    ['any', 'any'],
    { sameAs: 0 },
    'argMin(value, by): the value in the row where `by` is least; null values are kept.',
  ),
  list: strict(['any'], 'dynamic', 'JSON array of the values in input order.'),
  set: strict(
    ['any'],
    'dynamic',
    'JSON array of the different values, in order of first appearance (sorted when there are more than 10,000).',
  ),
  listElements: strict(
    ['dynamic'],
    'dynamic',
    'As list; an array among the values gives its elements instead.',
  ),
  setElements: strict(
    ['dynamic'],
    'dynamic',
    'As set; an array among the values gives its elements instead.',
  ),
  listWithNulls: tolerant(['any'], 'dynamic', 'JSON array of the values in input order, nulls included.'),
  bitAndAll: strict([['int', 'long']], 'long', 'Bitwise and of all values.'),
  bitOrAll: strict([['int', 'long']], 'long', 'Bitwise or of all values.'),
  bitXorAll: strict([['int', 'long']], 'long', 'Bitwise exclusive or of all values.'),
  mvList: strict(['any'], 'multivalue', 'Texts in input order; a multivalue adds each of its values.'),
  mvValues: strict(
    ['any'],
    'multivalue',
    'Different texts, sorted by code points; a multivalue adds each of its values.',
  ),
  bag: strict(
    ['dynamic'],
    'dynamic',
    'JSON object merged from objects; the first value of a key wins. `limit` is of keys.',
  ),
  deviationSample: strict([NUMBER], 'real', 'Standard deviation of a sample.'),
  deviationPopulation: strict([NUMBER], 'real', 'Standard deviation of a population.'),
  varianceSample: strict([NUMBER], 'real', 'Variance of a sample.'),
  variancePopulation: strict([NUMBER], 'real', 'Variance of a population.'),
  covarianceSample: strict([NUMBER, NUMBER], 'real', 'Covariance of the pairs of a sample.'),
  covariancePopulation: strict([NUMBER, NUMBER], 'real', 'Covariance of the pairs of a population.'),
  percentile: strict(
    [NUMBER, 'real'],
    { sameAs: 0 },
    'percentile(x, p): nearest rank, p from 0 to 100 (a literal).',
  ),
  percentileBetween: strict(
    [NUMBER, 'real'],
    'real',
    'percentileBetween(x, p): at the place p/100 · (n - 1) of the n sorted values, between two of them in proportion; p from 0 to 100 (a literal).',
  ),
  median: strict(
    [NUMBER],
    'real',
    'The middle value; of an even number of values the mean of the middle two.',
  ),
  mode: strict(['any'], { sameAs: 0 }, 'The most frequent value; the least of several.'),
  allTrue: strict(['bool'], 'bool', 'True for every row.'),
  anyTrue: strict(['bool'], 'bool', 'True for some row.'),
});

/** Functions that only make sense over ordered rows; every aggregate can be used over a window too. */
export const windowFunctions = family({
  rowNumber: strict([], 'long', 'Position in the partition, from 1.'),
  lag: strict(
    ['any', 'long'],
    { sameAs: 0 },
    'The argument so many rows before (a literal); null before the first.',
  ),
  lead: strict(
    ['any', 'long'],
    { sameAs: 0 },
    'The argument so many rows after (a literal); null after the last.',
  ),
  firstValue: strict(['any'], { sameAs: 0 }, 'The argument in the first row of the frame.'),
  lastValue: strict(['any'], { sameAs: 0 }, 'The argument in the last row of the frame.'),
  firstNotNull: strict(['any'], { sameAs: 0 }, 'The first argument of the frame that is not null.'),
  lastNotNull: strict(['any'], { sameAs: 0 }, 'The last argument of the frame that is not null.'),
});

/** The name of an aggregate function. */
export type AggregateName = Extract<keyof typeof aggregates, string>;

/** The name of a window function; aggregates included. */
export type WindowName = AggregateName | Extract<keyof typeof windowFunctions, string>;

/** The signature of an aggregate or window function. */
export function windowSignatureOf(name: WindowName): FunctionSignature {
  const signature =
    (aggregates as Record<string, FunctionSignature>)[name] ??
    (windowFunctions as Record<string, FunctionSignature>)[name];
  if (signature === undefined) throw new Error(`the plan has no aggregate or window function ${name}`);
  return signature;
}
