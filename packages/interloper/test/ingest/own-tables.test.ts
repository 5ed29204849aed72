import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duckdb } from '@interloper/duckdb';
import { compress } from '@interloper/emulate';
import { isoOfTicks, ticksOfIso } from '@interloper/plan';
import type { LanguageId } from '@interloper/plan';
import { ownSource } from '@interloper/sources';
import type { Json } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { ingest } from '../../src/ingest/ingest.js';
import { open } from '../../src/open.js';
import type { OpenOptions, Workspace } from '../../src/open.js';
import { graphRecord, lines, writeFiles } from './ingest-files.js';
import type { Files } from './ingest-files.js';
import { writeParquet } from './write-parquet.js';

const root = mkdtempSync(join(tmpdir(), 'own-tables-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;

function folderOf(files: Files): string {
  folders += 1;
  const folder = join(root, String(folders));
  writeFiles(folder, files);
  return folder;
}

async function withWorkspace<T>(
  use: (workspace: Workspace) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  const workspace = await open(options);
  try {
    return await use(workspace);
  } finally {
    await workspace.close();
  }
}

async function rowsOf(
  workspace: Workspace,
  text: string,
  language: LanguageId = 'kql',
): Promise<readonly (readonly Json[])[]> {
  const { rows, diagnostics } = await workspace.query(language, text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return rows;
}

async function typesOf(workspace: Workspace, table: string): Promise<Record<string, Json>> {
  const rows = await rowsOf(workspace, `${table} | getschema | project ColumnName, ColumnType`);
  return Object.fromEntries(rows.map(([name, type]) => [typeof name === 'string' ? name : '', type ?? null]));
}

describe('columns', () => {
  test('of JSON have the type that all values have, however late another one comes', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({
      n: index,
      late: index,
      mixed: 1,
      flag: index % 2 === 0,
      when: '2026-03-01T00:00:00Z',
      almost: '2026-03-01T00:00:00Z',
      digits: '5',
      real: index / 4,
      big: 1,
    }));
    const last = {
      n: -1,
      late: 1.5,
      mixed: 'one',
      flag: false,
      when: '2026-03-02 10:00:00.5',
      almost: 'yesterday',
      digits: '6',
      real: 3,
      big: { toJSON: () => 0 },
      nested: { list: [1, { deep: 'value' }] },
      new: null,
    };
    const text = lines(...many, JSON.stringify(last).replace('"big":0', '"big":12345678901234567890'));
    await withWorkspace(async (workspace) => {
      const inputs = await workspace.ingest([folderOf({ 'events.json': text })]);
      expect(inputs).toMatchObject([
        { source: null, table: 'events', records: 5001, quarantined: 0, duplicates: 0 },
      ]);
      expect(await typesOf(workspace, 'events')).toEqual({
        n: 'long',
        late: 'real',
        mixed: 'dynamic',
        flag: 'bool',
        when: 'datetime',
        almost: 'string',
        digits: 'string',
        real: 'real',
        big: 'string',
        nested: 'dynamic',
        new: 'string',
      });
      const rows = await rowsOf(
        workspace,
        'events | where n == -1 | project late, mixed, when, almost, big, tostring(nested.list[1].deep)',
      );
      expect(rows).toEqual([
        [1.5, 'one', '2026-03-02T10:00:00.5Z', 'yesterday', '12345678901234567890', 'value'],
      ]);
      expect(await rowsOf(workspace, 'events | where mixed == "one" or tolong(mixed) == 1 | count')).toEqual([
        [5001],
      ]);
    });
  });

  test('of CSV are what all cells look like, and text where a number would be spelled otherwise', async () => {
    const text = [
      'id,zip,ratio,price,flag,when,json,note,none',
      '1,00123,0.5,1.50,true,2026-01-01,"{""a"":[1]}",x,',
      '2,99999,-2,2.25,FALSE,2026-01-02 10:30:00,,"a, b",',
      '9007199254740993,12345,1e5,3,false,,"[]","",',
    ].join('\r\n');
    await withWorkspace(async (workspace) => {
      await workspace.ingest([folderOf({ 'Some cells (1).csv': text })]);
      expect(await typesOf(workspace, 'Some_cells_1')).toEqual({
        id: 'long',
        zip: 'string',
        ratio: 'string',
        price: 'string',
        flag: 'bool',
        when: 'datetime',
        json: 'dynamic',
        note: 'string',
        none: 'string',
      });
      expect(await rowsOf(workspace, 'Some_cells_1')).toEqual([
        [1, '00123', '0.5', '1.50', true, '2026-01-01T00:00:00Z', { a: [1] }, 'x', ''],
        [2, '99999', '-2', '2.25', false, '2026-01-02T10:30:00Z', null, 'a, b', ''],
        ['9007199254740993', '12345', '1e5', '3', false, null, [], '', ''],
      ]);
    });
  });

  test('whose names differ in case only, are empty or odd, are all there', async () => {
    const record = {
      a: 1,
      A: 'big',
      '': 'unnamed',
      'x.y': 2,
      'quote"\'`': 3,
      'é{}': 4,
      _row: 5,
      _hidden: 6,
      EventTime: 'no',
    };
    await withWorkspace(async (workspace) => {
      await workspace.ingest([folderOf({ 'odd.json': JSON.stringify([record, { a: 2 }]) })]);
      const rows = await rowsOf(workspace, 'odd | project A, a, ["x.y"], _row, EventTime | order by a asc');
      expect(rows).toEqual([
        ['big', 1, 2, 5, 'no'],
        ['', 2, null, null, ''],
      ]);
      const names = Object.keys(await typesOf(workspace, 'odd'));
      expect(new Set(['', ...names])).toEqual(new Set(Object.keys(record)));
      const { diagnostics } = await workspace.query('kql', 'odd');
      expect(diagnostics).toEqual([]);
    });
  });

  test('are those of all files that have the name', async () => {
    const folder = folderOf({
      'a/log.ndjson': lines({ one: 1, same: 'x' }),
      'b/log.json': JSON.stringify([{ two: 2, same: 3 }]),
    });
    await withWorkspace(async (workspace) => {
      await workspace.ingest([folder]);
      expect(await typesOf(workspace, 'log')).toEqual({ one: 'long', same: 'dynamic', two: 'long' });
      await workspace.ingest([folderOf({ 'log.json': lines({ one: 'text now', three: 3 }) })], {
        source: 'log',
      });
      expect(await typesOf(workspace, 'log')).toEqual({
        one: 'dynamic',
        same: 'dynamic',
        two: 'long',
        three: 'long',
      });
      expect(await rowsOf(workspace, 'log | count')).toEqual([[3]]);
    });
  });
});

describe('time', () => {
  test.each([
    ['eventTime', '2026-03-01T10:00:00Z'],
    ['@timestamp', '2026-03-01T11:00:00.000+01:00'],
    ['timestamp', 1_772_359_200_000],
    ['_time', '1772359200.000'],
    ['time', 1_772_359_200],
    ['CreationDate', '1/3/2026 10:00:00 am'],
  ])('is taken from %s', async (name, value) => {
    const text = lines({ [name]: value, user: 'a' }, { [name]: null, user: 'b' });
    await withWorkspace(async (workspace) => {
      await workspace.ingest([folderOf({ 'timed.json': text })]);
      const rows = await rowsOf(workspace, 'sourcetype=timed | table _time user', 'spl');
      expect(rows.map(([time]) => time)).toEqual(['2026-03-01T10:00:00Z', null]);
    });
  });

  test('later than now is not there', async () => {
    const text = lines({ time: '2026-03-01T10:00:00Z' }, { time: '2026-03-02T10:00:00Z' }, { other: 1 });
    await withWorkspace(async (workspace) => {
      await workspace.ingest([folderOf({ 'timed.json': text })]);
      const { rows } = await workspace.query('kql', 'timed | count', {
        now: new Date('2026-03-01T12:00:00Z'),
      });
      expect(rows).toEqual([[2]]);
    });
  });
});

describe('names', () => {
  test('a known source or table reads with that source, another name makes a table', async () => {
    const file = join(folderOf({ 'x.ndjson': lines(graphRecord('a'), graphRecord('b')) }), 'x.ndjson');
    await withWorkspace(async (workspace) => {
      expect(await workspace.ingest([file], { source: 'signinlogs' })).toMatchObject([
        { source: 'entra-sign-ins', records: 2 },
      ]);
      expect(await workspace.ingest([file], { source: 'Raw_Sign_Ins' })).toMatchObject([
        { source: null, table: 'Raw_Sign_Ins', records: 2 },
      ]);
      // The same bytes under the same name are not read again.
      expect(await workspace.ingest([file], { source: 'Raw_Sign_Ins' })).toMatchObject([{ repeatOf: file }]);
      expect(await rowsOf(workspace, 'Raw_Sign_Ins | where location.city == "Bern" | count')).toEqual([[2]]);
      expect(await rowsOf(workspace, 'SigninLogs | count')).toEqual([[2]]);
      expect(await rowsOf(workspace, 'source=raw_sign_ins | stats count', 'spl')).toEqual([[2]]);
    });
  });

  test('rows of a known table that do not say which are told by the user', async () => {
    const row = { TimeGenerated: '2026-03-01T10:00:00Z', UserPrincipalName: 'a@tailspin.example', Id: '1' };
    await withWorkspace(async (workspace) => {
      expect(
        await workspace.ingest([folderOf({ 'rows.json': lines(row) })], { source: 'SigninLogs' }),
      ).toMatchObject([{ source: 'entra-sign-ins', records: 1 }]);
      expect(await rowsOf(workspace, 'SigninLogs | project UserPrincipalName')).toEqual([
        ['a@tailspin.example'],
      ]);
    });
  });

  test('a file named like a known table gets a number, and all that happened is told', async () => {
    await withWorkspace(async (workspace) => {
      await workspace.ingest([folderOf({ 'SigninLogs.json': lines({ hello: 1 }) })]);
      expect(await rowsOf(workspace, 'SigninLogs_2 | project hello')).toEqual([[1]]);
      expect(await rowsOf(workspace, 'SigninLogs | count')).toEqual([[0]]);
    });
  });

  test('an unknown table names those of files among those that there are', async () => {
    await withWorkspace(async (workspace) => {
      await workspace.ingest([folderOf({ 'inventory.json': lines({ hello: 1 }) })]);
      const { diagnostics } = await workspace.query('kql', 'inventry | count');
      expect(JSON.stringify(diagnostics)).toContain('inventory');
    });
  });
});

describe('damage', () => {
  test('bad lines are quarantined and cut files are read to the cut', async () => {
    const folder = folderOf({
      'bad.ndjson': lines({ a: 1 }, '{"a": 2,', { a: 3 }, {}),
      'cut.json': JSON.stringify([{ a: 1 }, { a: 2 }, { a: 3 }]).slice(0, -6),
      'row.csv': 'a,b,c\n1,2,3\n4,5\n6,7,8\n',
    });
    await withWorkspace(async (workspace) => {
      expect(await workspace.ingest([folder])).toMatchObject([
        { table: 'bad', records: 3, quarantined: 1 },
        { table: 'cut', records: 2, quarantined: 1 },
        { table: 'row', records: 2, quarantined: 1 },
      ]);
      expect(await rowsOf(workspace, 'bad | project a')).toEqual([[1], [3], [null]]);
      expect(await rowsOf(workspace, 'cut | project a')).toEqual([[1], [2]]);
      expect(await rowsOf(workspace, 'row | project a, b, c')).toEqual([
        [1, 2, 3],
        [6, 7, 8],
      ]);
    });
  });

  test('a Parquet file that is cut is refused by name', async () => {
    const folder = folderOf({});
    writeFiles(folder, { 'good.parquet': '' });
    await writeParquet(join(folder, 'good.parquet'), "SELECT 1 AS a, 'x' AS b");
    writeFileSync(join(folder, 'cut.parquet'), readFileSync(join(folder, 'good.parquet')).subarray(0, 60));
    await withWorkspace(async (workspace) => {
      const inputs = await workspace.ingest([folder]);
      expect(inputs).toMatchObject([
        { records: 0, unreadable: true },
        { records: 1, table: 'good' },
      ]);
      expect(inputs[0]?.refused).toContain('the Parquet file cannot be read');
    });
  });
});

describe('Parquet', () => {
  test('has nested values, times and null columns', async () => {
    const folder = folderOf({ x: '' });
    await writeParquet(
      join(folder, 'typed.parquet'),
      `SELECT i AS id, TIMESTAMP '2026-03-13 19:15:41.123' AS time, {'city': 'Bern', 'geo': {'lat': 46.9}} AS place,
              [i, i + 1] AS list, NULL::VARCHAR AS none, '{"q": 1}' AS json, i = 1 AS flag FROM range(3) t(i)`,
    );
    await withWorkspace(async (workspace) => {
      await workspace.ingest([join(folder, 'typed.parquet')]);
      expect(await rowsOf(workspace, 'typed | where id == 1')).toEqual([
        [1, '2026-03-13T19:15:41.123Z', { city: 'Bern', geo: { lat: 46.9 } }, [1, 2], '', '{"q": 1}', true],
      ]);
      expect(await rowsOf(workspace, 'sourcetype=typed place.geo.lat=46.9 | stats count', 'spl')).toEqual([
        [3],
      ]);
      expect(
        await rowsOf(
          workspace,
          'sourcetype=typed | rex "\\"city\\":\\"(?<c>\\w+)\\"" | stats count by c',
          'spl',
        ),
      ).toEqual([['Bern', 3]]);
    });
  });

  test('of a known log is read by its source', async () => {
    const folder = folderOf({ 'rows.ndjson': lines(...['a', 'b', 'c'].map((id) => graphRecord(id))) });
    await writeParquet(
      join(folder, 'rows.parquet'),
      `SELECT * FROM read_json('${join(folder, 'rows.ndjson')}', format = 'newline_delimited')`,
    );
    await withWorkspace(async (workspace) => {
      const inputs = await workspace.ingest([folder]);
      // The events are the same: in the second file they are repeats.
      expect(inputs).toMatchObject([
        { source: 'entra-sign-ins', records: 3, quarantined: 0 },
        { source: 'entra-sign-ins', records: 3, quarantined: 0 },
      ]);
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(3);
    });
  });
});

test('a store keeps tables and their types', async () => {
  const store = join(root, 'kept.duckdb');
  const first = folderOf({ 'kept.json': lines({ a: 1, when: '2026-01-01T00:00:00Z' }) });
  await withWorkspace(async (workspace) => workspace.ingest([first]), { store });
  await withWorkspace(
    async (workspace) => {
      expect(await typesOf(workspace, 'kept')).toEqual({ a: 'long', when: 'datetime' });
      await workspace.ingest([folderOf({ 'kept.json': lines({ a: 'x' }) })]);
      expect(await typesOf(workspace, 'kept')).toEqual({ a: 'dynamic', when: 'datetime' });
    },
    { store },
  );
  await withWorkspace(
    async (workspace) =>
      expect(await rowsOf(workspace, 'kept | project a | sort by tostring(a) asc')).toEqual([[1], ['x']]),
    { store },
  );
});

test('rules that were compiled before a table was there are compiled again', async () => {
  await withWorkspace(async (workspace) => {
    const { diagnostics } = await workspace.query('kql', 'fresh | count');
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    await workspace.ingest([folderOf({ 'fresh.json': lines({ a: 1 }) })]);
    expect(await rowsOf(workspace, 'fresh | count')).toEqual([[1]]);
    expect(await rowsOf(workspace, 'union fresh, (SigninLogs | project a = 1) | count')).toEqual([[1]]);
  });
});

test('in archives, other encodings and back to back', async () => {
  const record = { user: 'zoë', n: 1 };
  const [gzip] = compress(
    [{ path: 'packed.json', content: Buffer.from(JSON.stringify([record])) }],
    'gzip',
    '',
  );
  const [archive] = compress(
    [{ path: 'inner/member.ndjson', content: Buffer.from(lines(record, record)) }],
    'zip',
    'a',
  );
  if (gzip === undefined || archive === undefined) throw new Error('nothing was packed');
  const folder = folderOf({
    [gzip.path]: gzip.content,
    [archive.path]: archive.content,
    'wide.csv': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('user,n,x\nzoë,1,2\n', 'utf16le')]),
    'values.txt': `${JSON.stringify(record, null, 2)}\n${JSON.stringify(record, null, 2)}`,
  });
  await withWorkspace(async (workspace) => {
    const inputs = await workspace.ingest([folder]);
    expect(
      inputs.map(({ table, records }) => [table, records]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    ).toEqual([
      ['member', 2],
      ['packed', 1],
      ['values', 2],
      ['wide', 1],
    ]);
    for (const [table, count] of [
      ['member', 2],
      ['packed', 1],
      ['values', 2],
      ['wide', 1],
    ] as const)
      expect(await rowsOf(workspace, `${table} | where user == "zoë" and n == 1 | count`)).toEqual([[count]]);
  });
});

