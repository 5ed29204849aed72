import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import { validatePlan } from '@interloper/plan';
import type { Catalog } from '@interloper/plan';
import type { Json, Reader } from '@interloper/sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { compiled } from './run.js';

const FOLDER = fileURLToPath(new URL('../../../../conformance/kql/', import.meta.url));

const Case = z.strictObject({
  /** The page below https://learn.microsoft.com/kusto/query/ that states the behaviour. */
  page: z.string(),
  value: z.string().optional(),
  is: z.unknown().optional(),
  kql: z.string().optional(),
  columns: z.array(z.string()).optional(),
  rows: z.array(z.array(z.unknown())).optional(),
  ordered: z.boolean().optional(),
  refused: z.string().optional(),
});
type Case = z.infer<typeof Case>;

const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yml'))
  .map((file) => ({ file, cases: z.array(Case).parse(parse(readFileSync(FOLDER + file, 'utf8'))) }));

const nothing: Catalog = { tables: [], sourcetypes: [], logsources: [] };

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

function queryOf({ value, kql }: Case): string {
  return kql ?? `print value = ${value ?? ''}`;
}

const inAnyOrder = (rows: readonly unknown[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).toSorted();

test('every case asks one thing once and has an answer', () => {
  const all = files.flatMap(({ cases }) => cases);
  expect(new Set(all.map(queryOf)).size).toBe(all.length);
  const open = all.filter((item) => !('is' in item) && item.rows === undefined && item.refused === undefined);
  expect(open.map(queryOf)).toEqual([]);
});

describe.each(files)('$file', ({ cases }) => {
  test.each(cases.map((item) => [`${item.page}: ${queryOf(item)}`, item] as const))('%s', async (_, item) => {
    const { plan, diagnostics } = await compiled(queryOf(item), nothing, reader);
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    if (item.refused !== undefined) {
      expect(plan).toBeUndefined();
      expect(errors).toContain(item.refused);
      return;
    }
    expect(errors).toEqual([]);
    if (plan === undefined) throw new Error('no plan');
    expect(validatePlan(plan)).toEqual([]);
    const { columns, rows } = await reader.query(plan, { now: new Date('2026-01-10T12:00:00Z') });
    if (item.columns !== undefined)
      expect(columns.map(({ name, type }) => `${name}:${type}`)).toEqual(item.columns);
    const wanted = (item.rows ?? [[item.is]]) as readonly (readonly Json[])[];
    if (item.ordered === true) expect(rows).toEqual(wanted);
    else expect(inAnyOrder(rows)).toEqual(inAnyOrder(wanted));
  });
});
