import { afterAll, beforeAll, expect } from 'vitest';
import { validatePlan } from '@interloper/plan';
import type { Catalog } from '@interloper/plan';
import type { Json, Reader } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';
import { kql } from '@interloper/kql';

export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
}

const nothing: Catalog = { tables: [], sourcetypes: [], logsources: [] };

/** Opens an engine for the tests of a file; the function it gives runs a query, with its plan checked. */
export function openEngine(): (query: string) => Promise<Answer> {
  let reader: Reader | undefined;
  beforeAll(async () => {
    const store = await duckdb.open();
    reader = await store.seal();
  });
  afterAll(async () => {
    await reader?.close();
  });
  return async (query) => {
    const { plan, diagnostics } = kql.compile(query, nothing);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (plan === undefined || reader === undefined) throw new Error('no plan');
    expect(validatePlan(plan)).toEqual([]);
    const { columns, rows } = await reader.query(plan, { now: new Date('2026-01-10T12:00:00Z') });
    return { columns: columns.map(({ name, type }) => `${name}:${type}`), rows };
  };
}
