import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CsvContainer } from '../../src/files/container.js';
import { csvRows } from '../../src/files/csv-rows.js';
import type { Raw } from '../../src/files/raw-records.js';
import { readText } from './support.js';

function container(header: readonly string[], delimiter = ','): CsvContainer {
  return { kind: 'csv', id: 'csv', title: 'CSV', delimiter, header, headerAsWritten: header, headerLines: 1 };
}

function cellsOf(raws: readonly Raw[]): (readonly string[] | undefined)[] {
  return raws.flatMap((raw) => (raw.kind === 'raw' ? [raw.cells] : []));
}

function written(cell: string): string {
  return /[",;\n\r]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

describe('whole files', () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'a', 'é', ' ', '{', '}') }),
    fc.constantFrom('', 'plain', '{"errorCode":0}'),
  );
  test('give every row, whatever its cells hold and wherever its chunks are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(',', ';'),
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 10 }),
        (rows, end, delimiter, closed, cuts) => {
          // A row of empty cells still has its delimiters.
          const texts = rows.map((row) => row.map(written).join(delimiter));
          const bytes = Buffer.from(
            ['a', 'b', 'c'].join(delimiter) + end + texts.join(end) + (closed ? end : ''),
          );
          const reader = csvRows(container(['a', 'b', 'c'], delimiter), 1_000_000);
          const edges = [
            0,
            ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b),
            bytes.length,
          ];
          const raws = edges.flatMap((edge, index) => [
            ...reader.push(bytes.subarray(edge, edges[index + 1] ?? edge)),
          ]);
          raws.push(...reader.end(undefined));
          expect(cellsOf(raws)).toEqual(rows);
          expect(raws.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
        },
      ),
    );
  });

  test('give values by name, with line numbers and texts as they stand', async () => {
    const read = await readText('\uFEFFid,note\r\n1,"two\r\nlines"\r\n\r\n2,\r\n');
    expect(read.records).toEqual([
      {
        kind: 'record',
        number: 1,
        line: 2,
        text: '1,"two\r\nlines"',
        json: '{"id":"1","note":"two\\r\\nlines"}',
        value: { id: '1', note: 'two\r\nlines' },
      },
      {
        kind: 'record',
        number: 2,
        line: 5,
        text: '2,',
        json: '{"id":"2","note":""}',
        value: { id: '2', note: '' },
      },
    ]);
  });

  test('keep both of two columns of one name', async () => {
    const read = await readText('Incoming token type,User,Incoming token type\nPrimary,a,none\n');
    expect(read.values).toEqual([
      { 'Incoming token type': 'Primary', User: 'a', 'Incoming token type#2': 'none' },
    ]);
  });
});

describe('bad rows', () => {
  test('with too few or too many cells are bad, and the others are read', async () => {
    const read = await readText('a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n');
    expect(read.records.map(({ number, line, value }) => [number, line, value['a']])).toEqual([
      [1, 2, '1'],
      [4, 5, '10'],
    ]);
    expect(read.bad).toEqual([
      { kind: 'bad', number: 2, line: 3, cause: '2 cells where the header has 3', excerpt: '4,5' },
      { kind: 'bad', number: 3, line: 4, cause: '4 cells where the header has 3', excerpt: '6,7,8,9' },
    ]);
  });

  test('with a quote left open cost only themselves', async () => {
    const read = await readText(
      'a,b,c\n1,2,3\n4,"five,6\n7,8,9\n10,"eleven, ""x""\nand more",12\n13,14,15\n',
    );
    expect(read.values).toEqual([
      { a: '1', b: '2', c: '3' },
      { a: '7', b: '8', c: '9' },
      { a: '10', b: 'eleven, "x"\nand more', c: '12' },
      { a: '13', b: '14', c: '15' },
    ]);
    expect(read.bad.map(({ number, line, excerpt }) => [number, line, excerpt])).toEqual([
      [2, 3, '4,"five,6'],
    ]);
  });

  test('with a quote left open to the end of the file say so', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `${index},x,y`);
    const read = await readText(`a,b,c\n1,"open,3\n${rows.join('\n')}\n`);
    expect(read.values).toEqual(rows.map((_, index) => ({ a: `${index}`, b: 'x', c: 'y' })));
    expect(read.bad).toEqual([
      {
        kind: 'bad',
        number: 1,
        line: 2,
        cause: 'a quote is opened in this row and never closed',
        excerpt: '1,"open,3',
      },
    ]);
  });

  test('with a quote inside a cell say so', async () => {
    const read = await readText('a,b\n5" disk,x\n1,2\n3" and 4",y\n5,6\n');
    expect(read.values).toEqual([
      { a: '1', b: '2' },
      { a: '5', b: '6' },
    ]);
    expect(read.bad.map(({ number, line }) => [number, line])).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('of several lines with the wrong number of cells are one bad row', async () => {
    const read = await readText('a,b,c\n1,"x\ny\nz"\n4,5,6\n');
    expect(read.values).toEqual([{ a: '4', b: '5', c: '6' }]);
    expect(read.bad).toMatchObject([{ number: 1, line: 2, excerpt: '1,"x\ny\nz"' }]);
  });

  test('cut off at the end of the file', async () => {
    const text = 'a,b,c\n1,2,3\n4,5';
    const read = await readText(text);
    expect(read.values).toEqual([{ a: '1', b: '2', c: '3' }]);
    expect(read.bad).toMatchObject([
      {
        number: 2,
        line: 3,
        cause: '2 cells where the header has 3; cut off in the middle of a record at byte 15',
      },
    ]);
  });

  test('that are not UTF-8 are bad', async () => {
    const read = await readText(Buffer.from('a,b\n1,2\nZo\xeb,3\n4,5\n', 'latin1'));
    expect(read.values.length).toBe(2);
    expect(read.bad).toMatchObject([
      { number: 2, line: 3, cause: 'not valid UTF-8: save the file as UTF-8' },
    ]);
  });

  test('an open quote far beyond the limit of a row is left behind in time', () => {
    const line = `${'x'.repeat(998)},\n`;
    const reader = csvRows(container(['a', 'b']), 1_000_000);
    const raws = [...reader.push(Buffer.from('a,b\n1,"open\n'))];
    for (let index = 0; index < 10; index += 1) raws.push(...reader.push(Buffer.from(line.repeat(1000))));
    // Before the end: the rows are not held until then.
    expect(raws.length).toBeGreaterThan(8000);
    raws.push(...reader.end(undefined));
    expect(raws.filter(({ kind }) => kind === 'rawBad')).toMatchObject([{ number: 1, line: 2 }]);
    expect(raws).toHaveLength(10_001);
  });

  test('when the input is damaged, its last row is not trusted', () => {
    const reader = csvRows(container(['a', 'b']), 1_000_000);
    const raws = [
      ...reader.push(Buffer.from('a,b\n1,2\n3,4')),
      ...reader.end('the compressed data is cut off'),
    ];
    expect(raws.map(({ kind, number }) => [kind, number])).toEqual([
      ['raw', 1],
      ['rawBad', 2],
    ]);
  });
});
