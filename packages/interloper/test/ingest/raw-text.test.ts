import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { duckdb } from '@interloper/duckdb';
import { call, column, text, validatePlan } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { catalogOf, sources } from '@interloper/sources';
import type { Store } from '@interloper/sql';
import { afterAll, expect, test } from 'vitest';
import { ingest } from '../../src/ingest/ingest.js';
import { joinRaw } from '../../src/ingest/raw-text.js';
import { graphRecord, lines, writeFiles } from './ingest-files.js';

const root = mkdtempSync(join(tmpdir(), 'raw-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Ids and raw texts of the events that mention a word, as SPL asks for them. */
async function mentioning(store: Store, word: string): Promise<readonly (readonly unknown[])[]> {
  const view = catalogOf(sources, { raw: true }).sourcetypes.find(({ name }) => name === 'azure:aad:signin');
  if (view === undefined || view.filter === undefined) throw new Error('no view');
  const plan: Relation = {
    kind: 'project',
    input: {
      kind: 'filter',
      input: { kind: 'filter', input: view.scan, predicate: view.filter },
      predicate: call('containsIgnoreCase', [column('_raw', 'string'), text(word)]),
    },
    columns: [
      { name: 'id', expression: column('Id', 'string') },
      { name: '_raw', expression: column('_raw', 'string') },
    ],
  };
  const joined = joinRaw(plan);
  expect(validatePlan(joined)).toEqual([]);
  return (await store.query(joined)).rows;
}

test('the raw text of every row is at hand, whichever way it was read', async () => {
  const unusual = graphRecord('l2', { notInAnyTable: 'Heliotrope' });
  const wrapped = graphRecord('p1', { notInAnyTable: 'heliotrope' });
  const packed = graphRecord('z1', { notInAnyTable: 'HELIOTROPE' });
  const header = 'TimeGenerated [UTC],Id,ResultType,UserPrincipalName,AppId,Category,Extra';
  const row = '2026-03-13T19:15:41Z,c1,0,c1@tailspin.example,app,SignInLogs,heliotrope "blue"'.replace(
    'heliotrope "blue"',
    '"heliotrope ""blue"""',
  );
  writeFiles(root, {
    'lines.json': lines(graphRecord('l1'), 'broken {', unusual),
    'page.json': JSON.stringify({ '@odata.context': 'x', value: [graphRecord('p0'), wrapped] }),
    'table.csv': `${header}\n${row}\n`,
    // Damaged, so read record by record.
    'cut.json.gz': gzipSync(
      lines(packed, ...Array.from({ length: 300 }, (_, i) => graphRecord(`f${i}`))),
    ).subarray(0, -30),
  });
  const store = await duckdb.open();
  try {
    // Rows that were loaded without raw text have none, and shift nothing.
    writeFiles(join(root, 'before'), {
      'old.json': lines(graphRecord('old', { notInAnyTable: 'heliotrope' })),
    });
    await ingest(store, [join(root, 'before')]);
    await ingest(
      store,
      [join(root, 'lines.json'), join(root, 'page.json'), join(root, 'table.csv'), join(root, 'cut.json.gz')],
      { raw: true },
    );
    const found = await mentioning(store, 'heliotrope');
    const texts = new Map(found.map(([id, raw]) => [id, JSON.parse(String(raw)) as unknown]));
    expect([...texts.keys()].map(String).toSorted()).toEqual(['c1', 'l2', 'p1', 'z1']);
    expect(texts.get('l2')).toEqual(unusual);
    expect(texts.get('p1')).toEqual(wrapped);
    expect(texts.get('z1')).toEqual(packed);
    expect(texts.get('c1')).toMatchObject({ Id: 'c1', Extra: 'heliotrope "blue"' });
  } finally {
    await store.close();
  }
});
