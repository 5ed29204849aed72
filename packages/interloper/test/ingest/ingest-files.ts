import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { duckdb } from '@interloper/duckdb';
import { column } from '@interloper/plan';
import { entraSignIns } from '@interloper/sources';
import type { Source } from '@interloper/sources';
import type { Json, Store } from '@interloper/sql';
import { ingest } from '../../src/ingest/ingest.js';
import type { IngestOptions, IngestResult } from '../../src/ingest/ingest.js';

/** Files by path below a folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

export interface Ingested extends IngestResult {
  /** The values of columns of all rows that are not hidden, in the order of the rows. */
  readonly rows: (...names: readonly string[]) => Promise<readonly (readonly Json[])[]>;
}

/** Ingests into a store of its own, hands over the result, and closes the store. */
export async function withIngested<T>(
  paths: readonly string[],
  use: (ingested: Ingested, store: Store) => Promise<T>,
  options: IngestOptions = {},
): Promise<T> {
  const store = await duckdb.open();
  try {
    const result = await ingest(store, paths, options);
    return await use({ ...result, rows: async (...names) => rowsOf(store, names) }, store);
  } finally {
    await store.close();
  }
}

const system = [
  { name: '_file', type: 'string' },
  { name: '_record', type: 'long' },
  { name: '_row', type: 'long' },
] as const;

export async function rowsOf(
  store: Store,
  names: readonly string[],
  { dataset }: Pick<Source, 'dataset'> = entraSignIns,
): Promise<readonly (readonly Json[])[]> {
  const columns = [...dataset.columns, ...system];
  const { rows } = await store.query({
    kind: 'project',
    input: { kind: 'scan', dataset: dataset.name, columns },
    columns: names.map((name) => {
      const found = columns.find((item) => item.name === name);
      if (found === undefined) throw new Error(`no column ${name}`);
      return { name, expression: column(name, found.type) };
    }),
  });
  return rows;
}

/** A whole Graph sign-in; `changes` replaces properties. */
export function graphRecord(
  id: string,
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    id,
    createdDateTime: '2026-03-13T19:15:41Z',
    userPrincipalName: `${id}@tailspin.example`,
    userId: `user-${id}`,
    appDisplayName: 'Office 365',
    ipAddress: '192.0.2.7',
    status: { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
    location: { city: 'Bern', state: 'Bern', countryOrRegion: 'CH', geoCoordinates: {} },
    signInEventTypes: ['interactiveUser'],
    riskEventTypes_v2: [],
    ...changes,
  };
}

export function lines(...records: readonly unknown[]): string {
  return (
    records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n') + '\n'
  );
}

/** Rows in the order of their JSON. */
export function sorted(rows: readonly (readonly Json[])[]): readonly (readonly Json[])[] {
  return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
