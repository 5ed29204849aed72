import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duckdb } from '@interloper/duckdb';
import { logShapes, writeLog } from '@interloper/emulate';
import type { LogKind, WriteOptions } from '@interloper/emulate';
import { kql } from '@interloper/kql';
import { column, ticksOfIso, validatePlan } from '@interloper/plan';
import type { LanguageId } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import { catalogOf, sources } from '@interloper/sources';
import type { Source } from '@interloper/sources';
import { spl } from '@interloper/spl';
import type { Json, Reader, Store } from '@interloper/sql';
import { expect } from 'vitest';
import { ingest } from '../../src/ingest/ingest.js';
import type { IngestResult } from '../../src/ingest/ingest.js';
import { writeFiles } from './ingest-files.js';
import type { Files } from './ingest-files.js';

/** A row by column. */
export type Facts = Readonly<Record<string, Json>>;

/** Every shape that a log is exported in, with the options that change how its files look. */
export function shapeCases<Event>(kind: LogKind<Event>): readonly (readonly [string, WriteOptions])[] {
  const cases: readonly (readonly [string, WriteOptions])[] = [
    ...[...logShapes.keys()].map((id) => [id, {}] as const),
    ['event-hub', { pageSize: 3, compression: 'gzip' }],
    ['storage-lines', { compression: 'zip' }],
    ['log-analytics-csv', { locale: 'en-GB', booleans: 'TRUE', lineBreak: '\r\n' }],
  ];
  return cases.filter(([id]) => {
    if (id === 'graph') return kind.graph !== undefined;
    return kind.monitor !== undefined || !['event-hub', 'storage-lines'].includes(id);
  });
}

/** Ingests a log written in a shape; nothing may be refused, quarantined or folded. The rows, by column. */
export async function rowsOfShape<Event>(
  source: Source,
  kind: LogKind<Event>,
  events: readonly Event[],
  [shape, options]: readonly [string, WriteOptions],
  names: readonly string[],
): Promise<readonly Facts[]> {
  const files = writeLog(kind, shape, events, options);
  return withFiles(
    Object.fromEntries(files.map(({ path, content }) => [path, content])),
    async (result, store) => {
      expect(result.quarantine).toEqual([]);
      expect(result.inputs.filter(({ refused }) => refused !== undefined)).toEqual([]);
      expect(new Set(result.inputs.map((input) => input.source))).toEqual(new Set([source.id]));
      expect(result.inputs.reduce((sum, { records }) => sum + records, 0)).toBe(events.length);
      expect(result.inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(0);
      expect(result.diagnostics.filter(({ code }) => code !== 'SRC0001')).toEqual([]);
      return factsOf(store, source, names);
    },
  );
}

/** Rows of a source's dataset, by column, in the order of their JSON. */
export async function factsOf(
  store: Pick<Store, 'query'>,
  { dataset }: Source,
  names: readonly string[],
): Promise<readonly Facts[]> {
  const { rows } = await store.query({
    kind: 'project',
    input: { kind: 'scan', dataset: dataset.name, columns: dataset.columns },
    columns: names.map((name) => {
      const found = dataset.columns.find((item) => item.name === name);
      if (found === undefined) throw new Error(`no column ${name}`);
      return { name, expression: column(name, found.type) };
    }),
  });
  return sortedFacts(
    rows.map((row) => Object.fromEntries(names.map((name, at) => [name, plain(row[at] ?? null)]))),
  );
}

/** Rows in the order of their JSON, empty text as null: a CSV cell cannot tell them apart. */
export function sortedFacts(rows: readonly Facts[]): readonly Facts[] {
  return rows
    .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Ingests files into a store of their own and hands over what came of it. */
export async function withFiles<T>(
  files: Files,
  use: (result: IngestResult, store: Store) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'written-'));
  const store = await duckdb.open();
  try {
    writeFiles(folder, files);
    return await use(await ingest(store, [folder]), store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const languages = { kql, spl, sigma };
const catalog = catalogOf(sources);

/** The number of rows that a rule finds; it must compile without an error, into a sound plan. */
export async function countOf(
  reader: Pick<Reader, 'query'>,
  language: LanguageId,
  rule: string,
  now = '2027-01-01T00:00:00Z',
): Promise<number> {
  const { plan, diagnostics } = languages[language].compile(rule, catalog);
  expect(diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  if (plan === undefined) throw new Error(`no plan: ${rule}`);
  expect(validatePlan(plan)).toEqual([]);
  const ticks = ticksOfIso(now);
  if (ticks === undefined) throw new Error(`${now} is not a time`);
  return (await reader.query(plan, { now: ticks })).rows.length;
}

/** A Sigma rule for a service of Azure with one selection, given as YAML lines. */
export function azureRule(service: string, ...selection: readonly string[]): string {
  return [
    'title: Published names',
    'id: 5a4b1d3e-6c53-4c3b-9c5f-1f3a0f0d9e11',
    'status: test',
    'logsource:',
    '  product: azure',
    `  service: ${service}`,
    'detection:',
    '  selection:',
    ...selection.map((line) => `    ${line}`),
    '  condition: selection',
    'level: medium',
  ].join('\n');
}

function plain(value: Json): Json {
  return value === '' ? null : value;
}
