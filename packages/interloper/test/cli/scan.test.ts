import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { displayWidth } from '@interloper/report';
import type { ScanResult } from 'interloper';
import { runCli } from './captured.js';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));

/** Most of these tests are about scanning, for which one detection is enough. */
const one = [
  '--detections',
  fileURLToPath(new URL('../../../../detections/compromised-account-sign-in', import.meta.url)),
] as const;

interface Expected {
  readonly accounts: readonly {
    readonly account: string;
    readonly severity: string;
    readonly why: readonly string[];
  }[];
  readonly notCompromised: readonly { readonly account: string }[];
}
const expected = JSON.parse(readFileSync(`${examples}/expected.json`, 'utf8')) as Expected;

/** Those of expected.json whose sign-ins in logs/azure-monitor are of 12 March. */
const dayOfTwelfth = ['mina.okafor@alderfinch.example', 'omar.haddad@fabrikam.example'];

/** One page: an account that an administrator confirmed as compromised, with hostile values, and a harmless one. */
const hostile = folderOf({
  'page.json': graphPage([
    graphSignIn({
      id: 'aaaaaaaa-0000-4000-8000-000000000001',
      userPrincipalName: 'eve\u001b[2J\u202e@alderfinch.example',
      riskState: 'confirmedCompromised',
      riskLevelDuringSignIn: 'high',
      appDisplayName: '\u001b]8;;https://attacker.example\u0007Portal',
    }),
    graphSignIn({ id: 'aaaaaaaa-0000-4000-8000-000000000002', createdDateTime: '2026-03-04T09:00:00Z' }),
  ]),
});
afterAll(() => {
  hostile.remove();
});

describe('scan of the examples', () => {
  test('as JSON is one document with the accounts that an analyst would name', async () => {
    const { status, out, err } = await runCli(['scan', ...one, examples, '--format', 'json']);
    expect(status).toBe(0);
    const result = JSON.parse(out) as ScanResult;
    const found = result.accounts.map(({ account, severity, why }) => ({
      account,
      severity,
      why: why.toSorted(),
    }));
    const wanted = expected.accounts.map(({ account, severity, why }) => ({
      account,
      severity,
      why: why.toSorted(),
    }));
    expect(found.toSorted(byAccount)).toEqual(wanted.toSorted(byAccount));
    expect(result.run.now).toBe('2026-03-20T23:44:10.369Z');
    // 87, 176 and 87 sign-ins (examples/README.md), and repeats that fold into them.
    expect(
      result.inputs.reduce((sum, { records, duplicates }) => sum + records - duplicates, 0),
    ).toBeGreaterThan(349);
    expect(err).toContain('now is 2026-03-20T23:44:10.369Z, the newest event');
  });

  test.each([80, 160])('as text at %i columns names every account in full and no other', async (width) => {
    const { status, out } = await runCli(['scan', ...one, examples], { width });
    expect(status).toBe(0);
    const lines = out.split('\n');
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    const heads = lines.filter((line) => /^ *\d+\. (?:CRITICAL|HIGH|MEDIUM|LOW) /.test(line));
    expect(heads.map((line) => line.split(/ +/).at(-1) ?? '').toSorted()).toEqual(
      expected.accounts.map(({ account }) => account).toSorted(),
    );
    for (const { why } of expected.accounts) for (const word of why) expect(out).toContain(word);
    for (const { account } of expected.notCompromised) expect(out).not.toContain(account);
    expect(out).toMatch(/^Coverage: 1 rule: 1 fired, 0 quiet, 0 not evaluable$/m);
    // Where the line breaks depends on the folder that the tests run in.
    expect(out.replaceAll(/\s+/g, ' ')).toContain('README.md: text that is neither JSON nor CSV');
  });

  test.each([
    ['critical', 1],
    ['low', 1],
  ])('--fail-on %s ends with %i', async (severity, wanted) => {
    const { status } = await runCli(['scan', ...one, examples, '--fail-on', severity, '--format', 'json']);
    expect(status).toBe(wanted);
  });

  test('--fail-on ends with 0 when no alert is so severe', async () => {
    const week = ['--since', '2026-03-16', '--until', '2026-03-18', '--fail-on', 'critical'];
    const { status } = await runCli(['scan', ...one, examples, ...week]);
    expect(status).toBe(0);
  });

  test('--languages all says that the languages agree', async () => {
    const { out } = await runCli(['scan', ...one, examples, '--languages', 'all']);
    expect(out).toMatch(/^Coverage: \d+ rules: 3 fired, 0 quiet/m);
    expect(out).toContain('compromised-account-sign-in: KQL, SPL, Sigma');
  });

  test('--since and --until bound what is looked at', async () => {
    const { out } = await runCli([
      'scan',
      ...one,
      examples,
      '--format',
      'json',
      '--since',
      '2026-03-12T00:00:00Z',
      '--until',
      '2026-03-13T00:00:00Z',
    ]);
    const { accounts, run } = JSON.parse(out) as ScanResult;
    expect(run).toMatchObject({ from: '2026-03-12T00:00:00Z', to: '2026-03-13T00:00:00Z' });
    expect(accounts.map(({ account }) => account)).toEqual(dayOfTwelfth);
  });

  test('--now evaluates at that instant only', async () => {
    const { out, err } = await runCli([
      'scan',
      ...one,
      examples,
      '--format',
      'json',
      '--now',
      '2026-03-13T00:00:00Z',
    ]);
    const { accounts } = JSON.parse(out) as ScanResult;
    expect(accounts.map(({ account }) => account)).toEqual(dayOfTwelfth);
    expect(err).toContain('now is 2026-03-13T00:00:00Z, as asked');
  });

  test('with every detection names the same accounts, and none that only looks like one', async () => {
    const { out } = await runCli(['scan', examples, '--format', 'json']);
    const { accounts } = JSON.parse(out) as ScanResult;
    const found = accounts.map(({ account, severity }) => ({ account, severity })).toSorted(byAccount);
    const wanted = expected.accounts.map(({ account, severity }) => ({ account, severity }));
    expect(found).toEqual(wanted.toSorted(byAccount));
  });
});

