import { afterAll, beforeAll, expect } from 'vitest';
import { validatePlan } from '@interloper/plan';
import type { Catalog, Compilation, Learnt } from '@interloper/plan';
import type { Json, Reader } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';
import { kql } from '@interloper/kql';

export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
}

const nothing: Catalog = { tables: [], sourcetypes: [], logsources: [] };

/** Compiles a rule, with the answers to what it has to know of the data first. */
export async function compiled(query: string, catalog: Catalog, reader: Reader): Promise<Compilation> {
  const learnt: Learnt[] = [];
  let compilation = kql.compile(query, catalog);
  while (compilation.pending !== undefined && learnt.length < 9) {
    const { question, at } = compilation.pending;
    const { rows } = await reader.query(question, { now: new Date('2026-01-10T12:00:00Z') });
    const columns = rows.map(([name, type]) => ({
      name: typeof name === 'string' ? name : '',
      type: typeof type === 'string' ? type : '',
    }));
    learnt.push({ at, columns });
    compilation = kql.compile(query, catalog, learnt);
  }
  return compilation;
}

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
    if (reader === undefined) throw new Error('the engine is not open');
    const { plan, diagnostics } = await compiled(query, nothing, reader);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (plan === undefined) throw new Error('no plan');
    expect(validatePlan(plan)).toEqual([]);
    const { columns, rows } = await reader.query(plan, { now: new Date('2026-01-10T12:00:00Z') });
    return { columns: columns.map(({ name, type }) => `${name}:${type}`), rows };
  };
}
