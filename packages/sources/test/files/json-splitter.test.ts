import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonPattern, JsonPiece } from '../../src/files/json-piece.js';
import { createJsonSplitter } from '../../src/files/json-splitter.js';

const alone: readonly JsonPattern[] = [
  { id: 'record', path: [] },
  { id: 'record', path: ['*'] },
];
const page: readonly JsonPattern[] = [{ id: 'record', path: ['value', '*'] }];
const LARGE = 1_000_000;

function split(
  bytes: Uint8Array,
  patterns: readonly JsonPattern[],
  cuts: readonly number[] = [],
  largest = LARGE,
) {
  const splitter = createJsonSplitter(patterns, largest);
  const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  const pieces: JsonPiece[] = [];
  for (const [index, edge] of edges.entries())
    pieces.push(...splitter.push(bytes.subarray(edge, edges[index + 1] ?? edge)));
  return [...pieces, ...splitter.end()];
}

function valuesOf(pieces: readonly JsonPiece[]): unknown[] {
  return pieces.flatMap((piece) => {
    if (piece.kind !== 'value') return [];
    const value: unknown = JSON.parse(piece.bytes.toString('utf8'));
    return [value];
  });
}

/** Anything that JSON can hold, with much of what confuses a splitter. */
const hostile = fc.string({
  unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '\n', 'é', '李', 'a', '\u2028'),
});
const anyObject = fc.dictionary(
  fc.oneof(hostile, fc.string()),
  fc.oneof(fc.jsonValue({ maxDepth: 3 }), hostile),
  {
    maxKeys: 4,
  },
);
const indent = fc.constantFrom(undefined, 1, 2, '\t');
const cuts = fc.array(fc.nat(), { maxLength: 30 });

function within(places: readonly number[], bytes: Uint8Array): number[] {
  return places.map((place) => place % (bytes.length + 1));
}

describe('whole texts, cut into any chunks', () => {
  test('give the elements of arrays', () => {
    fc.assert(
      fc.property(fc.array(anyObject, { maxLength: 5 }), indent, cuts, (values, space, places) => {
        const bytes = Buffer.from(JSON.stringify(values, null, space));
        expect(valuesOf(split(bytes, alone, within(places, bytes)))).toEqual(jsonValues(values));
      }),
    );
  });

  test('give values back to back with any separator', () => {
    const separator = fc.constantFrom('', '\n', ' ', '\r\n\r\n', ',', '\uFEFF');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyObject, separator), { maxLength: 5 }),
        indent,
        cuts,
        (pairs, space, places) => {
          const text = pairs.map(([value, between]) => JSON.stringify(value, null, space) + between).join('');
          const bytes = Buffer.from(text);
          const pieces = split(bytes, alone, within(places, bytes));
          expect(valuesOf(pieces)).toEqual(jsonValues(pairs.map(([value]) => value)));
          expect(pieces.every(({ kind }) => kind === 'value')).toBe(true);
        },
      ),
    );
  });

  test('give the records of pages, whatever else the pages hold', () => {
    fc.assert(
      fc.property(
        anyObject,
        fc.array(anyObject, { maxLength: 4 }),
        anyObject,
        indent,
        cuts,
        (head, values, tail, space, places) => {
          const document = { before: head, list: [[tail]], value: values, after: tail };
          const bytes = Buffer.from(JSON.stringify(document, null, space));
          const pieces = split(bytes, page, within(places, bytes));
          expect(valuesOf(pieces)).toEqual(jsonValues(values));
          expect(pieces.filter(({ kind }) => kind !== 'value')).toEqual([]);
        },
      ),
    );
  });

  test('say where pieces lie, in bytes and lines', () => {
    fc.assert(
      fc.property(fc.array(anyObject, { maxLength: 5 }), indent, cuts, (values, space, places) => {
        const bytes = Buffer.from(`\n ${JSON.stringify(values, null, space)}`);
        for (const piece of split(bytes, alone, within(places, bytes))) {
          expect(bytes.subarray(piece.offset, piece.offset + piece.bytes.length)).toEqual(piece.bytes);
          const before = bytes.subarray(0, piece.offset).toString('utf8');
          expect(piece.line).toBe(before.split('\n').length);
        }
      }),
    );
  });
});

