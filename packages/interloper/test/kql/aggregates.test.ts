import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '@interloper/sql';
import { openEngine } from './run.js';

/** A row of the generated table: a group, a value that may be null, and a weight. */
interface Row {
  readonly k: string;
  readonly v: number | null;
  readonly w: number;
}

const rows = fc.array(
  fc.record<Row>({
    k: fc.constantFrom('a', 'b'),
    v: fc.option(fc.integer({ min: -9, max: 9 })),
    w: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const answer = openEngine();

/** Nearest rank: the least value such that so many per cent lie at or below it. */
function percentile(sorted: readonly number[], percent: number): number | null {
  const place = Math.max(1, Math.ceil((percent * sorted.length) / 100));
  return sorted[place - 1] ?? null;
}

/** What the pages of the aggregates say, over the rows of a group. */
function expected(group: readonly Row[], percent: number): readonly Json[] {
  const present = group.flatMap(({ v, w }) => (v === null ? [] : [{ v, w }]));
  const values = present.map(({ v }) => v);
  const sorted = values.toSorted((one, other) => one - other);
  const repeated = present.flatMap(({ v, w }) => Array.from({ length: w }, () => v));
  const total = values.reduce((sum, v) => sum + v, 0);
  const mean = total / values.length;
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const none = values.length === 0;
  return [
    group.length,
    values.filter((v) => v > 0).length,
    total,
    none ? 'NaN' : mean,
    sorted[0] ?? null,
    sorted.at(-1) ?? null,
    new Set(values).size,
    // The sketch of no values is null.
    none ? null : new Set(values).size,
    values,
    [...new Set(values)],
    percentile(sorted, percent),
    percentile(
      repeated.toSorted((one, other) => one - other),
      percent,
    ),
    none ? null : percentile(sorted, percent),
    none ? null : values.filter((v) => v <= 2).length,
    none ? null : squares / values.length,
  ];
}

function inGroup(table: readonly Row[], key: Json | undefined): readonly Row[] {
  return table.filter(({ k }) => k === key);
}

/** Sums of fractions are compared to twelve digits. */
function rounded(values: readonly Json[]): readonly Json[] {
  return values.map((value) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value));
}

test('aggregates of generated rows are what their pages say', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 0, max: 100 }), async (table, percent) => {
      const cells = table.map(({ k, v, w }) => `"${k}", long(${v ?? 'null'}), ${w}`).join(', ');
      const found = await answer(`
        datatable(k: string, v: long, w: long)[${cells}]
        | summarize count(), countif(v > 0), sum(v), avg(v), min(v), max(v), dcount(v), dcount_hll(hll(v)),
            make_list(v), make_set(v), percentile(v, ${percent}), percentilew(v, w, ${percent}),
            percentile_tdigest(tdigest(v), ${percent}, typeof(long)), rank_tdigest(tdigest(v), 2), variancep(v) by k`);
      const keys = new Set(table.map(({ k }) => k));
      expect(found.rows).toHaveLength(keys.size);
      expect(new Set(found.rows.map(([k]) => k))).toEqual(keys);
      for (const [k, ...values] of found.rows)
        expect(rounded(values)).toEqual(rounded(expected(inGroup(table, k), percent)));
    }),
    { numRuns: 60 },
  );
});
