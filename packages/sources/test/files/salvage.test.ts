import { openSync, writeSync, closeSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Container } from '../../src/files/container.js';
import { recordsByNumber, salvageRecords } from '../../src/files/salvage.js';
import { collect, containerFor, fileOf, openOne, readText } from './support.js';

const lines: Container = { kind: 'lines', id: 'json-lines', title: 'JSON Lines' };

describe('records of every container', () => {
  test('Graph pages: elements of value[], with number, line, and text as it stands', async () => {
    const read = await readText(
      '{"@odata.context":"c",\n"value":[\n {"id" : "a"},{"id":"b","n":12345678901234567890}\n]}',
    );
    expect(read.records).toEqual([
      { kind: 'record', number: 1, line: 3, text: '{"id" : "a"}', json: '{"id" : "a"}', value: { id: 'a' } },
      {
        kind: 'record',
        number: 2,
        line: 3,
        text: '{"id":"b","n":12345678901234567890}',
        json: '{"id":"b","n":12345678901234567890}',
        value: { id: 'b', n: 12345678901234567000 },
      },
    ]);
    expect(read.bad).toEqual([]);
  });

  test('several pages in a row, one per line, or in an array are read through', async () => {
    const page = (...ids: string[]) => JSON.stringify({ value: ids.map((id) => ({ id })) });
    for (const text of [
      page('a', 'b') + page('c'),
      `${page('a', 'b')}\n${page()}\n${page('c')}\n`,
      `[${page('a', 'b')},${page('c')}]`,
      JSON.stringify([{ value: [{ id: 'a' }, { id: 'b' }] }, { value: [{ id: 'c' }] }], null, 2),
    ]) {
      const read = await readText(text);
      expect(read.records.map(({ number, value }) => [number, value['id']])).toEqual([
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ]);
      expect(read.bad).toEqual([]);
    }
  });

  test('lines: blank ones are not records, and the last needs no line end', async () => {
    const read = await readText('{"id":1}\r\n\n   \n{"id":2}\n\uFEFF{"id":3}');
    expect(read.records.map(({ number, line, value }) => [number, line, value])).toEqual([
      [1, 1, { id: 1 }],
      [2, 4, { id: 2 }],
      [3, 5, { id: 3 }],
    ]);
    expect(read.bad).toEqual([]);
  });

  test('arrays and objects back to back, in any mixture', async () => {
    const read = await readText('[\n {"id":1},\n {"id":2}\n]\n[{"id":3}]{"id":4}\n\n{\n"id":5}');
    expect(read.values).toEqual([1, 2, 3, 4, 5].map((id) => ({ id })));
    expect(read.records.map(({ number, line }) => [number, line])).toEqual([
      [1, 2],
      [2, 3],
      [3, 5],
      [4, 5],
      [5, 7],
    ]);
  });

  test('Log Analytics answers: rows by the columns of their table; dynamic cells stay text', async () => {
    const table = (name: string, columns: readonly string[], rows: readonly unknown[]) => ({
      name,
      columns: columns.map((column) => ({ name: column, type: 'string' })),
      rows,
    });
    const text = JSON.stringify({
      tables: [
        table('PrimaryResult', ['Id', 'Status', 'Id'], [['a', '{"errorCode":0}', null]]),
        table('Second', ['N'], [[1], [2]]),
      ],
    }).replace('[[1]', '[[12345678901234567890]');
    const read = await readText(text);
    expect(read.records.map(({ number, json }) => [number, json])).toEqual([
      [1, '{"Id":"a","Status":"{\\"errorCode\\":0}","Id#2":null}'],
      [2, '{"N":12345678901234567890}'],
      [3, '{"N":2}'],
    ]);
    expect(read.records[0]?.text).toBe('["a","{\\"errorCode\\":0}",null]');
  });

  test('Log Analytics answers whose rows come before their columns', async () => {
    const read = await readText('{"tables":[{"rows":[["a"],["b","c"]],"columns":[{"name":"Id"}]}]}');
    expect(read.values).toEqual([{ Id: 'a' }]);
    expect(read.bad).toMatchObject([{ number: 2, cause: '2 cells where the table has 1 columns' }]);
  });

  test('Log Analytics answers that hold an error beside their rows say so', async () => {
    const read = await readText(
      '{"tables":[{"name":"PrimaryResult","columns":[{"name":"Id"}],"rows":[["a"]]}],"error":{"code":"PartialError"}}',
    );
    expect(read.values).toEqual([{ Id: 'a' }]);
    expect(read.bad).toMatchObject([
      {
        number: 2,
        cause: 'the answer holds an error beside its records',
        excerpt: '{"code":"PartialError"}',
      },
    ]);
  });

  test('wrapped events are taken out of what wraps them', async () => {
    const event = '{"eventName":"ConsoleLogin","n":12345678901234567890}';
    const quoted = JSON.stringify(event);
    for (const text of [
      `{"Events":[{"EventId":"e","CloudTrailEvent":${quoted}}]}`,
      `{"messageType":"DATA_MESSAGE","logGroup":"g","logEvents":[{"id":"1","message":${quoted}}]}`,
      `{"version":"0","detail-type":"d","source":"aws.x","detail":${event}}`,
      `{"preview":false,"result":${event.replace('{', '{"_raw":"r",')}}`,
    ]) {
      const read = await readText(text);
      expect(read.records.map(({ json }) => json.replace('"_raw":"r",', ''))).toEqual([event]);
      expect(read.bad).toEqual([]);
    }
    const lake = await readText(
      '{"QueryStatus":"FINISHED","QueryResultRows":[[{"eventName":"a"},{"eventTime":"t"}]]}',
    );
    expect(lake.values).toEqual([{ eventName: 'a', eventTime: 't' }]);
  });

  test('a wrapped event that is no JSON is bad', async () => {
    const read = await readText('{"Events":[{"EventId":"e","CloudTrailEvent":"{\\"cut"},{"EventId":"f"}]}');
    expect(read.bad).toMatchObject([
      { number: 1, cause: 'its "CloudTrailEvent" does not hold the JSON text of an event' },
    ]);
    expect(read.values).toEqual([{ EventId: 'f' }]);
  });

  test('empty files hold nothing', async () => {
    for (const text of ['', '\n', '[]', '{"value":[]}']) {
      const read = await readText(text);
      expect([read.records, read.bad]).toEqual([[], []]);
    }
  });
});