test('records of a log that is known and not read are a table too', async () => {
  const record = {
    time: '2026-03-01T00:00:00Z',
    category: 'SomeLogsOfAService',
    properties: { a: { b: 1 } },
  };
  await withWorkspace(async (workspace) => {
    const inputs = await workspace.ingest([folderOf({ 'stream.json': lines(record, 'bad', record) })]);
    expect(inputs).toMatchObject([{ source: null, table: 'stream', records: 2, quarantined: 1 }]);
    expect(
      await rowsOf(workspace, 'stream | where properties.a.b == 1 | summarize count() by category'),
    ).toEqual([['SomeLogsOfAService', 2]]);
  });
});

test('whatever the values are, none is lost', async () => {
  const value = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
    fc.boolean(),
    fc.constant(null),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom('2026-01-01', '2026-01-01T10:00:00Z', '5', '0.50', 'true', '[1]', '{}', ''),
    fc.array(fc.integer(), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('x', 'y'), fc.integer(), { maxKeys: 2 }),
  );
  const records = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'A'), value, { maxKeys: 3 }), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(records, async (written) => {
      const store = await duckdb.open();
      try {
        const folder = folderOf({ 'any.ndjson': lines(...written) });
        const { tables, quarantine } = await ingest(store, [folder], { unknown: 'tables' });
        expect(quarantine).toEqual([]);
        const [table] = tables;
        if (table === undefined) throw new Error('no table');
        const [view] = ownSource(table).tables;
        if (view === undefined) throw new Error('no view');
        if (view.columns.length === 0) return;
        const { rows } = await store.query({ kind: 'project', input: view.scan, columns: view.columns });
        const expected = written.map((record) =>
          view.columns.map(({ name, type }) => shown(record[name] ?? null, type)),
        );
        // Records without a value are read last.
        expect(rows.map((row) => JSON.stringify(row)).toSorted()).toEqual(
          expected.map((row) => JSON.stringify(row)).toSorted(),
        );
      } finally {
        await store.close();
      }
    }),
    { numRuns: 25, seed: 7 },
  );
});

/** A value of JSON as a column of a type gives it. */
function shown(value: unknown, type: string): unknown {
  if (value === null) return null;
  if (type === 'datetime') return typeof value === 'string' ? isoOfTicks(ticksOfIso(value) ?? 0n) : undefined;
  if (type === 'string' && typeof value !== 'string') return JSON.stringify(value);
  return value;
}
