import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { and, call, column, long, not, nullOf, or } from '@interloper/plan';
import type { Expression, Relation, WindowFrame, WindowName } from '@interloper/plan';
import type { Json, Reader } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';

/** What the passes before printing do to windows, and to filters behind them, must not show in the rows. */

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

const [user, at, value] = [column('user', 'string'), column('at', 'long'), column('value', 'long')];

const events: Relation = {
  kind: 'values',
  columns: [
    { name: 'user', type: 'string' },
    { name: 'at', type: 'long' },
    { name: 'value', type: 'long' },
  ],
  rows: [
    ['ada', 1, 10],
    ['ada', 2, null],
    ['ada', 3, 30],
    ['bob', 4, 40],
    [null, 5, 50],
    [null, 6, 60],
    ['ada', 7, 70],
  ],
};

function over(fn: WindowName, frame: WindowFrame): Relation {
  const calls = [{ name: 'found', fn, args: [value], type: 'long' as const, frame }];
  const order = [{ expression: at, descending: false, nulls: 'last' as const }];
  return { kind: 'window', input: events, partition: [user], order, calls };
}

/** `at` and another column, in the order of `at`. */
async function byTime(plan: Relation, name: string): Promise<readonly (readonly Json[])[]> {
  const columns = [
    { name: 'at', expression: at },
    { name, expression: column(name, 'long') },
  ];
  const { rows } = await reader.query({ kind: 'project', input: plan, columns });
  return rows.toSorted(([one], [other]) => Number(one) - Number(other));
}

describe('a window of one row', () => {
  const one: WindowFrame = { unit: 'rows', before: 1, after: -1 };
  const last = [
    [1, null],
    [2, 10],
    [3, null],
    [4, null],
    [5, null],
    [6, 50],
    [7, 30],
  ];

  test.each(['anyNotNull', 'anyValue', 'lastNotNull', 'firstNotNull', 'min', 'max'] as const)(
    'is a look at the row before (%s)',
    async (fn) => {
      expect(reader.prepare(over(fn, one)).sql).toContain('lag(');
      expect(await byTime(over(fn, one), 'found')).toEqual(last);
    },
  );

  test('may lie further away', async () => {
    const second = over('max', { unit: 'rows', before: 2, after: -2 });
    expect(reader.prepare(second).sql).toContain('lag(');
    const rows = [
      [1, null],
      [2, null],
      [3, 10],
      [4, null],
      [5, null],
      [6, null],
      [7, null],
    ];
    expect(await byTime(second, 'found')).toEqual(rows);
  });

  test('is what it was for other functions and other windows', async () => {
    expect(reader.prepare(over('sum', one)).sql).not.toContain('lag(');
    expect(reader.prepare(over('countValues', one)).sql).not.toContain('lag(');
    const wide = over('max', { unit: 'rows', before: 2, after: -1 });
    expect(reader.prepare(wide).sql).not.toContain('lag(');
    expect((await byTime(wide, 'found'))[2]).toEqual([3, 10]);
  });
});

describe('a condition of a value that a filter asks for', () => {
  const present = not(call('isNull', [user]));
  const window = over('max', { unit: 'all' });
  const ifPresent: Expression = call('if', [present, column('found', 'long'), nullOf('long')]);
  const most: Relation = {
    kind: 'extend',
    input: window,
    columns: [{ name: 'most', expression: ifPresent }],
  };
  const filtered = (predicate: Expression, input = most): Relation => ({ kind: 'filter', input, predicate });
  const isMost = call('eq', [value, column('most', 'long')]);

  test('is left out where the filter names it', async () => {
    const plan = filtered(and(isMost, present));
    expect(reader.prepare(plan).sql).not.toContain('CASE');
    expect(await byTime(plan, 'most')).toEqual([
      [4, 40],
      [7, 70],
    ]);
  });

  test('is asked of the row where the filter compares the value', async () => {
    const plan = filtered(isMost);
    expect(reader.prepare(plan).sql).not.toContain('CASE');
    expect(await byTime(plan, 'most')).toEqual([
      [4, 40],
      [7, 70],
    ]);
  });

  test('stays where rows without the value may pass', async () => {
    const plan = filtered(or(isMost, call('isNull', [column('most', 'long')])));
    expect(await byTime(plan, 'most')).toEqual([
      [4, 40],
      [5, null],
      [6, null],
      [7, 70],
    ]);
    const unequal = filtered(not(call('isTrue', [isMost])));
    expect((await byTime(unequal, 'most')).map(([time]) => time)).toEqual([1, 2, 3, 5, 6]);
  });

  test('stays where its columns are others behind it', async () => {
    const renamed: Relation = {
      kind: 'extend',
      input: most,
      columns: [{ name: 'user', expression: column('nobody', 'string') }],
    };
    const named: Relation = {
      kind: 'extend',
      input: { kind: 'extend', input: window, columns: [{ name: 'nobody', expression: nullOf('string') }] },
      columns: [{ name: 'most', expression: ifPresent }],
    };
    const plan = filtered(isMost, { ...renamed, input: named });
    expect(await byTime(plan, 'most')).toEqual([
      [4, 40],
      [7, 70],
    ]);
    const absent = filtered(and(isMost, call('isNull', [user])), { ...renamed, input: named });
    expect(await byTime(absent, 'most')).toEqual([
      [4, 40],
      [7, 70],
    ]);
  });

  test('stays where the value is another behind it', async () => {
    const counted: Relation = {
      kind: 'extend',
      input: most,
      columns: [{ name: 'most', expression: call('coalesce', [column('most', 'long'), long(50)]) }],
    };
    expect(await byTime(filtered(isMost, counted), 'most')).toEqual([
      [4, 40],
      [5, 50],
      [7, 70],
    ]);
  });
});