describe('bad lines', () => {
  test('cost only themselves and are numbered as the engine numbers them', async () => {
    const text =
      '{"id":1}\n{"id":2,"x":{\n\n5\n{"id":4}{"id":5}\nnull\n"{\\"id\\":7}"\n{"id":8} x\n[{"id":9},{"id":10}]\n{"id":11';
    const read = await readText(text, lines);
    expect(read.records.map(({ number, line, value }) => [number, line, value['id']])).toEqual([
      [1, 1, 1],
      [4, 5, 4],
      [4, 5, 5],
      [6, 7, 7],
      [7, 8, 8],
      [8, 9, 9],
      [8, 9, 10],
    ]);
    expect(read.bad).toEqual([
      {
        kind: 'bad',
        number: 2,
        line: 2,
        cause: 'cut off in the middle of a record at byte 22',
        excerpt: '{"id":2,"x":{',
      },
      { kind: 'bad', number: 3, line: 4, cause: 'a number where a record was expected', excerpt: '5' },
      { kind: 'bad', number: 5, line: 6, cause: 'null where a record was expected', excerpt: 'null' },
      {
        kind: 'bad',
        number: 7,
        line: 8,
        cause: 'not valid JSON near character 1 of the record',
        excerpt: 'x',
      },
      {
        kind: 'bad',
        number: 9,
        line: 10,
        cause: `cut off in the middle of a record at byte ${text.length}`,
        excerpt: '{"id":11',
      },
    ]);
  });

  test('the rest of a broken record is not taken for records', async () => {
    const read = await readText(
      '{"id":1}\nre", "location": {"city":"x"}, "status": {"errorCode":0}}\n{"id":3}\n',
      lines,
    );
    expect(read.values).toEqual([{ id: 1 }, { id: 3 }]);
    expect(read.bad).toMatchObject([{ number: 2, line: 2 }]);
  });

  test('that are not UTF-8 are bad, not guessed', async () => {
    const read = await readText(
      Buffer.from('{"id":1}\n{"name":"Zo\xeb"}\n{"name":"\uFFFD"}\n'.replace('\uFFFD', '?'), 'latin1'),
    );
    expect(read.values).toEqual([{ id: 1 }, { name: '?' }]);
    expect(read.bad).toMatchObject([{ number: 2, cause: 'not valid UTF-8: save the file as UTF-8' }]);
    expect((await readText('{"name":"\uFFFD"}\n{"a":1}')).values).toEqual([{ name: '\uFFFD' }, { a: 1 }]);
  });

  test('that are too long are bad', async () => {
    const member = await openOne(fileOf(`{"a":"${'x'.repeat(3_000_000)}"}\n{"a":1}\n`));
    const all = await collect(salvageRecords(member, lines, { largestRecord: 1_000_000 }));
    expect(all).toMatchObject([
      { kind: 'bad', number: 1, line: 1, cause: 'a line longer than 1000000 bytes' },
      { kind: 'record', number: 2, line: 2, value: { a: 1 } },
    ]);
  });

  test('excerpts are short', async () => {
    const read = await readText(`{"a":1}\n{"a":"${'é'.repeat(1000)}\n`, lines);
    expect(read.bad[0]?.excerpt).toBe(`{"a":"${'é'.repeat(194)}`);
  });
});

