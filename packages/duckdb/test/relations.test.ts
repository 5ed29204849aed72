import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bool,
  call,
  column,
  literal,
  long,
  nullOf,
  text,
  timespan,
  validatePlan,
  datetime,
  ticksOfIso,
} from '@interloper/plan';
import type { Expression, JoinFlavour, LiteralValue, Relation, Unnest, WindowFrame } from '@interloper/plan';
import type { Json, Reader } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';

/** Each relation of the plan with rows in and the rows that its doc comment promises. */

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

async function rowsOf(plan: Relation): Promise<readonly (readonly Json[])[]> {
  expect(validatePlan(plan)).toEqual([]);
  return (await reader.query(plan)).rows;
}

const name = column('name', 'string');
const n = column('n', 'long');

function values(...rows: readonly (readonly [string | null, number | null])[]): Relation {
  return {
    kind: 'values',
    columns: [
      { name: 'name', type: 'string' },
      { name: 'n', type: 'long' },
    ],
    rows,
  };
}

const people = values(['ada', 1], ['bob', 2], ['ada', 3], [null, 4]);

describe('filter', () => {
  test('keeps rows for which the predicate is true, not null', async () => {
    const predicate = call('ne', [name, text('ada')]);
    expect(await rowsOf({ kind: 'filter', input: people, predicate })).toEqual([['bob', 2]]);
  });
});

describe('extend and project', () => {
  test('tell names apart that differ in case only', async () => {
    const plan: Relation = {
      kind: 'extend',
      input: people,
      columns: [
        { name: 'NAME', expression: call('upper', [name]) },
        { name: 'n', expression: call('add', [n, long(10)], 'long') },
      ],
    };
    const swapped: Relation = {
      kind: 'project',
      input: { kind: 'limit', input: plan, count: 1 },
      columns: [
        { name: 'NAME', expression: column('name', 'string') },
        { name: 'name', expression: column('NAME', 'string') },
        { name: 'n', expression: n },
      ],
    };
    expect(await rowsOf(swapped)).toEqual([['ada', 'ADA', 11]]);
  });
});

describe('aggregate', () => {
  test('makes a group of nulls and counts by condition', async () => {
    const plan: Relation = {
      kind: 'sort',
      keys: [{ expression: name, descending: false, nulls: 'last' }],
      input: {
        kind: 'aggregate',
        input: people,
        groups: [{ name: 'name', expression: name }],
        aggregates: [
          { name: 'count', fn: 'count', args: [], type: 'long' },
          { name: 'big', fn: 'count', args: [], type: 'long', where: call('gt', [n, long(1)]) },
          { name: 'sum', fn: 'sum', args: [n], type: 'long' },
          { name: 'list', fn: 'list', args: [n], type: 'dynamic' },
        ],
      },
    };
    expect(await rowsOf(plan)).toEqual([
      ['ada', 2, 1, 4, [1, 3]],
      ['bob', 1, 1, 2, [2]],
      [null, 1, 1, 4, [4]],
    ]);
  });

  test('over no rows gives one row: zero for counts, empty lists, null for the rest', async () => {
    const plan: Relation = {
      kind: 'aggregate',
      input: { kind: 'filter', input: people, predicate: bool(false) },
      groups: [],
      aggregates: [
        { name: 'count', fn: 'count', args: [], type: 'long' },
        { name: 'distinct', fn: 'countDistinct', args: [name], type: 'long' },
        { name: 'sum', fn: 'sum', args: [n], type: 'long' },
        { name: 'set', fn: 'set', args: [name], type: 'dynamic' },
        { name: 'values', fn: 'mvValues', args: [name], type: 'multivalue' },
      ],
    };
    expect(await rowsOf(plan)).toEqual([[0, 0, null, [], null]]);
  });

  test('keeps the order of first appearance in a set and honours limits', async () => {
    const plan: Relation = {
      kind: 'aggregate',
      input: values(['b', 1], ['a', 2], ['b', 3], [null, 4], ['c', 5]),
      groups: [],
      aggregates: [
        { name: 'set', fn: 'set', args: [name], type: 'dynamic' },
        { name: 'two', fn: 'set', args: [name], type: 'dynamic', limit: 2 },
        { name: 'latest', fn: 'argMax', args: [name, n], type: 'string' },
        { name: 'withNull', fn: 'argMax', args: [nullOf('string'), n], type: 'string' },
        { name: 'median', fn: 'percentile', args: [n, literal('real', 50)], type: 'long' },
      ],
    };
    expect(await rowsOf(plan)).toEqual([[['b', 'a', 'c'], ['b', 'a'], 'c', null, 3]]);
  });

  test('takes the mean of the middle two as the median of an even number of values', async () => {
    const median = { name: 'median', fn: 'median', args: [n], type: 'real' } as const;
    const over = (...rows: readonly (readonly [string, number | null])[]): Relation => ({
      kind: 'aggregate',
      input: values(...rows),
      groups: [],
      aggregates: [median],
    });
    expect(await rowsOf(over(['a', 1], ['a', 5], ['a', 2], ['a', 100]))).toEqual([[3.5]]);
    expect(await rowsOf(over(['a', 7], ['a', 1], ['a', 2]))).toEqual([[2]]);
    expect(await rowsOf(over(['a', null]))).toEqual([[null]]);
  });
});

