import { duckdb } from '@interloper/duckdb';
import { validatePlan } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import type { Store } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventArbitrary, ruleArbitrary, textOf } from './generated-rules.js';
import { matches } from './reference-evaluator.js';
import { testCatalog, testDataset, testRow } from './test-log.js';

const SCENARIO = 'property';

const events = fc.sample(eventArbitrary, { numRuns: 400, seed: 20_260_301 });

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
  const rows = events.map((event, n) => testRow(SCENARIO, n, event));
  await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
});

afterAll(async () => {
  await store.close();
});

test('a generated rule finds what a plain evaluation of the specification finds', async () => {
  let some = 0;
  await fc.assert(
    fc.asyncProperty(ruleArbitrary, async (rule) => {
      const { plan, diagnostics } = sigma.compile(textOf(rule), testCatalog(SCENARIO));
      if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
      expect(validatePlan(plan)).toEqual([]);
      const { rows } = await store.query(plan);
      const expected = events.flatMap((event, n) => (matches(rule, event) ? [n] : []));
      if (expected.length > 0 && expected.length < events.length) some += 1;
      expect(rows.map((row) => Number(row[1])).toSorted((a, b) => a - b)).toEqual(expected);
    }),
    { numRuns: 250, seed: 20_260_301 },
  );
  // Rules that match all events or none would show little.
  expect(some).toBeGreaterThan(100);
});
