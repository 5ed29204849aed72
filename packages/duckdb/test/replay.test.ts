import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  atInstants,
  call,
  column,
  hideFuture,
  long,
  not,
  now,
  or,
  pruneColumns,
  raiseBounds,
  text,
  timespan,
  validatePlan,
} from '@interloper/plan';
import type { Expression, Relation, Scan, WindowCall } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';
import fc from 'fast-check';

/** A plan asked at several instants at once gives what it gives when it is asked at each of them. */

const scan: Scan = {
  kind: 'scan',
  dataset: 'log',
  time: 'time',
  columns: [
    { name: 'time', type: 'datetime' },
    { name: 'user', type: 'string' },
    { name: 'size', type: 'long' },
  ],
};
const time = column('time', 'datetime');
const user = column('user', 'string');
const size = column('size', 'long');

const users = ['ada', 'bob', 'cyd', null];
const INSTANTS = [0n, 40n, 100n, 101n, 250n];

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  await store.createDataset('log', scan.columns);
  await store.append('log', {
    kind: 'values',
    columns: scan.columns,
    rows: Array.from({ length: 60 }, (_, index) => [
      index % 13 === 0 ? null : String((index * 37) % 240),
      users[(index * 7) % users.length] ?? null,
      index % 5 === 0 ? null : index % 4,
    ]),
  });
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

const ago = (ticks: number): Expression => call('subtract', [now, timespan(BigInt(ticks))], 'datetime');
const filter = (input: Relation, predicate: Expression): Relation => ({ kind: 'filter', input, predicate });
const project = (input: Relation, at: Expression, who: Expression, much: Expression): Relation => ({
  kind: 'project',
  input,
  columns: [
    { name: 'time', expression: at },
    { name: 'user', expression: who },
    { name: 'size', expression: much },
  ],
});
const first = (input: Relation, name: string): Relation => ({
  kind: 'project',
  input,
  columns: [{ name, expression: name === 'user' ? user : size }],
});
const count = (where?: Expression) =>
  ({ name: 'size', fn: 'count', args: [], type: 'long', ...(where === undefined ? {} : { where }) }) as const;
const latest = { name: 'time', fn: 'max', args: [time], type: 'datetime' } as const;
const total = (input: Relation): Relation => ({
  kind: 'aggregate',
  input,
  groups: [],
  aggregates: [
    { name: 'user', fn: 'min', args: [user], type: 'string' },
    count(call('gt', [size, long(1)])),
    latest,
  ],
});
const sameUser = call('eq', [column('user', 'string', 'left'), column('user', 'string', 'right')]);

const condition = fc.oneof(
  fc.nat(200).map((ticks) => call('gt', [time, ago(ticks)])),
  fc.nat(200).map((ticks) => call('le', [time, ago(ticks)])),
  fc.nat(200).map((ticks) => or(call('isNull', [time]), call('lt', [ago(ticks), time]))),
  fc.constantFrom(call('eq', [user, text('ada')]), call('ge', [size, long(2)]), not(call('isNull', [time]))),
);

const numberings: readonly Pick<WindowCall, 'fn' | 'frame'>[] = [
  { fn: 'rowNumber', frame: { unit: 'all' } },
  { fn: 'count', frame: { unit: 'rows', before: 'unbounded', after: 0 } },
];

/** Steps over one relation; each gives the columns of the log again. */
const steps: readonly ((input: Relation) => Relation)[] = [
  (input) => project(input, time, call('upper', [user]), size),
  // The time that a condition looked at is gone, or is another.
  (input) => project(input, call('add', [time, timespan(7n)], 'datetime'), user, size),
  (input) => ({
    kind: 'extend',
    input,
    columns: [{ name: 'time', expression: call('add', [time, timespan(60n)], 'datetime') }],
  }),
  (input) => ({ kind: 'extend', input, columns: [{ name: 'time', expression: ago(3) }] }),
  (input) => ({ kind: 'distinct', input }),
  (input) => ({ kind: 'sort', input, keys: [{ expression: size, descending: true, nulls: 'last' }] }),
  (input) => ({
    kind: 'aggregate',
    input,
    groups: [{ name: 'user', expression: user }],
    aggregates: [count(), latest],
  }),
  (input) =>
    project(
      {
        kind: 'aggregate',
        input,
        groups: [{ name: 'user', expression: user }],
        aggregates: [count(), latest],
      },
      time,
      user,
      size,
    ),
  (input) => total(input),
  (input) => ({
    kind: 'window',
    input,
    partition: [user],
    order: [],
    calls: [{ name: 'size', fn: 'count', args: [], type: 'long', frame: { unit: 'all' } }],
  }),
  // Numbered as the order before left them, by a function for it or by counting up to the row.
  ...numberings.map((numbering) => (input: Relation): Relation => ({
    kind: 'window',
    input: {
      kind: 'sort',
      input,
      keys: [size, user, time].map((expression) => ({
        expression,
        descending: true,
        nulls: 'last' as const,
      })),
    },
    partition: [],
    order: [],
    calls: [{ name: 'size', args: [], type: 'long', ...numbering }],
  })),
];

