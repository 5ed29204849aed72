import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import { validatePlan } from '@interloper/plan';
import { parse as parseSpl, printPipeline, spl } from '@interloper/spl';
import type { Store } from '@interloper/sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { compiled } from './compiled.js';
import { NOW, logsOf } from './inline-events.js';

const FOLDER = fileURLToPath(new URL('../../../../conformance/spl/', import.meta.url));

const Events = z.array(z.record(z.string(), z.unknown()));
const FieldIs = z.strictObject({ field: z.string(), is: z.string() });
const Model = z.strictObject({
  model: z.enum(['Authentication', 'Change', 'Web']),
  where: FieldIs.optional(),
  datasets: z.record(z.string(), FieldIs).optional(),
});
/** A lookup that the search writes, and its entries; without a flag its default. */
const Written = z.strictObject({
  lookup: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.unknown())),
  append: z.boolean().default(false),
  createEmpty: z.boolean().default(false),
  overrideIfEmpty: z.boolean().default(true),
  keyField: z.string().optional(),
});
const Case = z.strictObject({
  id: z.string(),
  /** The page of Splunk's Search Reference or Search Manual that states the behaviour. */
  page: z.string(),
  /** What that page leaves open and we decided. */
  decided: z.string().optional(),
  /** An expression and its value. */
  eval: z.string().optional(),
  is: z.unknown().optional(),
  /** A query; `columns` and `rows` are its answer. */
  spl: z.string().optional(),
  events: Events.optional(),
  logs: z.record(z.string(), Events).optional(),
  /** Lookups as CSV, by name. */
  lookups: z.record(z.string(), z.string()).optional(),
  /** The data models that the logs declare. */
  models: z.record(z.string(), z.array(Model)).optional(),
  columns: z.array(z.string()).optional(),
  rows: z.array(z.array(z.unknown())).optional(),
  /** What it writes; nothing without it. */
  writes: z.array(Written).default([]),
  /** Codes of the warnings that must be given. */
  warns: z.array(z.string()).optional(),
  /** Codes of the diagnostics that refuse it. */
  refused: z.array(z.string()).optional(),
});
type Case = z.infer<typeof Case>;

const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yml'))
  .map((file) => ({ file, cases: z.array(Case).parse(parse(readFileSync(FOLDER + file, 'utf8'))) }));
const all = files.flatMap((each) => each.cases);

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
});

afterAll(async () => {
  await store.close();
});

test('every case has its own id and an answer', () => {
  expect(all.length).toBeGreaterThan(0);
  expect(new Set(all.map((item) => item.id)).size).toBe(all.length);
  const open = all.filter((item) => item.refused === undefined && item.rows === undefined && !('is' in item));
  expect(open.map((item) => item.id)).toEqual([]);
});

test('every command, function and aggregation that is supported has a case', () => {
  const text = all.map(queryOf).join('\n');
  const used = (kind: string, name: string): boolean => {
    if (kind === 'command')
      return name === '`macro`' || new RegExp(`(?:^|\\|\\s*)${name}\\b`, 'm').test(text);
    if (['perc', 'p', 'exactperc', 'upperperc'].includes(name))
      return new RegExp(`\\b${name}\\d+\\(`).test(text);
    return new RegExp(`\\b${name}\\b`).test(text);
  };
  const missing = spl
    .support()
    .filter(
      (each) => each.support !== 'unsupported' && each.name !== 'search' && !used(each.kind, each.name),
    );
  expect(missing.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
});

describe.each(files)('$file', ({ cases }) => {
  test.each(cases.map((item) => [item.id, item] as const))('%s', async (_, item) => {
    const { catalog, inline } = logsOf(item.logs ?? { test: item.events ?? [] }, item.lookups, item.models);
    const query = queryOf(item);
    const {
      plan,
      diagnostics,
      writes = [],
    } = await compiled(query, catalog, async (question) => {
      expect(validatePlan(question)).toEqual([]);
      return (await store.query(inline(question), { now: NOW })).rows;
    });
    const errors = diagnostics.filter((each) => each.severity === 'error');
    if (item.refused !== undefined) {
      expect(errors.map((each) => each.code)).toEqual(item.refused);
      expect(plan).toBeUndefined();
      return;
    }
    expect(errors).toEqual([]);
    for (const code of item.warns ?? []) expect(diagnostics.map((each) => each.code)).toContain(code);
    if (plan === undefined) throw new Error('a rule without errors has a plan');
    expect(validatePlan(plan)).toEqual([]);
    const result = await store.query(inline(plan), { now: NOW });
    if (item.columns !== undefined) expect(result.columns.map((each) => each.name)).toEqual(item.columns);
    expect(result.rows).toEqual(item.rows ?? [[item.is]]);
    const written = [];
    for (const { rows: entries, ...flags } of writes) {
      expect(validatePlan(entries)).toEqual([]);
      const { columns, rows } = await store.query(inline(entries), { now: NOW });
      written.push({ ...flags, columns: columns.map(({ name }) => name), rows });
    }
    expect(written).toEqual(item.writes);
  });

  test.each(cases.map((item) => [item.id, item] as const))('%s, printed, is the same', (_, item) => {
    const first = parseSpl(queryOf(item));
    if (first.diagnostics.length > 0) return;
    const again = parseSpl(printPipeline(first.pipeline));
    expect(again.diagnostics).toEqual([]);
    expect(withoutSpans(again.pipeline)).toEqual(withoutSpans(first.pipeline));
  });
});

function queryOf(item: Case): string {
  if (item.spl !== undefined) return item.spl;
  const fields = item.events === undefined ? '| makeresults' : 'sourcetype=test';
  return `${fields} | eval result=${item.eval ?? ''} | table result`;
}

function withoutSpans(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'span' ? undefined : value)));
}
