import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, column, hideFuture, long, now, timespan } from '@interloper/plan';
import type { Expression, Relation, Scan } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';
import { atSteps } from '../src/run/at-steps.js';

const scan: Scan = {
  kind: 'scan',
  dataset: 'log',
  time: 'time',
  columns: [
    { name: 'time', type: 'datetime' },
    { name: 'user', type: 'string' },
  ],
};
const time = column('time', 'datetime');

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  await store.createDataset('log', scan.columns);
  await store.append('log', {
    kind: 'values',
    columns: scan.columns,
    // Ada comes three times within ten ticks, and twice at the same tick; Bob once in a hundred.
    rows: [
      ['100', 'ada'],
      ['104', 'ada'],
      ['104', 'ada'],
      ['150', 'bob'],
      ['250', 'bob'],
    ],
  });
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

const since = (ticks: bigint): Expression => call('subtract', [now, timespan(ticks)], 'datetime');
const recent = (ticks: bigint, input: Relation = scan): Relation =>
  hideFuture({ kind: 'filter', input, predicate: call('gt', [time, since(ticks)]) });

/** Who came more than once in the last twenty ticks, and how often. */
const often: Relation = {
  kind: 'filter',
  input: {
    kind: 'aggregate',
    input: recent(20n),
    groups: [{ name: 'user', expression: column('user', 'string') }],
    aggregates: [{ name: 'times', fn: 'count', args: [], type: 'long' }],
  },
  predicate: call('gt', [column('times', 'long'), long(1)]),
};

const instants = [100n, 104n, 110n, 150n, 250n];

describe('the rows of steps', () => {
  // A row that holds far more than the steps may take together makes each step a query of its own, over rows that are held.
  test.each([
    ['all at once', 1],
    ['a few at a time', 1_000_000],
    ['one by one, over rows that are held', 1_000_000_000],
  ])('are found %s', async (_, rowsEach) => {
    const { columns, rows } = await atSteps(reader, often, { instants, rowsEach }, {});
    expect(columns.map(({ name }) => name)).toEqual(['user', 'times']);
    expect(rows).toEqual([['ada', 3]]);
  });

  test('are found at more steps than one query asks for', async () => {
    const each = Array.from({ length: 1200 }, (_, index) => BigInt(index));
    const { rows } = await atSteps(reader, often, { instants: each, rowsEach: 1 }, {});
    expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(new Set(['["ada",2]', '["ada",3]']));
    expect(rows).toHaveLength(2);
  });

  test('are as many as one step finds, however many find them', async () => {
    const found = await atSteps(reader, recent(20n), { instants, rowsEach: 1 }, {});
    const users = found.rows.map(([, user]) => user);
    expect(users.filter((user) => user === 'ada')).toHaveLength(3);
    expect(users.filter((user) => user === 'bob')).toHaveLength(2);
  });

  test('are found one by one where a plan cannot be asked at several instants', async () => {
    const limited: Relation = { kind: 'limit', input: recent(20n), count: 1 };
    const { rows } = await atSteps(reader, limited, { instants, rowsEach: 1 }, {});
    expect(new Set(rows.map(([, user]) => user))).toEqual(new Set(['ada', 'bob']));
  });
});
