import { duckdb } from '@interloper/duckdb';
import type { Catalog, Expression, Relation, Scan, View, ViewColumn } from '@interloper/plan';
import { call, column, mapExpression, mapRelation, text, ticksOfIso } from '@interloper/plan';
import { spl } from '@interloper/spl';
import type { Store } from '@interloper/sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOW } from './inline-events.js';

/** A log that two sourcetypes name: all of its records, and the interactive ones under names of their own. */
const scan: Scan = {
  kind: 'scan',
  dataset: 'log',
  time: 'time',
  columns: [
    { name: 'time', type: 'datetime' },
    { name: 'kind', type: 'string' },
    { name: 'who', type: 'string' },
    { name: 'city', type: 'string' },
  ],
};

const rows: readonly (readonly [string, string, string])[] = [
  ['interactive', 'mina', 'Oslo'],
  ['service', 'job', 'Rome'],
  ['managed', 'disk', 'Bonn'],
];

function field(name: string, source: string): ViewColumn {
  return { name, type: 'string', expression: column(source, 'string') };
}

const time: ViewColumn = { name: '_time', type: 'datetime', expression: column('time', 'datetime') };

function view(name: string, columns: readonly ViewColumn[], kinds?: readonly string[]): View {
  const filter: Expression | undefined =
    kinds === undefined ? undefined : call('in', [column('kind', 'string'), ...kinds.map(text)]);
  return { name, title: name, scan, time: '_time', columns: [time, ...columns], ...(filter && { filter }) };
}

const narrow = view('narrow', [field('userName', 'who'), field('place', 'city')], ['interactive']);
const wide = view('wide', [field('properties.userName', 'who'), field('place', 'kind')]);
const services = view('services', [field('app', 'who')], ['service']);
const mixed = view('mixed', [field('name', 'who')], ['service', 'interactive']);

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
});

afterAll(async () => {
  await store.close();
});

async function answer(rule: string, views: readonly View[]): Promise<unknown> {
  const catalog: Catalog = { tables: [], sourcetypes: views, logsources: [] };
  const { plan, diagnostics } = spl.compile(rule, catalog);
  if (plan === undefined)
    return diagnostics.filter((each) => each.severity === 'error').map(({ code }) => code);
  const at = ticksOfIso('2026-01-01T00:00:00Z')?.toString() ?? '';
  const values: Relation = {
    kind: 'values',
    columns: scan.columns,
    rows: rows.map((row) => [at, ...row]),
  };
  const inline = (relation: Relation): Relation =>
    relation.kind === 'scan' ? values : mapRelation(relation, inline, inner);
  const inner = (expression: Expression): Expression => mapExpression(expression, inner, inline);
  return (await store.query(inline(plan), { now: NOW })).rows;
}

describe('a search over records that several sourcetypes name', () => {
  test('counts each record once', async () => {
    expect(await answer('index=any | stats count', [narrow, wide])).toEqual([[3]]);
    expect(await answer('sourcetype=* | stats count', [narrow, wide, services])).toEqual([[3]]);
  });

  test('finds fields under the names of each of them', async () => {
    const rule = (name: string): string => `index=any ${name}=mina | stats count`;
    expect(await answer(rule('userName'), [narrow, wide])).toEqual([[1]]);
    expect(await answer(rule('properties.userName'), [narrow, wide])).toEqual([[1]]);
  });

  test('refuses a field that means different things in them, and only that', async () => {
    expect(await answer('index=any | stats count by place', [narrow, wide])).toEqual(['SPL0409']);
    expect(await answer('index=any | stats count by place', [wide])).toEqual([
      ['interactive', 1],
      ['managed', 1],
      ['service', 1],
    ]);
  });

  test('reads sourcetypes side by side whose records are different', async () => {
    expect(await answer('index=any | stats count', [narrow, services])).toEqual([[2]]);
    expect(await answer('index=any | stats count by sourcetype', [narrow, services])).toEqual([
      ['narrow', 1],
      ['services', 1],
    ]);
  });

  test('counts records by the sourcetype that holds all of them, and refuses to ask for another', async () => {
    expect(await answer('index=any | stats count by sourcetype', [narrow, wide])).toEqual([['wide', 3]]);
    expect(await answer('index=any | search sourcetype=wide | stats count', [narrow, wide])).toEqual([[3]]);
    for (const rule of [
      '| search sourcetype=narrow',
      '| search sourcetype=Narr*',
      '| where sourcetype="narrow"',
      '| eval one=if(match(sourcetype, "^nar"), 1, 0)',
      '| join sourcetype [ search sourcetype=narrow ]',
    ])
      expect(await answer(`index=any ${rule} | stats count`, [narrow, wide])).toEqual(['SPL0409']);
  });

  test('knows a record by the tags that it has under another sourcetype', async () => {
    const signIns: View = { ...narrow, models: [{ model: 'Authentication' }] };
    expect(await answer('sourcetype=wide tag=authentication | stats count', [signIns, wide])).toEqual([[1]]);
    expect(await answer('sourcetype=wide NOT tag=authentication | stats count', [signIns, wide])).toEqual([
      [2],
    ]);
    expect(await answer('sourcetype=narrow tag=authentication | stats count', [signIns, wide])).toEqual([
      [1],
    ]);
    expect(await answer('tag=authentication | stats count', [signIns, services])).toEqual([[1]]);
    expect(await answer('tag=authentication | stats count', [signIns, wide])).toEqual([[1]]);
  });

  test('refuses sourcetypes that may or may not share records', async () => {
    expect(await answer('index=any | stats count', [narrow, mixed])).toEqual(['SPL0402']);
  });
});
