import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from '../src/containers/csv.js';
import { readCsv } from './support/read-csv.js';

test('cells are quoted only where they must be', () => {
  expect(
    csvText(
      [
        ['a', 'b c', '', '1'],
        ['x,y', 'say "no"', 'two\nlines', '\r'],
      ],
      '\n',
    ),
  ).toBe('a,b c,,1\n"x,y","say ""no""","two\nlines","\r"\n');
});

test('whatever is written is read back, with either line end', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '𝄞') });
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, lineBreak) => {
      expect(readCsv(csvText(rows, lineBreak))).toEqual(rows);
    }),
  );
});