describe('join', () => {
  const right: Relation = {
    kind: 'values',
    columns: [
      { name: 'who', type: 'string' },
      { name: 'city', type: 'string' },
    ],
    rows: [
      ['ada', 'Oslo'],
      ['eve', 'Rome'],
      [null, 'Nowhere'],
    ],
  };
  const condition = call('eq', [column('name', 'string', 'left'), column('who', 'string', 'right')]);
  const both = [
    { name: 'n', side: 'left', source: 'n' },
    { name: 'city', side: 'right', source: 'city' },
  ] as const;

  test.each<[JoinFlavour, readonly (readonly Json[])[]]>([
    [
      'inner',
      [
        [1, 'Oslo'],
        [3, 'Oslo'],
      ],
    ],
    [
      'left',
      [
        [1, 'Oslo'],
        [2, null],
        [3, 'Oslo'],
        [4, null],
      ],
    ],
    [
      'right',
      [
        [1, 'Oslo'],
        [3, 'Oslo'],
        [null, 'Nowhere'],
        [null, 'Rome'],
      ],
    ],
    [
      'full',
      [
        [1, 'Oslo'],
        [2, null],
        [3, 'Oslo'],
        [4, null],
        [null, 'Nowhere'],
        [null, 'Rome'],
      ],
    ],
  ])('%s', async (flavour, expected) => {
    const plan: Relation = { kind: 'join', flavour, left: people, right, condition, columns: both };
    const sorted: Relation = {
      kind: 'sort',
      input: plan,
      keys: [
        { expression: n, descending: false, nulls: 'last' },
        { expression: column('city', 'string'), descending: false, nulls: 'last' },
      ],
    };
    expect(await rowsOf(sorted)).toEqual(expected);
  });

  test.each<[JoinFlavour, 'left' | 'right', readonly (readonly Json[])[]]>([
    ['leftSemi', 'left', [[1], [3]]],
    ['leftAnti', 'left', [[2], [4]]],
    ['rightSemi', 'right', [['Oslo']]],
    ['rightAnti', 'right', [['Nowhere'], ['Rome']]],
  ])('%s', async (flavour, side, expected) => {
    const source = side === 'left' ? 'n' : 'city';
    const plan: Relation = {
      kind: 'join',
      flavour,
      left: people,
      right,
      condition,
      columns: [{ name: source, side, source }],
    };
    const key: Expression = side === 'left' ? n : column('city', 'string');
    const sorted: Relation = {
      kind: 'sort',
      input: plan,
      keys: [{ expression: key, descending: false, nulls: 'last' }],
    };
    expect(await rowsOf(sorted)).toEqual(expected);
  });
});

describe('union, sort, limit, distinct', () => {
  test('a union keeps all rows in order; its inputs may be filtered by columns nobody reads later', async () => {
    const few: Relation = { kind: 'filter', input: people, predicate: call('gt', [n, long(3)]) };
    const plan: Relation = {
      kind: 'project',
      input: { kind: 'union', inputs: [people, few] },
      columns: [{ name: 'name', expression: name }],
    };
    expect(await rowsOf(plan)).toEqual([['ada'], ['bob'], ['ada'], [null], [null]]);
  });

  test('a sort puts nulls where told, and a limit skips', async () => {
    const sorted: Relation = {
      kind: 'sort',
      input: people,
      keys: [
        { expression: name, descending: true, nulls: 'first' },
        { expression: n, descending: true, nulls: 'last' },
      ],
    };
    expect(await rowsOf({ kind: 'limit', input: sorted, count: 2, offset: 1 })).toEqual([
      ['bob', 2],
      ['ada', 3],
    ]);
  });

  test('distinct looks at all columns of its input and at no others', async () => {
    const names: Relation = { kind: 'project', input: people, columns: [{ name: 'name', expression: name }] };
    const counted: Relation = {
      kind: 'aggregate',
      input: { kind: 'distinct', input: names },
      groups: [],
      aggregates: [{ name: 'count', fn: 'count', args: [], type: 'long' }],
    };
    expect(await rowsOf(counted)).toEqual([[3]]);
  });
});

describe('window', () => {
  const at = (iso: string): LiteralValue => (ticksOfIso(iso) ?? 0n).toString();
  const events: Relation = {
    kind: 'values',
    columns: [
      { name: 'time', type: 'datetime' },
      { name: 'n', type: 'long' },
    ],
    rows: [
      [at('2026-01-01T00:00:00Z'), 1],
      [at('2026-01-01T00:59:59Z'), 2],
      [at('2026-01-01T01:00:00Z'), 4],
      [at('2026-01-01T03:00:00Z'), 8],
    ],
  };
  const hour = timespan(36_000_000_000n).value;

  test.each<[string, WindowFrame, readonly Json[]]>([
    ['an hour back', { unit: 'range', before: String(hour), after: '0' }, [1, 3, 7, 8]],
    ['one row back', { unit: 'rows', before: 1, after: 0 }, [1, 3, 6, 12]],
    ['everything', { unit: 'all' }, [15, 15, 15, 15]],
  ])('over %s', async (_, frame, expected) => {
    const plan: Relation = {
      kind: 'window',
      input: events,
      partition: [],
      order: [{ expression: column('time', 'datetime'), descending: false, nulls: 'last' }],
      calls: [{ name: 'sum', fn: 'sum', args: [n], type: 'long', frame }],
    };
    const rows = await rowsOf({
      kind: 'sort',
      input: plan,
      keys: [{ expression: n, descending: false, nulls: 'last' }],
    });
    expect(rows.map((row) => row[2])).toEqual(expected);
  });
});

