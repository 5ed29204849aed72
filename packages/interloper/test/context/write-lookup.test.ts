import { describe, expect, test } from 'vitest';
import { afterWrite } from '../../src/context/write-lookup.js';
import type { Entries, Outcome, WrittenRows } from '../../src/context/write-lookup.js';

// Search Reference, outputlookup: its arguments, and "Append results" with the fields A, D, J and A, C, J.

const FILE: Entries = {
  header: ['A', 'D', 'J'],
  rows: [
    ['a1', 'd1', 'j1'],
    ['a2', 'd2', 'j2'],
  ],
};
const RESULTS: Entries = { header: ['A', 'C', 'J'], rows: [['a3', 'c3', 'j3']] };
const NONE: Entries = { header: ['A', 'C', 'J'], rows: [] };

function write(
  before: Entries | undefined,
  results: Entries,
  flags: Partial<WrittenRows['write']> = {},
): Outcome {
  const defaults = { lookup: 'file', append: false, createEmpty: false, overrideIfEmpty: true };
  return afterWrite(before, { write: { ...defaults, ...flags }, ...results });
}

const written = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  lostColumns: readonly string[] = [],
): Outcome => ({ kind: 'written', entries: { header, rows }, lostColumns });

describe('with results', () => {
  test('the lookup has the fields of the results alone', () => {
    expect(write(FILE, RESULTS)).toEqual(written(['A', 'C', 'J'], [['a3', 'c3', 'j3']]));
    expect(write(undefined, RESULTS)).toEqual(written(['A', 'C', 'J'], [['a3', 'c3', 'j3']]));
  });

  test('append keeps the columns that are there, and those alone', () => {
    expect(write(FILE, RESULTS, { append: true })).toEqual(
      written(
        ['A', 'D', 'J'],
        [
          ['a1', 'd1', 'j1'],
          ['a2', 'd2', 'j2'],
          ['a3', '', 'j3'],
        ],
        ['C'],
      ),
    );
  });

  test('append to what is not there creates it', () => {
    expect(write(undefined, RESULTS, { append: true })).toEqual(
      written(['A', 'C', 'J'], [['a3', 'c3', 'j3']]),
    );
  });

  test('a key takes the place of the entry that has it; later ones of the results come after', () => {
    const results: Entries = {
      header: ['A', 'J'],
      rows: [
        ['a2', 'new'],
        ['a9', 'first'],
        ['', 'none'],
        ['a9', 'second'],
        ['', 'none again'],
      ],
    };
    expect(write(FILE, results, { append: true, keyField: 'A' })).toEqual(
      written(
        ['A', 'D', 'J'],
        [
          ['a1', 'd1', 'j1'],
          ['a2', '', 'new'],
          ['a9', '', 'second'],
          ['', '', 'none'],
          ['', '', 'none again'],
        ],
      ),
    );
  });

  test('a key without append begins anew', () => {
    const results: Entries = { header: ['A'], rows: [['a2'], ['a2']] };
    expect(write(FILE, results, { keyField: 'A' })).toEqual(written(['A'], [['a2']]));
  });
});

describe('without results', () => {
  test('the lookup goes, unless it may not be overridden', () => {
    expect(write(FILE, NONE)).toEqual({ kind: 'deleted' });
    expect(write(FILE, NONE, { overrideIfEmpty: false })).toEqual({ kind: 'kept' });
    expect(write(FILE, NONE, { overrideIfEmpty: false, createEmpty: true })).toEqual({ kind: 'kept' });
    expect(write(FILE, NONE, { append: true })).toEqual({ kind: 'kept' });
  });

  test('create_empty leaves one without entries', () => {
    expect(write(FILE, NONE, { createEmpty: true })).toEqual(written(['A', 'C', 'J'], []));
    expect(write(undefined, NONE, { createEmpty: true })).toEqual(written(['A', 'C', 'J'], []));
    expect(write(undefined, NONE)).toEqual({ kind: 'kept' });
  });
});
