import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import { hasErrors, validatePlan } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import type { Store } from '@interloper/sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { testCatalog, testDataset, testRow } from './test-log.js';

const FOLDER = fileURLToPath(new URL('../../../../conformance/sigma/', import.meta.url));

const Event = z.record(z.string(), z.unknown());
const Case = z.strictObject({
  id: z.string(),
  section: z.string(),
  decided: z.string().optional(),
  detection: z.string().optional(),
  rule: z.string().optional(),
  match: z.array(Event).optional(),
  miss: z.array(Event).optional(),
  events: z.array(Event).optional(),
  fires: z.array(z.number()).optional(),
});
type Case = z.infer<typeof Case>;

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yml'));
const cases = files.map((file) => ({
  file,
  cases: z.array(Case).parse(parse(readFileSync(FOLDER + file, 'utf8'), { intAsBigInt: false })),
}));
const all = cases.flatMap((each) => each.cases);

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
  const rows = all.flatMap((item) => eventsOf(item).map((event, n) => testRow(item.id, n, event)));
  await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
});

afterAll(async () => {
  await store.close();
});

test('the corpus has at least 300 cases, each with its own id', () => {
  expect(all.length).toBeGreaterThanOrEqual(300);
  expect(new Set(all.map((item) => item.id)).size).toBe(all.length);
});

test.each(all.map((item) => [item.id, item] as const))(
  '%s has events that match and events that do not',
  (_, item) => {
    if (item.events !== undefined) expect(item.fires).toBeDefined();
    else {
      expect(item.match?.length).toBeGreaterThan(0);
      expect(item.miss?.length).toBeGreaterThan(0);
    }
  },
);

describe.each(cases)('$file', (group) => {
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

function eventsOf(item: Case): readonly z.infer<typeof Event>[] {
  return item.events ?? [...(item.match ?? []), ...(item.miss ?? [])];
}

function expectedOf(item: Case): readonly number[] {
  return item.fires ?? (item.match ?? []).map((_, index) => index);
}

function ruleOf(item: Case): string {
  if (item.rule !== undefined) return item.rule;
  const body = (item.detection ?? '').replaceAll(/^(?=.)/gm, '  ');
  const condition = /^ {2}condition:/m.test(body) ? '' : '  condition: s\n';
  return `title: ${item.id}\nlogsource: { product: test, service: alpha }\ndetection:\n${body}${condition}`;
}