describe('unnest', () => {
  const lists: Relation = {
    kind: 'values',
    columns: [
      { name: 'id', type: 'long' },
      { name: 'json', type: 'dynamic' },
      { name: 'mv', type: 'multivalue' },
    ],
    rows: [
      [1, '["a","b"]', ['x']],
      [2, '[]', null],
      [3, '{"k":1,"l":2}', null],
      [4, null, ['y', 'z']],
      [5, '7', null],
    ],
  };
  const plan = (rest: Partial<Unnest>): Relation => ({
    kind: 'sort',
    keys: [{ expression: column('id', 'long'), descending: false, nulls: 'last' }],
    input: {
      kind: 'project',
      input: {
        kind: 'unnest',
        input: lists,
        lists: [{ list: column('json', 'dynamic'), column: { name: 'json', type: 'dynamic' } }],
        outer: false,
        ...rest,
      },
      columns: [
        { name: 'id', expression: column('id', 'long') },
        { name: 'json', expression: column('json', 'dynamic') },
      ],
    },
  });

  test('walks arrays, the properties of objects and single values', async () => {
    expect(await rowsOf(plan({}))).toEqual([
      [1, 'a'],
      [1, 'b'],
      [3, { k: 1 }],
      [3, { l: 2 }],
      [5, 7],
    ]);
  });

  test('outer keeps rows without elements', async () => {
    expect((await rowsOf(plan({ outer: true }))).filter((row) => row[1] === null)).toEqual([
      [2, null],
      [4, null],
    ]);
  });

  test('a limit is per row', async () => {
    expect((await rowsOf(plan({ limit: 1 }))).filter((row) => row[0] === 1)).toEqual([[1, 'a']]);
  });

  test('walks several lists in step and numbers the elements from 0', async () => {
    const both: Relation = {
      kind: 'project',
      input: {
        kind: 'unnest',
        input: { kind: 'filter', input: lists, predicate: call('eq', [column('id', 'long'), long(1)]) },
        lists: [
          { list: column('json', 'dynamic'), column: { name: 'json', type: 'string' } },
          { list: column('mv', 'multivalue'), column: { name: 'value', type: 'string' } },
        ],
        index: 'i',
        outer: false,
      },
      columns: [
        { name: 'json', expression: column('json', 'string') },
        { name: 'value', expression: column('value', 'string') },
        { name: 'i', expression: column('i', 'long') },
      ],
    };
    expect(await rowsOf(both)).toEqual([
      ['a', 'x', 0],
      ['b', null, 1],
    ]);
  });
});

describe('range, let and subqueries', () => {
  const one = (from: number, to: number, step: number): Relation => ({
    kind: 'range',
    column: { name: 'n', type: 'long' },
    from: long(from),
    to: long(to),
    step: long(step),
  });

  test('a range ends at its upper bound', async () => {
    expect(await rowsOf(one(1, 7, 3))).toEqual([[1], [4], [7]]);
    expect(await rowsOf(one(1, 0, 1))).toEqual([]);
  });

  test('a range of instants', async () => {
    const plan: Relation = {
      kind: 'range',
      column: { name: 't', type: 'datetime' },
      from: datetime(ticksOfIso('2026-01-01') ?? 0n),
      to: datetime(ticksOfIso('2026-01-02') ?? 0n),
      step: timespan(432_000_000_000n),
    };
    expect(await rowsOf(plan)).toEqual([
      ['2026-01-01T00:00:00Z'],
      ['2026-01-01T12:00:00Z'],
      ['2026-01-02T00:00:00Z'],
    ]);
  });

  test('a named relation can be used twice, also from a subquery', async () => {
    const reference: Relation = { kind: 'reference', name: 'T', columns: [{ name: 'n', type: 'long' }] };
    const plan: Relation = {
      kind: 'let',
      name: 'T',
      value: one(1, 3, 1),
      materialised: true,
      body: {
        kind: 'filter',
        input: { kind: 'union', inputs: [reference, reference] },
        predicate: call('and', [
          { kind: 'inQuery', type: 'bool', value: n, relation: one(2, 5, 1) },
          call('ge', [
            n,
            {
              kind: 'scalarQuery',
              type: 'long',
              relation: {
                kind: 'aggregate',
                input: reference,
                groups: [],
                aggregates: [{ name: 'max', fn: 'max', args: [n], type: 'long' }],
              },
            },
          ]),
        ]),
      },
    };
    expect(await rowsOf(plan)).toEqual([[3], [3]]);
  });
});
