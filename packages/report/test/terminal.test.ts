import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  displayWidth,
  plain,
  renderFieldFlow,
  renderFields,
  renderTable,
  visible,
  wrap,
} from '@interloper/report';

describe('visible', () => {
  test.each([
    // ECMA-48: ESC begins a control sequence, BEL ends an operating system command, U+009B is CSI in one byte.
    ['\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
    ['\u009b2J', '\\x9b2J'],
    ['a\nb\r\tc\u0000\u007f', 'a\\nb\\r\\tc\\x00\\x7f'],
    // Unicode annex 9: right-to-left override and the isolates.
    ['user\u202egpj.exe', 'user\\u202egpj.exe'],
    ['\u2066a\u2069', '\\u2066a\\u2069'],
    // Zero-width space, byte order mark, a tag character, line separator, a lone surrogate, the Hangul filler.
    ['a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\u2028', '\\u2028'],
    ['\ud800x', '\\ud800x'],
    ['\u3164', '\\u3164'],
    ["O'Hara <b>naïve</b> 東京 👋", "O'Hara <b>naïve</b> 東京 👋"],
  ])('%j', (hostile, shown) => {
    expect(visible(hostile)).toBe(shown);
  });

  test('lets no control or format character through', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(visible(text)),
      ),
    );
  });
});

test('displayWidth counts cells: wide characters two, combining marks none', () => {
  expect(displayWidth('abc')).toBe(3);
  expect(displayWidth('東京')).toBe(4);
  expect(displayWidth('e\u0301')).toBe(1);
  expect(displayWidth('👋')).toBe(2);
});

describe('wrap', () => {
  test('breaks at spaces, and inside a word that is too long, near a separator', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrap('first.last@alder.example', 12)).toEqual(['first.last@', 'alder.exampl', 'e']);
  });

  test('loses nothing but spaces, and stays within the width', () => {
    const characters = fc.constantFrom('a', 'B', '@', '.', '/', ' ', '東', 'é', '\\');
    fc.assert(
      fc.property(
        fc.string({ unit: characters, maxLength: 200 }),
        fc.integer({ min: 2, max: 60 }),
        (text, width) => {
          const lines = wrap(text, width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('renderTable', () => {
  const screen = (width: number) => ({ width, paint: plain });
  const row = ['198.51.100.7', 'a.long.account.name@subsidiary.of.alderfinch.example', 'Lagos, NG', '12'];
  const columns = [
    { name: 'address' },
    { name: 'account' },
    { name: 'place' },
    { name: 'count', align: 'right' as const },
  ];

  test('gives each column the room it needs when there is room', () => {
    const lines = renderTable(columns, [row], screen(120));
    expect(lines).toHaveLength(3);
    expect(lines[2]).toBe(`198.51.100.7  ${row[1]}  Lagos, NG     12`);
  });

  test.each([60, 40, 20])('keeps every character at %i columns', (width) => {
    const lines = renderTable(columns, [row], screen(width));
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    const letters = (text: string): string =>
      Array.from(text.replaceAll(/[^a-zA-Z0-9]/g, ''))
        .toSorted()
        .join('');
    const shown = lines.filter((line) => !line.includes('──')).join('');
    const names = columns.map(({ name }) => name).join('');
    expect(letters(shown)).toBe(letters(row.join('') + names));
  });

  test('neutralises names and values', () => {
    const lines = renderTable([{ name: 'a\u001b[2J' }], [['b\u202e']], screen(40));
    expect(lines.join('\n')).toContain('a\\x1b[2J');
    expect(lines.join('\n')).toContain('b\\u202e');
  });

  test('shows rows one under the other when there are more columns than room', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ name: `Column${index}` }));
    const lines = renderTable(many, [many.map((_, index) => `value ${index} is long enough`)], screen(80));
    expect(lines).toHaveLength(13);
    expect(lines[1]).toMatch(/^Column0 {3,}value 0 is long enough$/);
  });
});

test('renderTable copes with more columns than the screen has cells', () => {
  const many = Array.from({ length: 120 }, (_, index) => ({ name: `Column${index}` }));
  const screen = { width: 80, paint: plain };
  expect(renderTable(many, [], screen)).toEqual([]);
  expect(renderTable(many, [many.map(() => 'x')], screen)).toHaveLength(121);
});

test('renderFieldFlow puts as many fields into a line as fit, and breaks only what is too long for one', () => {
  const fields = [
    { name: 'a', value: 'one' },
    { name: 'b', value: 'two' },
    { name: 'c', value: 'three' },
    { name: 'd', value: 'x'.repeat(30) },
    { name: 'e', value: 'end\u001b[2J' },
  ];
  expect(renderFieldFlow(fields, { width: 24, paint: plain }, '  ')).toEqual([
    '  a: one · b: two',
    '  c: three',
    '  d:',
    `  ${'x'.repeat(22)}`,
    `  ${'x'.repeat(8)}`,
    '  e: end\\x1b[2J',
  ]);
});

test('renderFields continues a long value under itself', () => {
  const lines = renderFields(
    [{ name: 'why', value: 'one two three four five' }],
    { width: 20, paint: plain },
    '  ',
  );
  expect(lines).toEqual(['  why  one two three', '       four five']);
});