describe('lines that are cut anywhere', () => {
  test('give the whole lines, and one bad record for the rest', async () => {
    const values = [{ id: 'Zoë' }, { id: 'b', x: [{}] }, { id: 'c' }];
    const whole = Buffer.from(values.map((value) => JSON.stringify(value)).join('\n'));
    const ends = values.map(
      (value) => whole.indexOf(JSON.stringify(value)) + Buffer.byteLength(JSON.stringify(value)),
    );
    for (let length = 1; length <= whole.length; length += 1) {
      const read = await readText(whole.subarray(0, length), lines);
      const count = ends.filter((end) => end <= length).length;
      expect(read.values).toEqual(values.slice(0, count));
      const between = ends.some((end) => length === end || length === end + 1);
      expect(read.bad).toHaveLength(between ? 0 : 1);
    }
  });
});

describe('batches on lines', () => {
  test('are numbered through, and a broken batch costs what is broken of it', async () => {
    const text = '{"records":[{"a":1},{"a":2}]}\n{"records":[{"a":3},{"a":\n{"records":[{"a":5}]}\n';
    const read = await readText(text);
    expect(read.container).toMatchObject({ kind: 'member', perLine: true });
    expect(read.records.map(({ number, line, value }) => [number, line, value])).toEqual([
      [1, 1, { a: 1 }],
      [2, 1, { a: 2 }],
      [3, 2, { a: 3 }],
      [5, 3, { a: 5 }],
    ]);
    // With its end, line 1 has 30 bytes; line 2 has 25.
    const cause = 'cut off in the middle of a record at byte 55';
    expect(read.bad).toMatchObject([{ number: 4, line: 2, cause, excerpt: '{"a":' }]);
  });

  test('a batch without its list is told', async () => {
    const read = await readText('{"records":[{"a":1}]}\n{"records":null}\n');
    expect(read.bad).toMatchObject([{ number: 2, line: 2, cause: 'a value without a list of records' }]);
  });
});

describe('texts that were joined after a cut', () => {
  test.each([
    ['inside a text', '[\n  {"id":1},\n  {"id":2,"n":"cu[\n  {"id":3},\n  {"id":4}\n]\n'],
    [
      'between tokens, on a new line',
      '[\n  {"id":1},\n  {"id":2,"n":{"m":5\n[\n  {"id":3},\n  {"id":4}\n]\n',
    ],
  ])('arrays, %s', async (_, text) => {
    const read = await readText(text);
    expect(read.values).toEqual([{ id: 1 }, { id: 3 }, { id: 4 }]);
    expect(read.bad).toMatchObject([{ number: 2, line: 3 }]);
  });

  test('pages', async () => {
    const text = '{"value":[{"id":1},{"id":2,"n":"cu\n{"value":[{"id":3},{"id":4}]}\n';
    const read = await readText(text);
    expect(read.container).toMatchObject({ kind: 'member', perLine: true });
    expect(read.values).toEqual([{ id: 1 }, { id: 3 }, { id: 4 }]);
    expect(read.bad).toMatchObject([{ number: 2, line: 1, excerpt: '{"id":2,"n":"cu' }]);

    const walked = await readText(text, { kind: 'member', id: 'x', title: '', key: 'value', perLine: false });
    expect(walked.values).toEqual([{ id: 1 }, { id: 3 }, { id: 4 }]);
    expect(walked.bad).toMatchObject([
      { number: 2, line: 1, excerpt: '{"id":2,"n":"cu' },
      { number: 4, line: 3, cause: `cut off between records at byte ${text.length}: the list is not closed` },
    ]);
  });

  test('what is inside the cut record is not taken for a record', async () => {
    const text =
      '[\n{\n"id":1},\n{\n"id":2,\n"location":\n{\n"city":"x"\n},\n"steps":[\n{"a":1},\n{"a":2}\n]';
    const read = await readText(text);
    expect(read.values).toEqual([{ id: 1 }]);
    expect(read.bad).toMatchObject([{ number: 2, line: 4 }]);
  });
});