function byAccount(left: { readonly account: string }, right: { readonly account: string }): number {
  return left.account < right.account ? -1 : 1;
}

describe('inputs', () => {
  test('hostile values are shown escaped, everywhere', async () => {
    const { out, err } = await runCli(['scan', ...one, hostile.path]);
    expect(out).toContain('eve\\x1b[2J\\u202e@alderfinch.example');
    expect(out).toContain('\\x1b]8;;https://attacker.example\\x07Portal');
    for (const mark of ['\u001b', '\u0007', '\u202e']) expect(out + err).not.toContain(mark);
  });

  test('a path that is not there ends with 2, and what could be read is read', async () => {
    const { status, out } = await runCli(['scan', ...one, hostile.path, hostile.file('nothing')]);
    expect(status).toBe(2);
    expect(out).toContain('1 file read, 2 records');
    expect(out.replaceAll(/\n */g, ' ')).toContain('no such file or folder');
  });

  test('a file that is no log is told and does not change the status', async () => {
    const folder = folderOf({
      'notes.txt': 'nothing to see here',
      'picture.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      'empty.json': '',
    });
    const { status, out } = await runCli(['scan', ...one, folder.path]);
    folder.remove();
    expect(status).toBe(0);
    expect(out).toContain('No compromised account found');
    expect(out).toContain('0 files read, 0 records, 0 duplicates, 0 quarantined, 3 not read');
    for (const name of ['notes.txt', 'picture.png', 'empty.json'])
      expect(out.replaceAll(/\n */g, '')).toContain(name);
  });

  test('lines that are no records are quarantined with their place; the others count', async () => {
    const lines = [1, 2, 3].map((number) =>
      JSON.stringify(graphSignIn({ id: `bbbbbbbb-0000-4000-8000-00000000000${number}` })),
    );
    const folder = folderOf({
      'lines.json': `${lines[0] ?? ''}\n${lines[1] ?? ''}\n{"id": "cut\n${lines[2] ?? ''}\n`,
    });
    const { status, out } = await runCli(['scan', ...one, folder.path, '--format', 'json']);
    const text = await runCli(['scan', ...one, folder.path], { width: 200 });
    folder.remove();
    expect(status).toBe(0);
    const { inputs, quarantine } = JSON.parse(out) as ScanResult;
    expect(inputs).toMatchObject([{ records: 3, duplicates: 0, quarantined: 1 }]);
    expect(quarantine).toMatchObject([{ line: 3 }]);
    expect(text.out).toContain('lines.json:3: ');
  });

  test('temporary files are gone afterwards', async () => {
    const folder = folderOf({ 'page.json.gz': gzipSync(graphPage([graphSignIn({})])) });
    const temporary = folder.file('tmp');
    mkdirSync(temporary);
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = temporary;
    try {
      const { status } = await runCli(['scan', ...one, folder.file('page.json.gz')]);
      expect(status).toBe(0);
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      folder.remove();
    }
  });
});

describe('--store', () => {
  test('keeps the data: a second run needs no inputs, and the same bytes are not read again', async () => {
    const folder = folderOf({
      'page.json': graphPage([
        graphSignIn({ riskState: 'confirmedCompromised', riskLevelDuringSignIn: 'high' }),
      ]),
    });
    const store = folder.file('case.duckdb');
    const first = await runCli([
      'scan',
      ...one,
      folder.file('page.json'),
      '--store',
      store,
      '--format',
      'json',
    ]);
    expect(existsSync(store)).toBe(true);
    const second = await runCli(['scan', ...one, '--store', store, '--format', 'json']);
    writeFileSync(folder.file('copy.json'), readFileSync(folder.file('page.json')));
    const third = await runCli([
      'scan',
      ...one,
      folder.file('copy.json'),
      '--store',
      store,
      '--format',
      'json',
    ]);
    folder.remove();

    const results = [first, second, third].map(({ out }) => JSON.parse(out) as ScanResult);
    for (const { accounts } of results)
      expect(accounts.map(({ account }) => account)).toEqual(['mina.okafor@alderfinch.example']);
    expect(results[1]?.inputs).toEqual(results[0]?.inputs);
    expect(results[2]?.inputs).toMatchObject([
      { path: folder.file('page.json'), records: 1 },
      { path: folder.file('copy.json'), records: 0, repeatOf: folder.file('page.json') },
    ]);
    expect(third.err).toContain('1 input with the same bytes as before: not read again');
  });

  test('a file that is no store is refused, and left as it is', async () => {
    const folder = folderOf({ 'notes.txt': 'this is not a database, and it is mine' });
    const { status, err } = await runCli(['scan', ...one, '--store', folder.file('notes.txt')]);
    const left = readFileSync(folder.file('notes.txt'), 'utf8');
    folder.remove();
    expect(status).toBe(2);
    expect(err).toContain('is not a store of this program');
    expect(left).toBe('this is not a database, and it is mine');
  });

  test('a store in a folder that is not there is refused by name', async () => {
    const { status, err } = await runCli(['scan', ...one, '--store', '/no/such/folder/case.duckdb']);
    expect(status).toBe(2);
    expect(err).toContain('the store /no/such/folder/case.duckdb cannot be opened');
  });
});
