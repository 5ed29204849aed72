import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, column, text } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';
import fc from 'fast-check';

/** Texts that may be numbers, as columns, where a look at them comes before the reading. */

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

type Pair = readonly [string | null, string | null];

async function over(pairs: readonly Pair[], value: Expression): Promise<readonly unknown[]> {
  const plan: Relation = {
    kind: 'project',
    input: {
      kind: 'values',
      columns: [
        { name: 'one', type: 'string' },
        { name: 'other', type: 'string' },
      ],
      rows: pairs,
    },
    columns: [{ name: 'value', expression: value }],
  };
  return (await reader.query(plan)).rows.map(([found]) => found);
}

const [one, other] = [column('one', 'string'), column('other', 'string')];
const compared = call('eq', [call('toReal', [one]), call('toReal', [other])]);

const cases: readonly (readonly [...Pair, boolean])[] = [
  ['1', '1.0', true],
  ['1', '1', true],
  ['100', '1e2', true],
  ['+5', ' 5 ', true],
  ['-0', '0', true],
  ['.5', '0.5', true],
  ['5.', '5', true],
  ['\u00a07', '7', true],
  ['\t7', '7', true],
  ['inf', 'Infinity', true],
  ['1', '2', false],
  ['1_1', '11', false],
  ['nan', 'NaN', false],
  ['192.0.2.1', '192.0.2.1', false],
  ['192.0.2.1', '192.0.2.10', false],
  ['2001:db8::1', '2001:db8::1', false],
  ['a', 'a', false],
  ['', '', false],
  [null, '1', false],
  ['1', null, false],
  [null, null, false],
];

test('two texts are the same number when both are numbers, and equal', async () => {
  const pairs = cases.map(([left, right]): Pair => [left, right]);
  const expected = cases.map(([, , same]) => same);
  expect(await over(pairs, call('sameNumber', [one, other]))).toEqual(expected);
  expect(await over(pairs, call('isTrue', [compared]))).toEqual(expected);
});

test('a comparison of two texts as numbers is said in one call', () => {
  const plan: Relation = {
    kind: 'filter',
    input: { kind: 'values', columns: [{ name: 'one', type: 'string' }], rows: [['1'], ['2']] },
    predicate: call('isTrue', [call('eq', [call('toReal', [one]), call('toReal', [one])])]),
  };
  expect(reader.prepare(plan).sql).toContain('ascii("one")');
});

/** What numbers are made of, and what surrounds or spoils them. */
const PARTS = [
  '0',
  '1',
  '2',
  '9',
  '.',
  '-',
  '+',
  'e',
  'E',
  '_',
  ':',
  ' ',
  '\t',
  '\u00a0',
  '\u3000',
  'x',
  'inf',
  'NaN',
  '\u0661',
];

const nearNumber = fc.array(fc.constantFrom(...PARTS), { maxLength: 6 }).map((parts) => parts.join(''));

test('the look never takes a number for none', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(nearNumber, nearNumber), { minLength: 40, maxLength: 40 }),
      async (pairs) => {
        // `isNull` keeps the reading from being said in one call.
        const plain = call('if', [call('isNull', [compared]), call('isNull', [text('')]), compared]);
        expect(await over(pairs, call('sameNumber', [one, other]))).toEqual(await over(pairs, plain));
      },
    ),
    { numRuns: 30 },
  );
});

test('a loose comparison takes the same texts for numbers', async () => {
  const loose = call('compareLoosely', [one, other]);
  const pairs: readonly Pair[] = [
    ['10', '9'],
    [' 10', '9.0'],
    ['10', '9a'],
    ['1_1', '9'],
    ['192.0.2.10', '192.0.2.9'],
    ['-1', '-2'],
    ['1e3', '999'],
    [null, '1'],
  ];
  expect(await over(pairs, loose)).toEqual([1, 1, -1, -1, -1, 1, 1, null]);
});