describe('a 50 MB array on one line', () => {
  test('is read to its end, and cut short it gives every whole record', async () => {
    const record = (index: number) => JSON.stringify({ id: index, pad: 'x'.repeat(480) });
    const path = fileOf('');
    const file = openSync(path, 'w');
    writeSync(file, '[');
    let size = 1;
    for (let batch = 0; batch < 100; batch += 1) {
      const texts = Array.from({ length: 1000 }, (_, index) => record(batch * 1000 + index));
      size += writeSync(file, (batch === 0 ? '' : ',') + texts.join(','));
    }
    closeSync(file);
    expect(size).toBeGreaterThan(50_000_000);
    const member = await openOne(path);
    let next = 0;
    const bad: unknown[] = [];
    for await (const each of salvageRecords(member, containerFor(member))) {
      if (each.kind === 'bad') bad.push(each);
      else if (each.value['id'] === next && each.number === next + 1) next += 1;
    }
    expect(next).toBe(100_000);
    expect(bad).toEqual([
      {
        kind: 'bad',
        number: 100_001,
        line: 1,
        cause: `cut off between records at byte ${size}: the list is not closed`,
        excerpt: '',
      },
    ]);
  });
});

describe('salvageRecords of certain numbers', () => {
  test('gives those, good or bad, and no others', async () => {
    const member = await openOne(fileOf('{"id":1}\n{"id":2\n{"id":3}{"id":4}\n{"id":5}\n'));
    const found = await collect(salvageRecords(member, lines, undefined, new Set([2, 3, 99])));
    expect(found.map(({ kind, number, line }) => [kind, number, line])).toEqual([
      ['bad', 2, 2],
      ['record', 3, 3],
      ['record', 3, 3],
    ]);
  });
});

describe('recordsByNumber', () => {
  test('gives raw texts, also of what is bad', async () => {
    const member = await openOne(fileOf('{"id": 1}\n\n{"id":2\n{"id":3}\n'));
    expect(await recordsByNumber(member, lines, [3, 2, 99])).toEqual(
      new Map([
        [2, { line: 3, text: '{"id":2' }],
        [3, { line: 4, text: '{"id":3}' }],
      ]),
    );
  });

  test('agrees with salvageRecords in every container', async () => {
    const values = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 })), {
      minLength: 1,
      maxLength: 4,
    });
    const shape = fc.constantFrom(
      (all: readonly object[]) => JSON.stringify(all),
      (all: readonly object[]) => JSON.stringify({ value: all }, null, 1),
      (all: readonly object[]) => all.map((each) => JSON.stringify(each)).join('\n'),
    );
    await fc.assert(
      fc.asyncProperty(values, shape, async (all, write) => {
        const member = await openOne(fileOf(write(all)));
        const container = containerFor(member);
        const salvaged = await collect(salvageRecords(member, container));
        expect(salvaged.map(({ kind, number }) => [kind, number])).toEqual(
          all.map((_, index) => ['record', index + 1]),
        );
        const texts = await recordsByNumber(
          member,
          container,
          salvaged.map(({ number }) => number),
        );
        for (const each of salvaged) {
          if (each.kind === 'record')
            expect(texts.get(each.number)).toEqual({ line: each.line, text: each.text });
        }
      }),
      { numRuns: 30 },
    );
  });
});
