import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frequentPatterns } from '../src/scripted/frequent-patterns.js';
import type { Json } from '../src/scripted/scripted-function.js';

const VALUES = ['a', 'b', 'c'] as const;
const COLUMNS = 4;

type Row = readonly (typeof VALUES)[number][];

/** Every combination of a value or anything of each column. */
function combinations(columns: number): readonly (readonly (string | null)[])[] {
  if (columns === 0) return [[]];
  return combinations(columns - 1).flatMap((rest) => [null, ...VALUES].map((value) => [value, ...rest]));
}

/** By definition: how many rows have it, and that no larger one has as many. */
function closedByDefinition(rows: readonly Row[], threshold: number): readonly Json[] {
  const all = combinations(COLUMNS);
  const count = (pattern: readonly (string | null)[]): number =>
    rows.filter((row) => pattern.every((value, place) => value === null || row[place] === value)).length;
  const contains = (larger: readonly (string | null)[], smaller: readonly (string | null)[]): boolean =>
    larger !== smaller && smaller.every((value, place) => value === null || larger[place] === value);
  return all
    .map((pattern) => ({ pattern, number: count(pattern) }))
    .filter(
      ({ pattern, number }) => pattern.some((value) => value !== null) && number >= threshold * rows.length,
    )
    .filter(
      ({ pattern, number }) => !all.some((other) => contains(other, pattern) && count(other) === number),
    )
    .map(({ pattern, number }): Json => [
      number,
      ...pattern.map((value) => (value === null ? null : [value])),
    ]);
}

function found(rows: readonly Row[], threshold: number, dimensions: number): readonly Json[] {
  const [made] = frequentPatterns;
  const given: Json = rows.map((row): Json => [1, ...row.map((value): Json => [value])]);
  return made?.apply(given, threshold, BigInt(dimensions)) as readonly Json[];
}

const row = fc.array(fc.constantFrom(...VALUES), { minLength: COLUMNS, maxLength: COLUMNS });
const rows = fc.array(row, { minLength: 1, maxLength: 12 });
const threshold = fc.constantFrom(0.1, 0.25, 0.5, 1);

const sorted = (patterns: readonly Json[]): readonly string[] =>
  patterns.map((pattern) => JSON.stringify(pattern)).toSorted();

test('the patterns are those of the definition', () => {
  fc.assert(
    fc.property(rows, threshold, (given, least) => {
      expect(sorted(found(given, least, COLUMNS))).toEqual(sorted(closedByDefinition(given, least)));
    }),
  );
});

test('with fewer dimensions a pattern follows from so many of its values', () => {
  fc.assert(
    fc.property(rows, threshold, (given, least) => {
      const singles = closedByDefinition(given, least).filter((pattern) => {
        const [number, ...values] = pattern as readonly Json[];
        return values.some(
          (value, place) =>
            value !== null &&
            given.filter((item) => JSON.stringify([item[place]]) === JSON.stringify(value)).length === number,
        );
      });
      expect(sorted(found(given, least, 1))).toEqual(sorted(singles));
    }),
  );
});

test('the most rows come first', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const numbers = found(given, 0.1, COLUMNS).map((pattern) => Number((pattern as readonly Json[])[0]));
      expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
    }),
  );
});
