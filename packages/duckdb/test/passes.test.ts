import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { and, call, column, literal, long, text } from '@interloper/plan';
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
      { name: time, type: 'long' },
    ],
    rows: rows.map((row) => [...row] as LiteralValue[]),
  };
}

/** Pairs of one user, with the times of both under other names, and those where `late` is within 10 of `early`. */
function within(flavour: JoinFlavour, left: readonly Row[], right: readonly Row[]): Relation {
  const join: Relation = {
    kind: 'join',
    flavour,
    left: side(left, 'late'),
    right: side(right, 'early'),
    condition: call('eq', [column('user', 'string', 'left'), column('user', 'string', 'right')]),
    columns: [
      { name: 'user', source: 'user', side: 'left', type: 'string' },
      { name: 'late', source: 'late', side: 'left', type: 'long' },
      { name: 'early', source: 'early', side: 'right', type: 'long' },
    ],
  };
  const renamed: Relation = {
    kind: 'project',
    input: join,
    columns: [
      { name: 'user', expression: column('user', 'string') },
      { name: 'second', expression: column('late', 'long') },
      { name: 'first', expression: column('early', 'long') },
    ],
  };
  const [first, second] = [column('first', 'long'), column('second', 'long')];
  const predicate = and(
    call('ge', [second, first]),
    call('le', [second, call('add', [first, long(10)], 'long')]),
  );
  return { kind: 'filter', input: renamed, predicate };
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

  test('joins an inner join', async () => {
    const plan = within('inner', left, right);
    expect(reader.prepare(plan).sql).toMatch(/ ON [^\n]*"early"[^\n]* >= |>= r\."early"/);
    expect(reader.prepare(plan).sql).not.toContain('WHERE');
    expect(await rowsOf(plan)).toEqual([
      ['ada', 16, 6],
      ['ada', 5, 5],
    ]);
  });

  test('stays above an outer join, whose rows without a partner it removes', async () => {
    const plan = within('left', left, right);
    expect(reader.prepare(plan).sql).toContain('WHERE');
    expect(await rowsOf(plan)).toEqual([
      ['ada', 16, 6],
      ['ada', 5, 5],
    ]);
  });

  test('gives what comparing every pair gives', async () => {
    const row = fc.tuple(
      fc.option(fc.constantFrom('ada', 'bob', ''), { nil: null }),
      fc.option(fc.integer({ min: -20, max: 20 }), { nil: null }),
    );
    const rows = fc.array(row, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, rows, async (one, other) => {
        const expected = one.flatMap(([user, late]) =>
          other
            .filter(([name, early]) => user !== null && name === user && late !== null && early !== null)
            .filter(([, early]) => late !== null && early !== null && late >= early && late <= early + 10)
            .map(([, early]) => [user, late, early]),
        );
        const found = await rowsOf(within('inner', one, other));
        expect(found.map((item) => JSON.stringify(item))).toEqual(
          expected.map((item) => JSON.stringify(item)).toSorted(),
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
