import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { graphRecord, lines, sorted, withIngested, writeFiles } from './ingest-files.js';
import type { Files } from './ingest-files.js';

const root = mkdtempSync(join(tmpdir(), 'damage-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
function folderOf(files: Files): string {
  folders += 1;
  const folder = join(root, String(folders));
  writeFiles(folder, files);
  return folder;
}

const page = (...records: readonly unknown[]): string =>
  JSON.stringify({ '@odata.context': 'https://graph.example/$metadata#signIns', value: records });

describe('damage costs only itself', () => {
  test('a cut line is quarantined with its line and record number', async () => {
    const whole = ['a', 'b', 'c'].map((id) => graphRecord(id));
    const text = lines(whole[0], '{"id":"broken","createdDateTime":"2026-', '', whole[1], whole[2]);
    const folder = folderOf({ 'signins.json': text });
    await withIngested([folder], async ({ inputs, quarantine, rows }) => {
      expect(await rows('Id')).toEqual([['a'], ['b'], ['c']]);
      expect(inputs).toMatchObject([{ records: 3, quarantined: 1 }]);
      // The blank line is no record: the broken one is the second of four, in line 2.
      expect(quarantine).toMatchObject([{ path: join(folder, 'signins.json'), line: 2, record: 2 }]);
      expect(quarantine[0]?.excerpt).toContain('"id":"broken"');
      expect(quarantine[0]?.cause).toMatch(/\w/);
    });
  });

  test('the engine read what it could: only the doubtful records were looked at one by one', async () => {
    const strange = graphRecord('d', { createdDateTime: null, status: '{"errorCode":0}' });
    const folder = folderOf({ 'signins.json': lines(graphRecord('a'), strange, 'oops', graphRecord('c')) });
    await withIngested([folder], async ({ rows, inputs }) => {
      // Rows of the engine have no record number of their own; a salvaged one has.
      expect(await rows('Id', '_record')).toEqual([
        ['a', null],
        ['c', null],
        ['d', 2],
      ]);
      expect(inputs).toMatchObject([{ records: 3, quarantined: 1 }]);
    });
  });

  test('a cut page gives the records before the cut, and its neighbours are whole', async () => {
    const cut = page(graphRecord('a'), graphRecord('b'), graphRecord('c'));
    const folder = folderOf({
      '1.json': page(graphRecord('before')),
      '2.json': cut.slice(0, cut.indexOf('"id":"c"') + 40),
      '3.json': page(graphRecord('after')),
    });
    await withIngested([folder], async ({ inputs, rows, quarantine }) => {
      expect(sorted(await rows('Id')).flat()).toEqual(['a', 'after', 'b', 'before']);
      expect(inputs.map(({ records, quarantined }) => [records, quarantined])).toEqual([
        [1, 0],
        [2, 1],
        [1, 0],
      ]);
      expect(quarantine).toMatchObject([{ path: join(folder, '2.json'), record: 3 }]);
    });
  });

  test('a gzip that ends too early is not read short in silence', async () => {
    const records = Array.from({ length: 400 }, (_, index) =>
      graphRecord(`r${index}`, { correlationId: `${index * 7919}` }),
    );
    const packed = gzipSync(lines(...records));
    const folder = folderOf({
      'cut.json.gz': packed.subarray(0, packed.length - 200),
      'good.json.gz': packed,
    });
    await withIngested([folder], async ({ inputs, quarantine }) => {
      const [cut, good] = inputs;
      expect(good).toMatchObject({ records: 400, quarantined: 0 });
      expect(cut?.records).toBeGreaterThan(0);
      expect(cut?.records).toBeLessThan(400);
      expect(cut?.quarantined).toBe(1);
      expect(quarantine[0]?.cause).toMatch(/cut off/);
    });
  });

  test('a quote left open in a CSV costs the rest of the file, not what was before, and is said', async () => {
    const header = 'TimeGenerated [UTC],Id,ResultType,UserPrincipalName,AppId,Category,UserAgent';
    const row = (id: string, agent: string): string =>
      `2026-03-13T19:15:41Z,${id},0,${id}@tailspin.example,app,SignInLogs,${agent}`;
    const text = [
      header,
      row('a', 'plain'),
      row('b', '"quoted, ""twice"""'),
      row('c', '"open'),
      row('d', 'x'),
    ].join('\n');
    await withIngested([folderOf({ 'open.csv': text })], async ({ inputs, rows, quarantine }) => {
      const ids = (await rows('Id', 'UserAgent')).map(([id, agent]) => [id, agent]);
      expect(ids.slice(0, 2)).toEqual([
        ['a', 'plain'],
        ['b', 'quoted, "twice"'],
      ]);
      expect(inputs[0]?.quarantined).toBeGreaterThan(0);
      expect(quarantine[0]?.line).toBe(4);
    });
  });

  test('what is no log is refused with a reason: empty, binary, not there, not allowed', async () => {
    const folder = folderOf({
      'empty.json': '',
      'binary.bin': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]),
      'note.txt': 'Dear all,\nplease find the logs attached.\n',
      'secret.json': lines(graphRecord('s')),
      'good.json': lines(graphRecord('good')),
    });
    chmodSync(join(folder, 'secret.json'), 0o000);
    const missing = join(folder, 'nowhere');
    await withIngested([folder, missing], async ({ inputs, rows }) => {
      const reasons = Object.fromEntries(
        inputs.map(({ path, refused }) => [path.slice(folder.length + 1), refused]),
      );
      expect(reasons['empty.json']).toMatch(/empty/);
      expect(reasons['binary.bin']).toMatch(/ELF/);
      expect(reasons['note.txt']).toMatch(/neither JSON nor CSV/);
      expect(reasons['nowhere']).toMatch(/no such file/);
      expect(reasons['good.json']).toBeUndefined();
      // A superuser may read everything.
      const read = (await rows('Id')).flat();
      if (process.getuid?.() !== 0) expect(reasons['secret.json']).toMatch(/permission denied/);
      expect(read).toContain('good');
    });
  });

  test('a lone surrogate, a number beyond 2^53, hive-like folders and names with patterns cost nothing', async () => {
    const surrogate = JSON.stringify(graphRecord('s')).replace('"Office 365"', String.raw`"half \ud83d"`);
    const folder = folderOf({
      'tenantId=wrong/y=2026/m=03/m=00/PT1H.json': lines(graphRecord('hive', { userType: 'member' })),
      'a[1]*.json': lines(graphRecord('pattern')),
      's.json': lines(surrogate, graphRecord('t', { appId: 2 ** 60 })),
    });
    await withIngested([folder], async ({ inputs, rows, quarantine }) => {
      expect(quarantine).toEqual([]);
      expect(inputs.map(({ records }) => records)).toEqual([1, 2, 1]);
      const found = await rows('Id', 'AppDisplayName', 'UserType');
      expect(sorted(found)).toEqual([
        ['hive', 'Office 365', 'member'],
        ['pattern', 'Office 365', null],
        ['s', 'half \uFFFD', null],
        ['t', 'Office 365', null],
      ]);
    });
  });

  test('records of other logs in the same stream are counted by name', async () => {
    const envelope = (category: string, id: string) => ({
      time: '2026-03-13T19:20:00.0000000Z',
      resourceId: '/tenants/t/providers/Microsoft.aadiam',
      category,
      resultType: '0',
      properties: {
        id,
        createdDateTime: '2026-03-13T19:15:41.1234567Z',
        status: { errorCode: 0 },
        userId: 'u',
      },
    });
    const folder = folderOf({
      'PT1H.json': lines(
        envelope('RemoteNetworkHealthLogs', 'x'),
        envelope('SignInLogs', 'a'),
        envelope('RemoteNetworkHealthLogs', 'y'),
      ),
      'other.json': lines(
        ...Array.from({ length: 12 }, () => envelope('RemoteNetworkHealthLogs', 'z')),
        envelope('SignInLogs', 'b'),
      ),
    });
    await withIngested([folder], async ({ inputs, rows }) => {
      expect(sorted(await rows('Id', 'CreatedDateTime'))).toEqual([
        ['a', '2026-03-13T19:15:41.1234567Z'],
        ['b', '2026-03-13T19:15:41.1234567Z'],
      ]);
      expect(inputs.map(({ records, refused }) => [records, refused])).toEqual([
        [1, '2 records of Entra log RemoteNetworkHealthLogs, which is not read'],
        [1, '12 records of Entra log RemoteNetworkHealthLogs, which is not read'],
      ]);
    });
  });

  test('a time that is none is counted, and its record kept', async () => {
    const folder = folderOf({
      's.json': lines(graphRecord('a', { createdDateTime: 'yesterday' }), graphRecord('b')),
    });
    await withIngested([folder], async ({ rows, diagnostics }) => {
      expect(await rows('Id', 'CreatedDateTime')).toEqual([
        ['a', null],
        ['b', '2026-03-13T19:15:41Z'],
      ]);
      expect(diagnostics.map(({ code }) => code)).toEqual(['SRC0002']);
      expect(diagnostics[0]?.message).toMatch(/CreatedDateTime of 1 record .*"yesterday"/);
    });
  });

  test('an interruption stops reading and leaves no temporary file', async () => {
    const folder = folderOf({ 's.json': lines(graphRecord('a')) });
    const controller = new AbortController();
    controller.abort(new Error('stopped by the user'));
    await expect(
      withIngested([folder], async () => undefined, { signal: controller.signal }),
    ).rejects.toThrow('stopped by the user');
  });

  test('many small files and one that is bad are read in few statements', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `${String(index).padStart(3, '0')}.json`,
        index === 177
          ? '{"value":[{"id":"x","createdDateTime":"2026-03-13T19:15:41Z","status":{"errorCode":0},"appId":'
          : page(graphRecord(`r${index}`)),
      ]),
    );
    await withIngested([folderOf(files)], async ({ inputs, rows }) => {
      expect(inputs.length).toBe(300);
      expect(inputs.filter(({ records }) => records === 1).length).toBe(299);
      expect(inputs[177]).toMatchObject({ records: 0, quarantined: 1 });
      expect((await rows('Id')).length).toBe(299);
    });
  });
});

