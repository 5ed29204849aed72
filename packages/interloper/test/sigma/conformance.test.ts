import { duckdb } from '@interloper/duckdb';
import { hasErrors, validatePlan } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import type { Store } from '@interloper/sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allCases, corpus, eventsOf, expectedOf, ruleOf } from './corpus.js';
import { lookupRows, testCatalog, testDataset, testLookups, testRow } from './test-log.js';

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
  const rows = allCases.flatMap((item) => eventsOf(item).map((event, n) => testRow(item.id, n, event)));
  await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
  await store.createDataset(testLookups.name, testLookups.columns);
  await store.append(testLookups.name, { kind: 'values', columns: testLookups.columns, rows: lookupRows });
});

afterAll(async () => {
  await store.close();
});

test('the corpus has at least 300 cases, each with its own id', () => {
  expect(allCases.length).toBeGreaterThanOrEqual(300);
  expect(new Set(allCases.map((item) => item.id)).size).toBe(allCases.length);
});

test.each(allCases.map((item) => [item.id, item] as const))(
  '%s has events that match and events that do not',
  (_, item) => {
    if (item.events !== undefined) expect(item.fires).toBeDefined();
    else {
      expect(item.match?.length).toBeGreaterThan(0);
      expect(item.miss?.length).toBeGreaterThan(0);
    }
  },
);

describe.each(corpus)('$file', (group) => {
  test.each(group.cases.map((item) => [item.id, item] as const))('%s', async (_, item) => {
    const { plan, diagnostics, missingTables } = sigma.compile(ruleOf(item), testCatalog(item.id));
    expect(missingTables).toEqual([]);
    expect(hasErrors(diagnostics), JSON.stringify(diagnostics)).toBe(false);
    if (plan === undefined) throw new Error('a rule without errors has a plan');
    expect(validatePlan(plan)).toEqual([]);
    const { columns, rows } = await store.query(plan);
    const at = columns.findIndex((column) => column.name === 'n');
    const found = rows.map((row) => Number(row[at])).toSorted((a, b) => a - b);
    expect(found).toEqual(expectedOf(item));
  });
});
