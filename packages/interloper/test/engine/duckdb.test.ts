import { expect, test } from 'vitest';
import { and, call, column, literal, long, text } from '@interloper/plan';
import type { Relation, Scan } from '@interloper/plan';
import { duckdb } from '@interloper/duckdb';

const columns = [
  { name: 'User', type: 'string' },
  { name: 'Place', type: 'dynamic' },
  { name: 'Place.city', type: 'string' },
  { name: 'Time', type: 'datetime' },
] as const;

const scan: Scan = {
  kind: 'scan',
  dataset: 'log',
  time: 'Time',
  columns: [
    { name: 'User', type: 'string' },
    { name: 'Place', type: 'dynamic', paths: { city: 'Place.city' } },
    { name: 'Time', type: 'datetime' },
  ],
};

const rows: Relation = {
  kind: 'values',
  columns,
  rows: [
    ["o'hara", '{"city":"Oslo","extra":{"n":1}}', 'Oslo', '638000000000000001'],
    ['mina', '{"city":"Rome"}', 'Rome', '638000000000000002'],
    ['mina', null, null, null],
  ],
};

test('what is appended comes back, hidden rows do not, and stored paths serve JSON access', async () => {
  const store = await duckdb.open();
  await store.createDataset('log', columns);
  expect(await store.append('log', rows)).toEqual({ firstRow: 0, rows: 3 });
  await store.hide('log', [2]);
  const reader = await store.seal();
  const plan: Relation = {
    kind: 'project',
    input: {
      kind: 'filter',
      input: scan,
      predicate: and(call('containsIgnoreCase', [column('User', 'string'), text("O'H")])),
    },
    columns: [
      { name: 'user', expression: column('User', 'string') },
      { name: 'USER', expression: call('upper', [column('User', 'string')]) },
      { name: 'city', expression: call('pathText', [column('Place', 'dynamic'), text('city')]) },
      { name: 'n', expression: call('path', [column('Place', 'dynamic'), text('extra'), text('n')]) },
      { name: 'at', expression: column('Time', 'datetime') },
      { name: 'plus', expression: call('add', [long(1), literal('long', '9223372036854775807')], 'long') },
    ],
  };
  const statement = reader.prepare(plan);
  expect(statement.sql).not.toContain('json_extract_string');
  const result = await reader.run(statement);
  expect(result.rows).toEqual([["o'hara", "O'HARA", 'Oslo', 1, '2022-09-28T22:13:20.0000001Z', null]]);
  await reader.close();
});

test('a sealed reader can neither write nor reach a file', async () => {
  const store = await duckdb.open();
  await store.createDataset('log', columns);
  const reader = await store.seal();
  const read: Relation = {
    kind: 'readFiles',
    container: { kind: 'lines' },
    files: ['package.json'],
    fields: [{ name: 'name', type: 'string' }],
  };
  await expect(reader.query(read)).rejects.toThrow(/disabled|permission|access/i);
  await reader.close();
});
