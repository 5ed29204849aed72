import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duckdb } from '@interloper/duckdb';
import { kql } from '@interloper/kql';
import { hideFuture, ticksOfIso, validatePlan } from '@interloper/plan';
import { catalogOf, sources } from '@interloper/sources';
import type { Json, Store } from '@interloper/sql';
import { afterAll, beforeAll, expect } from 'vitest';
import { ingest } from '../../../src/ingest/ingest.js';
import { writeFiles } from '../../ingest/ingest-files.js';
import type { Files } from '../../ingest/ingest-files.js';

export const catalog = catalogOf(sources);
const NOW = ticksOfIso('2026-03-12T12:00:00Z');

export interface Answer {
  /** As `name:type`. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
}

/** Ingests logs for the tests of a file; the function it gives answers a KQL rule over them at noon. */
export function openLogs(files: Files): (rule: string) => Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'asim-'));
  let store: Store | undefined;
  beforeAll(async () => {
    store = await duckdb.open();
    writeFiles(folder, files);
    const { quarantine, inputs } = await ingest(store, [folder], {});
    expect(quarantine).toEqual([]);
    expect(inputs.filter(({ refused }) => refused !== undefined)).toEqual([]);
  }, 60_000);
  afterAll(async () => {
    await store?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return async (rule) => {
    const { plan, diagnostics } = kql.compile(rule, catalog);
    expect(
      diagnostics.filter(({ severity }) => severity === 'error'),
      rule,
    ).toEqual([]);
    if (plan === undefined || store === undefined || NOW === undefined) throw new Error(`no plan: ${rule}`);
    expect(validatePlan(plan)).toEqual([]);
    const { columns, rows } = await store.query(hideFuture(plan), { now: NOW });
    return { columns: columns.map(({ name, type }) => `${name}:${type}`), rows };
  };
}

/** Texts of one column, in order. */
export function texts({ rows }: Answer): readonly string[] {
  return rows.map(([value]) => (typeof value === 'string' ? value : JSON.stringify(value))).toSorted();
}
