import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { and, bool, call, column, literal, text, timespan } from '@interloper/plan';
import type { Expression, JoinFlavour, LiteralValue, Relation } from '@interloper/plan';
import type { Json, Reader } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';
import fc from 'fast-check';

/** What the passes before printing do to a plan must not show in its rows. */

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

type Row = readonly [string | null, number | null];

function side(rows: readonly Row[], time: string): Relation {
  return {
    kind: 'values',
    columns: [
      { name: 'user', type: 'string' },
      { name: time, type: 'datetime' },
    ],
    rows: rows.map(([user, at]): readonly LiteralValue[] => [user, at === null ? null : String(at)]),
  };
}

const [first, second] = [column('first', 'datetime'), column('second', 'datetime')];

/** Ways to say that `second` is at most ten ticks after `first`. */
const within10: Readonly<Record<string, Expression>> = {
  'two comparisons': and(
    call('ge', [second, first]),
    call('le', [second, call('add', [first, timespan(10n)], 'datetime')]),
  ),
  'from the other side': and(
    call('le', [first, second]),
    call('ge', [first, call('subtract', [second, timespan(10n)], 'datetime')]),
  ),
  'a difference': and(
    call('ge', [call('subtract', [second, first], 'timespan'), timespan(0n)]),
    call('lt', [call('subtract', [second, first], 'timespan'), timespan(11n)]),
  ),
};

/** Pairs of one user, with the times of both under other names, for which the predicate is true. */
function pairs(
  left: Relation,
  right: Relation,
  predicate: Expression,
  flavour: JoinFlavour = 'inner',
): Relation {
  const join: Relation = {
    kind: 'join',
    flavour,
    left,
    right,
    condition: call('eq', [column('user', 'string', 'left'), column('user', 'string', 'right')]),
    columns: [
      { name: 'user', source: 'user', side: 'left' },
      { name: 'late', source: 'late', side: 'left' },
      { name: 'early', source: 'early', side: 'right' },
    ],
  };
  const renamed: Relation = {
    kind: 'project',
    input: join,
    columns: [
      { name: 'user', expression: column('user', 'string') },
      { name: 'second', expression: column('late', 'datetime') },
      { name: 'first', expression: column('early', 'datetime') },
    ],
  };
  return {
    kind: 'project',
    input: { kind: 'filter', input: renamed, predicate },
    columns: [
      { name: 'user', expression: column('user', 'string') },
      { name: 'second', expression: call('toLong', [second]) },
      { name: 'first', expression: call('toLong', [first]) },
    ],
  };
}