describe('pages that do not stand alone', () => {
  const error = '{"error":{"code":"TooManyRequests","message":"slow down"}}';
  const first = page(graphRecord('a'), graphRecord('b'));
  const second = page(graphRecord('c'));

  test.each([
    ['pages in an array', `[${first},${second}]`],
    ['pages in an array, on lines', `[\n${first},\n${second}\n]`],
    ['arrays of pages back to back', `[${first}]\n[${second}]`],
    ['a page and an array of pages', `${first}\n[${second}]`],
  ])('%s are all read', async (_, text) => {
    await withIngested([folderOf({ 'pages.json': text })], async ({ inputs, rows }) => {
      expect(sorted(await rows('Id'))).toEqual([['a'], ['b'], ['c']]);
      expect(inputs).toMatchObject([{ records: 3, quarantined: 0 }]);
    });
  });

  test.each([1, 20])('an error answer among pages is quarantined (%i files)', async (count) => {
    const names = Array.from({ length: count }, (__, index) => `${index}.json`);
    const files = names.map((name, index): readonly [string, string] => [
      name,
      page(graphRecord(`n${index}`)),
    ]);
    const folder = folderOf({ ...Object.fromEntries(files), 'z.json': `${first}\n${error}\n${second}\n` });
    await withIngested([folder], async ({ inputs, rows, quarantine }) => {
      expect((await rows('Id')).length).toBe(count + 3);
      expect(inputs.at(-1)).toMatchObject({ records: 3 });
      expect(quarantine.map(({ cause }) => cause)).toContain('the answer holds an error beside its records');
    });
  });

  test('a record beside pages is not lost in silence', async () => {
    const folder = folderOf({
      'pages.json': `${first}\n${JSON.stringify(graphRecord('loose'))}\n${second}\n`,
    });
    await withIngested([folder], async ({ inputs }) => {
      const [{ records, quarantined } = { records: 0, quarantined: 0 }] = inputs;
      expect(records + quarantined).toBe(4);
    });
  });
});

