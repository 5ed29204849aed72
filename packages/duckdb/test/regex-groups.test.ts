import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { and, call, column, long, not, text } from '@interloper/plan';
import type { Expression, NamedExpression, Relation } from '@interloper/plan';
import type { Json, Reader } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';
import fc from 'fast-check';

/** However groups of a regular expression are taken, the rows are those of taking each from all matches. */

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

function lines(texts: readonly (string | null)[]): Relation {
  return { kind: 'values', columns: [{ name: 'line', type: 'string' }], rows: texts.map((line) => [line]) };
}

const line = column('line', 'string');
const group = (pattern: string, number: number): Expression =>
  call('regexExtract', [line, text(pattern), long(number)]);
/** The same without the function that a pass looks for. */
const plainly = (pattern: string, number: number): Expression =>
  call('pathText', [call('regexExtractAll', [line, text(pattern), long(number)]), long(0)]);

type Take = typeof group;

function taken(input: Relation, pattern: string, take: Take): Relation {
  const columns = [1, 2].map((number): NamedExpression => ({
    name: `g${number}`,
    expression: take(pattern, number),
  }));
  return { kind: 'extend', input, columns };
}

const [g1, g2] = [column('g1', 'string'), column('g2', 'string')];
const present = (value: Expression): Expression => not(call('isNull', [value]));

/** What follows the groups. */
const uses: Readonly<Record<string, (input: Relation) => Relation>> = {
  nothing: (input) => input,
  'the first is there': (input) => ({ kind: 'filter', input, predicate: present(g1) }),
  'both are there': (input) => ({ kind: 'filter', input, predicate: and(present(g1), present(g2)) }),
  'the second is a text': (input) => ({ kind: 'filter', input, predicate: call('eq', [g2, text('a')]) }),
  'the second is missing': (input) => ({ kind: 'filter', input, predicate: call('isNull', [g2]) }),
  'neither is what an "or" asks for alone': (input) => ({
    kind: 'filter',
    input,
    predicate: call('or', [present(g1), call('eq', [line, text('')])]),
  }),
  'something is made of one in between': (input) => ({
    kind: 'filter',
    input: { kind: 'extend', input, columns: [{ name: 'up', expression: call('upper', [g1]) }] },
    predicate: and(present(g2), present(column('up', 'string'))),
  }),
  'one takes the place of what it was taken from': (input) => ({
    kind: 'filter',
    input: {
      kind: 'extend',
      input,
      columns: [{ name: 'line', expression: call('coalesce', [group('(b+)', 1), line]) }],
    },
    predicate: present(g1),
  }),
};

async function rowsOf(plan: Relation): Promise<readonly string[]> {
  const { rows } = await reader.query(plan);
  return rows.map((row: readonly Json[]) => JSON.stringify(row)).toSorted();
}

const piece = fc.constantFrom('a', 'b', '[ab]', '\\w', '.', '^', '$', '\\b', '[^a]', '\\x61', '\\pL');
const repeated = fc.tuple(piece, fc.constantFrom('', '*', '+', '?', '{0}', '{2}', '{0,2}', '*?'));
const part = repeated.map(([what, times]) => (/^(?:\^|\$|\\b)$/.test(what) ? what : `${what}${times}`));
const body = fc.oneof(
  part,
  fc.tuple(part, part).map((parts) => parts.join('')),
  fc.tuple(part, part).map((parts) => parts.join('|')),
  fc.constant(''),
);
const aGroup = fc
  .tuple(body, fc.constantFrom('', '?', '*', '+'))
  .map(([inner, times]) => `(${inner})${times}`);
const inside = fc
  .tuple(
    aGroup,
    fc.constantFrom('a', 'b?', ''),
    fc.constantFrom('', '|b', '|'),
    fc.constantFrom('', '?', '+'),
  )
  .map(([inner, more, other, times]) => `(?:${inner}${more}${other})${times}`);
const patterns = fc
  .tuple(part, fc.oneof(aGroup, inside), fc.constantFrom('', '|', 'a', '\\(', '(?i)B?'), aGroup, part)
  .map((parts) => parts.join(''));
const texts = fc.array(
  fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', 'B', '(', ' ') }), fc.constant(null)),
  {
    minLength: 1,
    maxLength: 6,
  },
);

describe('groups of a regular expression', () => {
  test.each(Object.entries(uses))('are what all matches give first, when %s', async (_, use) => {
    await fc.assert(
      fc.asyncProperty(patterns, texts, async (pattern, given) => {
        const [found, expected] = [group, plainly].map((take) => use(taken(lines(given), pattern, take)));
        if (found === undefined || expected === undefined) throw new Error('there are two plans');
        expect(await rowsOf(found)).toEqual(await rowsOf(expected));
      }),
      { numRuns: 150 },
    );
  });

  test('are not asked for twice where a filter keeps only matches', () => {
    const use = uses['both are there'];
    const plan = use?.(taken(lines(['a/1']), '(\\w+)/(\\d*)', group));
    if (plan === undefined) throw new Error('there is no plan');
    const { sql } = reader.prepare(plan);
    expect(sql).not.toContain('regexp_extract_all');
    expect(sql.match(/regexp_extract\(/g)).toHaveLength(3);
  });

  test('stay apart from groups that are empty where nothing asks for a match', async () => {
    const plan = taken(lines(['x', 'ax', '', null]), '(a*)(x)', group);
    expect(await rowsOf(plan)).toEqual(
      [
        ['x', '', 'x'],
        ['ax', 'a', 'x'],
        ['', null, null],
        [null, null, null],
      ]
        .map((row) => JSON.stringify(row))
        .toSorted(),
    );
  });
});