/** The rows, ordered by their texts. */
async function rowsOf(plan: Relation): Promise<readonly (readonly Json[])[]> {
  const { rows } = await reader.query(plan);
  return rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

describe('a comparison of both sides after a join', () => {
  const left: readonly Row[] = [
    ['ada', 5],
    ['ada', 16],
    ['bob', 1],
    [null, 3],
    ['ada', null],
  ];
  const right: readonly Row[] = [
    ['ada', 5],
    ['ada', 6],
    ['bob', 2],
    [null, 3],
  ];

  const expected = [
    ['ada', 16, 6],
    ['ada', 5, 5],
  ];

  test.each(Object.entries(within10))('joins an inner join, by pieces of time (%s)', async (_, predicate) => {
    const plan = pairs(side(left, 'late'), side(right, 'early'), predicate);
    const { sql } = reader.prepare(plan);
    expect(sql).not.toContain('WHERE');
    expect(sql).toContain('piece of time');
    expect(await rowsOf(plan)).toEqual(expected);
  });

  test('stays above an outer join, whose rows without a partner it removes', async () => {
    for (const predicate of Object.values(within10)) {
      const plan = pairs(side(left, 'late'), side(right, 'early'), predicate, 'left');
      expect(reader.prepare(plan).sql).toContain('WHERE');
      expect(await rowsOf(plan)).toEqual(expected);
    }
  });

  test('is made no pieces of where one end is open', async () => {
    const plan = pairs(side(left, 'late'), side(right, 'early'), call('gt', [second, first]));
    expect(reader.prepare(plan).sql).not.toContain('piece of time');
    expect(await rowsOf(plan)).toEqual([
      ['ada', 16, 5],
      ['ada', 16, 6],
    ]);
  });

  test('looks at differences where their ends lie in the years there are, and sums do not', async () => {
    const last = 3_155_378_975_999_999_999n;
    const ends = (time: string): Relation => ({
      kind: 'values',
      columns: [
        { name: 'user', type: 'string' },
        { name: time, type: 'datetime' },
      ],
      rows: [
        ['ada', '3'],
        ['ada', String(last)],
      ],
    });
    const plan = pairs(ends('late'), ends('early'), within10['a difference'] ?? bool(false));
    expect(await rowsOf(plan)).toEqual([
      ['ada', String(last), String(last)],
      ['ada', 3, 3],
    ]);
  });

  test('gives what comparing every pair gives', async () => {
    const row = fc.tuple(
      fc.option(fc.constantFrom('ada', 'bob', ''), { nil: null }),
      fc.option(fc.integer({ min: 1000, max: 1080 }), { nil: null }),
    );
    const rows = fc.array(row, { minLength: 1, maxLength: 8 });
    const predicates = fc.constantFrom(...Object.values(within10));
    await fc.assert(
      fc.asyncProperty(rows, rows, predicates, async (one, other, predicate) => {
        const all = one.flatMap(([user, late]) =>
          other
            .filter(([name, early]) => user !== null && name === user && late !== null && early !== null)
            .filter(([, early]) => late !== null && early !== null && late >= early && late <= early + 10)
            .map(([, early]) => [user, late, early]),
        );
        const found = await rowsOf(pairs(side(one, 'late'), side(other, 'early'), predicate));
        expect(found.map((item) => JSON.stringify(item))).toEqual(
          all.map((item) => JSON.stringify(item)).toSorted(),
        );
      }),
    );
  });
});

describe('paths of one JSON value in aggregates', () => {
  const path = (...steps: readonly string[]): Expression =>
    call('pathText', [column('value', 'dynamic'), ...steps.map((step) => text(step))]);
  const objects = [
    '{"a":"1","b":{"c":"x"}}',
    '{"a":"1","b":{"c":null},"d":2}',
    '{"A":"3"}',
    '[{"a":"4"}]',
    '"text"',
    null,
  ];
  const input: Relation = {
    kind: 'values',
    columns: [{ name: 'value', type: 'dynamic' }],
    rows: objects.map((object) => [object]),
  };
  const plan: Relation = {
    kind: 'aggregate',
    input,
    groups: [{ name: 'a', expression: path('a') }],
    aggregates: [
      { name: 'c', fn: 'max', args: [path('b', 'c')], type: 'string' },
      {
        name: 'd',
        fn: 'count',
        args: [],
        type: 'long',
        where: call('eq', [path('d'), literal('string', '2')]),
      },
    ],
  };

  test('are found in one pass over the text, and as if each were looked for alone', async () => {
    expect(reader.prepare(plan).sql.match(/json_transform|json_extract/g)).toEqual(['json_transform']);
    expect(await rowsOf(plan)).toEqual([
      ['1', 'x', 1],
      [null, null, 0],
    ]);
  });
});

describe('what has no rows', () => {
  const none = side([], 'late');
  const some = side([['ada', 1]], 'late');
  const kept: Relation = {
    kind: 'filter',
    input: none,
    predicate: call('eq', [column('user', 'string'), text('ada')]),
  };

  test('is left out of unions', async () => {
    const plan: Relation = { kind: 'union', inputs: [kept, some, none] };
    expect(reader.prepare(plan).sql).not.toContain('UNION');
    expect(await rowsOf(plan)).toHaveLength(1);
    expect(await rowsOf({ kind: 'union', inputs: [none, kept] })).toEqual([]);
  });

  test('is counted as none where there are no keys, and gives no group where there are', async () => {
    const counted = (groups: Extract<Relation, { kind: 'aggregate' }>['groups']): Relation => ({
      kind: 'aggregate',
      input: kept,
      groups,
      aggregates: [{ name: 'n', fn: 'count', args: [], type: 'long' }],
    });
    expect(await rowsOf(counted([]))).toEqual([[0]]);
    expect(await rowsOf(counted([{ name: 'user', expression: column('user', 'string') }]))).toEqual([]);
  });

  test('leaves the rows of the other side of an outer join', async () => {
    const join = (flavour: JoinFlavour): Relation => ({
      kind: 'join',
      flavour,
      left: some,
      right: none,
      condition: call('eq', [column('user', 'string', 'left'), column('user', 'string', 'right')]),
      columns: [{ name: 'user', source: 'user', side: 'left' }],
    });
    expect(await rowsOf(join('left'))).toEqual([['ada']]);
    expect(await rowsOf(join('inner'))).toEqual([]);
  });
});