const { plan } = fc.letrec<{ plan: Relation }>((tie) => ({
  plan: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant<Relation>(scan),
    fc.tuple(tie('plan'), condition).map(([input, predicate]) => filter(input, predicate)),
    fc
      .tuple(tie('plan'), fc.constantFrom(...steps))
      .map(([input, step]) => project(step(input), time, user, size)),
    fc.tuple(tie('plan'), tie('plan')).map((inputs): Relation => ({
      kind: 'union',
      inputs: inputs.map((input) => project(input, time, user, size)),
    })),
    fc
      .tuple(tie('plan'), tie('plan'), fc.constantFrom('inner', 'left', 'leftSemi', 'leftAnti'))
      .map(([left, right, flavour]): Relation => ({
        kind: 'join',
        flavour,
        left,
        right: flavour === 'leftSemi' || flavour === 'leftAnti' ? right : total(right),
        condition: sameUser,
        columns: ['time', 'user', 'size'].map((name) => ({ name, side: 'left', source: name })),
      })),
    fc.tuple(tie('plan'), tie('plan'), fc.boolean()).map(([input, query, negated]): Relation => {
      const among: Expression = {
        kind: 'inQuery',
        type: 'bool',
        value: user,
        relation: first(query, 'user'),
      };
      return filter(input, negated ? not(among) : or(among, call('isNull', [size])));
    }),
    fc.tuple(tie('plan'), tie('plan')).map(([input, query]): Relation => {
      const most: Expression = { kind: 'scalarQuery', type: 'long', relation: first(total(query), 'size') };
      return filter(input, call('le', [size, most]));
    }),
    fc.tuple(tie('plan'), condition, condition).map(([value, one, other]): Relation => {
      const name = `named ${JSON.stringify([value, one]).length}`;
      const use = (predicate: Expression): Relation =>
        filter({ kind: 'reference', name, columns: scan.columns }, predicate);
      const body: Relation = { kind: 'union', inputs: [use(one), use(other)] };
      return { kind: 'let', name, value: project(value, time, user, size), materialised: false, body };
    }),
  ),
}));

async function rowsAt(relation: Relation, instant?: bigint): Promise<readonly string[]> {
  const { rows } = await reader.query(relation, instant === undefined ? {} : { now: instant });
  return rows.map((row) => JSON.stringify(row)).toSorted();
}

async function atEach(relation: Relation): Promise<readonly string[]> {
  const found: string[] = [];
  for (const instant of INSTANTS) {
    const at: Relation = {
      kind: 'extend',
      input: relation,
      columns: [{ name: 'instant', expression: now }],
    };
    found.push(...(await rowsAt(at, instant)));
  }
  return found.toSorted();
}

describe('a plan at many instants', () => {
  test('gives what it gives at each', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(plan.map(hideFuture), async (relation) => {
        const together = atInstants(relation, INSTANTS);
        if (together === undefined) throw new Error('not lifted');
        expect(validatePlan(together)).toEqual([]);
        expect(await rowsAt(together)).toEqual(await atEach(relation));
      }),
      { numRuns: 60 },
    );
  });

  test('gives the same with its conditions on now raised', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(plan.map(hideFuture), async (relation) => {
        const raised = pruneColumns(raiseBounds(relation));
        expect(validatePlan(raised)).toEqual([]);
        const together = atInstants(raised, INSTANTS);
        if (together === undefined) throw new Error('not lifted');
        expect(await rowsAt(together)).toEqual(await atEach(relation));
      }),
      { numRuns: 60 },
    );
  });

  test.each<[string, Relation]>([
    ['a limit', { kind: 'limit', input: filter(scan, call('gt', [time, ago(5)])), count: 3 }],
    [
      'a join that keeps rows of the right side',
      {
        kind: 'join',
        flavour: 'full',
        left: filter(scan, call('gt', [time, ago(5)])),
        right: scan,
        condition: sameUser,
        columns: [{ name: 'user', side: 'left', source: 'user' }],
      },
    ],
    [
      'a scalar subquery that may have several rows',
      filter(
        scan,
        call('eq', [
          user,
          {
            kind: 'scalarQuery',
            type: 'string',
            relation: first(filter(scan, call('gt', [time, ago(5)])), 'user'),
          },
        ]),
      ),
    ],
  ])('is not made of %s', (_, relation) => {
    expect(atInstants(relation, INSTANTS)).toBeUndefined();
  });
});
