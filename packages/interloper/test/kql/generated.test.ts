import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COLUMNS, aggregates, literalRow, row, texts, truths, wholes } from './generated-expressions.js';
import type { GeneratedRow } from './generated-expressions.js';
import { openEngine } from './run.js';

const answer = openEngine();

const rows = fc.array(row, { minLength: 1, maxLength: 8 });

const input = (all: readonly GeneratedRow[]): string =>
  `datatable(${COLUMNS}) [${all.map(literalRow).join(', ')}]`;

/** Rows in an order of their own: what a query gives without `sort` may come in any. */
const inOrder = (all: readonly unknown[]): readonly string[] =>
  all.map((item) => JSON.stringify(item)).toSorted();

async function expectRows(query: string, expected: readonly unknown[]): Promise<void> {
  const found = await answer(query);
  expect({ query, rows: inOrder(found.rows) }).toEqual({ query, rows: inOrder(expected) });
}

test('a filter keeps the rows for which it is true', async () => {
  await fc.assert(
    fc.asyncProperty(rows, truths, async (all, filter) => {
      const kept = all.filter((at) => filter.of(at) === true);
      await expectRows(
        `${input(all)} | where ${filter.text} | project name, n, ok`,
        kept.map(({ name, n, ok }) => [name, n, ok]),
      );
    }),
  );
});

test('a projection computes its expressions for each row', async () => {
  await fc.assert(
    fc.asyncProperty(rows, texts, wholes, truths, async (all, one, two, three) => {
      await expectRows(
        `${input(all)} | project a = ${one.text}, b = ${two.text}, c = ${three.text}`,
        all.map((at) => [one.of(at), two.of(at), three.of(at)]),
      );
    }),
  );
});

test('what one step computes the next may ask for', async () => {
  await fc.assert(
    fc.asyncProperty(rows, texts, wholes, truths, async (all, one, two, filter) => {
      await expectRows(
        `${input(all)} | extend a = ${one.text}, b = ${two.text} | where ${filter.text} | where isempty(a) or b > 0
         | project a, b`,
        all
          .filter((at) => filter.of(at) === true && (one.of(at) === '' || (two.of(at) ?? 0) > 0))
          .map((at) => [one.of(at), two.of(at)]),
      );
    }),
  );
});

test('an aggregation gives a row for each group, those of null and of empty text too', async () => {
  const keys = fc.tuple(texts, wholes);
  await fc.assert(
    fc.asyncProperty(rows, keys, aggregates, aggregates, async (all, [text, whole], one, two) => {
      const keyOf = (at: GeneratedRow): string => JSON.stringify([text.of(at), whole.of(at)]);
      const groups = [...new Set(all.map(keyOf))].map((key) => all.filter((at) => keyOf(at) === key));
      await expectRows(
        `${input(all)} | summarize x = ${one.text}, y = ${two.text} by k = ${text.text}, l = ${whole.text}`,
        groups.flatMap((group) => {
          const [first] = group;
          return first === undefined ? [] : [[text.of(first), whole.of(first), one.of(group), two.of(group)]];
        }),
      );
    }),
  );
});

test('an aggregation without keys gives one row, of no rows too', async () => {
  await fc.assert(
    fc.asyncProperty(rows, truths, aggregates, async (all, filter, one) => {
      const kept = all.filter((at) => filter.of(at) === true);
      await expectRows(`${input(all)} | where ${filter.text} | summarize x = ${one.text}`, [[one.of(kept)]]);
    }),
  );
});