describe('a page that is cut at every byte', () => {
  const records = [
    { id: 'a', name: 'Zoë "x" \\' },
    { id: 'b', list: [{ c: ']' }] },
    { id: 'c', n: 1 },
  ];
  test.each([undefined, 2])('gives exactly the whole records before the cut (indented by %s)', (space) => {
    const whole = Buffer.from(
      JSON.stringify({ '@odata.context': 'c', value: records, end: { x: [1] } }, null, space),
    );
    // Where each record ends, by searching for its own text.
    const ends = records.map((record) => {
      const text = JSON.stringify(record, null, space).replaceAll('\n', '\n    ');
      return whole.indexOf(text) + Buffer.byteLength(text);
    });
    expect(ends.every((end) => end > 50)).toBe(true);
    for (let length = 1; length < whole.length; length += 1) {
      const pieces = split(whole.subarray(0, length), page);
      expect(valuesOf(pieces)).toEqual(records.filter((_, index) => (ends[index] ?? 0) <= length));
      const others = pieces.filter(({ kind }) => kind !== 'value');
      expect(others.map(({ kind }) => kind)).toEqual(['broken']);
    }
  });

  test('says whether a record was lost', () => {
    const cut = (text: string) => split(Buffer.from(text), page).at(-1);
    expect(cut('{"value":[{"a":1},{"b"')).toMatchObject({
      cause: 'cut off in the middle of a record at byte 22',
      inRecord: true,
      offset: 18,
    });
    expect(cut('{"value":[{"a":1},')).toMatchObject({
      cause: 'cut off between records at byte 18: the list is not closed',
      inRecord: false,
    });
  });
});

describe('damage', () => {
  test('a record that is too large is one broken piece, and the next ones are read', () => {
    const text = `[{"a":"${'x'.repeat(5000)}"},{"a":1}]`;
    const pieces = split(Buffer.from(text), alone, [10, 700, 701, 2000], 1000);
    expect(pieces.map(({ kind }) => kind)).toEqual(['broken', 'value']);
    expect(pieces[0]).toMatchObject({ cause: 'a record larger than 1000 bytes', inRecord: true, offset: 1 });
    expect(pieces[0]?.bytes.length).toBeLessThanOrEqual(800);
    expect(valuesOf(pieces)).toEqual([{ a: 1 }]);
  });

  test('a line break inside a text ends the record; reading resumes at the next record, not inside of it', () => {
    const text = '[\n  {"id":1},\n  {"id":2,"t":"cut\n      {"inner":1}\n  {"id":3},\n  {"id":4}\n]\n';
    const pieces = split(Buffer.from(text), alone);
    expect(valuesOf(pieces)).toEqual([{ id: 1 }, { id: 3 }, { id: 4 }]);
    expect(pieces.filter(({ kind }) => kind === 'broken')).toMatchObject([
      { line: 3, cause: 'a line break inside a text at byte 32: the record is cut off or damaged' },
    ]);
  });

  test('a closing bracket too many is told once', () => {
    const pieces = split(Buffer.from('{"a":1}]}]\n{"a":2}'), alone);
    expect(valuesOf(pieces)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(pieces.filter(({ kind }) => kind === 'broken')).toMatchObject([
      { cause: '"]" at byte 7 closes nothing that is open' },
    ]);
  });

  test('a text without the list is told', () => {
    const pieces = split(Buffer.from('{"error":{"code":"x"}}{"value":[]}{"value":{"a":1}}7'), page);
    expect(pieces.map(({ kind, offset }) => [kind, offset])).toEqual([
      ['other', 0],
      ['other', 34],
      ['other', 51],
    ]);
  });
});

/** What JSON makes of a value: -0 is 0. */
function jsonValues(values: readonly unknown[]): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(values));
  return copy;
}
