import { duckdb } from '@interloper/duckdb';
import { validatePlan } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import type { Store } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemsByModifier } from './generated-items.js';
import { eventArbitrary, ruleArbitrary, ruleWith, textOf } from './generated-rules.js';
import { matches } from './reference-evaluator.js';
import type { ModelRule } from './reference-evaluator.js';
import { lookupRows, testCatalog, testDataset, testLookups, testRow } from './test-log.js';

const SCENARIO = 'property';

const events = fc.sample(eventArbitrary, { numRuns: 400, seed: 20_260_301 });

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
  await store.createDataset(testLookups.name, testLookups.columns);
  await store.append(testLookups.name, { kind: 'values', columns: testLookups.columns, rows: lookupRows });
  const rows = events.map((event, n) => testRow(SCENARIO, n, event));
  await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
});

afterAll(async () => {
  await store.close();
});

/** How many events the rule finds; fails where they are not those of the reference. */
async function findsTheSame(rule: ModelRule): Promise<number> {
  const text = textOf(rule);
  const { plan, diagnostics } = sigma.compile(text, testCatalog(SCENARIO));
  if (plan === undefined) throw new Error(`${text}\n${JSON.stringify(diagnostics)}`);
  expect(validatePlan(plan)).toEqual([]);
  const { rows } = await store.query(plan);
  const expected = events.flatMap((event, n) => (matches(rule, event) ? [n] : []));
  const found = rows.map((row) => Number(row[1])).toSorted((a, b) => a - b);
  expect(found, text).toEqual(expected);
  return found.length;
}

const isTelling = (count: number): boolean => count > 0 && count < events.length;

test('a generated rule finds what a plain evaluation of the specification finds', async () => {
  let some = 0;
  await fc.assert(
    fc.asyncProperty(ruleArbitrary, async (rule) => {
      some += isTelling(await findsTheSame(rule)) ? 1 : 0;
    }),
    { numRuns: 250, seed: 20_260_301 },
  );
  // Rules that match all events or none would show little.
  expect(some).toBeGreaterThan(100);
});

test('lines are generated for every modifier there is', () => {
  const known = sigma.support().flatMap(({ kind, name }) => (kind === 'modifier' ? [name] : []));
  expect(Object.keys(itemsByModifier).toSorted()).toEqual(known.toSorted());
});

test.each(Object.keys(itemsByModifier))(
  'a line with %s finds what the specification says',
  async (modifier) => {
    let some = 0;
    await fc.assert(
      fc.asyncProperty(ruleWith(modifier), async (rule) => {
        some += isTelling(await findsTheSame(rule)) ? 1 : 0;
      }),
      { numRuns: 25, seed: 20_260_301 },
    );
    expect(some).toBeGreaterThan(3);
  },
);
