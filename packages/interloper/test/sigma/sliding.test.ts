import { duckdb } from '@interloper/duckdb';
import { validatePlan } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import type { Store } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TYPES, eventArbitrary, fires, modelArbitrary, textOf, textWith } from './correlation-model.js';
import type { Event, Model } from './correlation-model.js';
import { testCatalog, testDataset, testRow } from './test-log.js';

let store: Store;
let runs = 0;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
});

afterAll(async () => {
  await store.close();
});

// The correlation specification in plain code: for every event, its window is looked at event by event.
test('a generated correlation over generated events fires where a search through all windows does', async () => {
  let fired = 0;
  await fc.assert(
    fc.asyncProperty(
      modelArbitrary,
      fc.array(eventArbitrary, { minLength: 4, maxLength: 14 }),
      async (model, events) => {
        const expected = events.flatMap((event, n) => (fires(model, event, events) ? [n] : []));
        fired += expected.length > 0 ? 1 : 0;
        expect(await firing(model, events)).toEqual(expected);
      },
    ),
    { numRuns: 200, seed: 20_260_301 },
  );
  expect(fired).toBeGreaterThan(80);
});

test('the types here are those that there are', () => {
  const known = sigma.support().filter(({ kind }) => kind === 'operator');
  expect(known.map(({ name }) => name).toSorted()).toEqual([...TYPES].toSorted());
});

/** Two events of which the second satisfies a condition of a type with the first, and not by itself. */
const PAIRS: Readonly<
  Record<Model['type'], { readonly condition: string; readonly sizes: readonly [number, number] }>
> = {
  event_count: { condition: 'gte: 2', sizes: [1, 1] },
  value_count: { condition: 'field: Size, gte: 2', sizes: [1, 2] },
  value_sum: { condition: 'field: Size, gte: 3', sizes: [1, 2] },
  value_avg: { condition: 'field: Size, gte: 2', sizes: [3, 1] },
  value_min: { condition: 'field: Size, lte: 1', sizes: [1, 2] },
  value_max: { condition: 'field: Size, gte: 2', sizes: [2, 1] },
  value_median: { condition: 'field: Size, gte: 2', sizes: [3, 1] },
  value_percentile: { condition: 'field: Size, percentile: 100, gte: 2', sizes: [2, 1] },
  temporal: { condition: '', sizes: [1, 1] },
  temporal_ordered: { condition: '', sizes: [1, 1] },
};

// Correlation specification, Temporal Proximity: the time frame should not be restricted to boundaries.
test.each(TYPES)(
  '%s: a pair that straddles any boundary fires, just outside the timespan it does not',
  async (type) => {
    const { condition, sizes } = PAIRS[type];
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          timespan: fc.integer({ min: 1, max: 3600 }),
          // Where a window of a clock would end, and how far before it the first event lies.
          boundary: fc.integer({ min: 1, max: 50 }),
          before: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        }),
        async ({ timespan, boundary, before }) => {
          const first = Math.round((boundary - before) * timespan * 1000) / 1000;
          const pair = (apart: number): readonly Event[] => [
            { at: first, User: 'a', Code: 1, Size: sizes[0] },
            {
              at: Math.round((first + apart) * 1e7) / 1e7,
              User: 'a',
              Code: type.startsWith('temporal') ? 2 : 1,
              Size: sizes[1],
            },
          ];
          const rules = type.startsWith('temporal') ? [1, 2] : [1];
          const text = textWith(type, rules, `${timespan}s`, condition);
          expect(await firingOf(text, pair(timespan))).toContain(1);
          expect(await firingOf(text, pair(timespan + 0.0000001))).not.toContain(1);
        },
      ),
      { numRuns: 12, seed: 20_260_302 },
    );
  },
);

async function firing(model: Model, events: readonly Event[]): Promise<readonly number[]> {
  return firingOf(textOf(model), events);
}

/** The numbers of the events that a correlation shows, in order. */
async function firingOf(text: string, events: readonly Event[]): Promise<readonly number[]> {
  runs += 1;
  const scenario = `sliding ${runs}`;
  const rows = events.map((event, n) => testRow(scenario, n, { ...event }));
  await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
  const { plan, diagnostics } = sigma.compile(text, testCatalog(scenario));
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  expect(validatePlan(plan)).toEqual([]);
  const { columns, rows: found } = await store.query(plan);
  const at = columns.findIndex((column) => column.name === 'n');
  return found.map((row) => Number(row[at])).toSorted((a, b) => a - b);
}