describe('dates in numbers', () => {
  const header = 'CreatedDateTime [UTC],Id,ResultType,UserPrincipalName,AppId,Category';
  const csv = (...dates: readonly string[]): string =>
    [header, ...dates.map((date, index) => `"${date}",i${index},0,u@tailspin.example,app,SignInLogs`)].join(
      '\n',
    );

  test.each([
    [
      'a day above 12 in second place',
      ['4/5/2025, 9:45:54.000 AM', '4/28/2025, 2:08:45.221 PM'],
      '2025-04-05T09:45:54Z',
      0,
    ],
    [
      'a day above 12 in first place',
      ['05/04/2025, 09:45:54.000', '21/04/2025, 09:45:54.000'],
      '2025-04-05T09:45:54Z',
      0,
    ],
    ['PM in capitals', ['4/5/2025, 2:08:45.221 PM'], '2025-04-05T14:08:45.221Z', 1],
    ['a clock of 24 hours', ['05/04/2025, 14:08:45.221'], '2025-04-05T14:08:45.221Z', 1],
    [
      'a narrow no-break space before PM',
      ['4/5/2025, 2:08:45\u202fPM', '4/25/2025, 2:08:45\u202fPM'],
      '2025-04-05T14:08:45Z',
      0,
    ],
  ])('are ordered by %s', async (_, dates, first, warnings) => {
    await withIngested([folderOf({ 'q.csv': csv(...dates) })], async ({ rows, diagnostics }) => {
      expect((await rows('CreatedDateTime'))[0]).toEqual([first]);
      expect(diagnostics.filter(({ code }) => code === 'SRC0001').length).toBe(warnings);
    });
  });
});
