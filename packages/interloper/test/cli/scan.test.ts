import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { displayWidth } from '@interloper/report';
import type { ScanResult } from 'interloper';
import { runCli } from './captured.js';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));

/** What the one detection reads of them. */
const signIns = `${examples}/logs/entra`;

/** Most of these tests are about scanning, for which one detection is enough. */
const one = [
  '--detections',
  fileURLToPath(new URL('../../../../detections/compromised-account-sign-in', import.meta.url)),
] as const;

interface Expected {
  readonly accounts: readonly {
    readonly account: string;
    readonly severity: string;
    readonly aliases: readonly string[];
    readonly found: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly notCompromised: readonly { readonly account: string }[];
}
const expected = JSON.parse(readFileSync(`${examples}/expected.json`, 'utf8')) as Expected;

/** The accounts that the one detection is to name, and why. */
const byOne = expected.accounts.flatMap(({ account, severity, found }) => {
  const why = found['compromised-account-sign-in'];
  return why === undefined ? [] : [{ account, severity, why: why.toSorted() }];
});

/** Those of them whose sign-ins are of 10 to 12 March, and of the last of these days alone. */
const [sprayed, guest] = ['hana.sato@alderfinch.example', 'omar.haddad@fabrikam.example'];

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
    expect(found.toSorted(byAccount)).toEqual(byOne.toSorted(byAccount));
    expect(result.run.now).toMatch(/^2026-03-2[01]T/);
    // As many as the README counts.
    const counted = readFileSync(`${examples}/README.md`, 'utf8').matchAll(/^\| `logs\/.* (\d+) \|$/gm);
    const logs = result.inputs.filter(({ path }) => path.includes('/logs/'));
    expect(logs.reduce((sum, { records }) => sum + records, 0)).toBe(
      [...counted].reduce((sum, [, events]) => sum + Number(events), 0),
    );
    expect(logs.filter(({ duplicates, quarantined }) => duplicates + quarantined > 0)).toEqual([]);
    expect(err).toContain(`now is ${result.run.now ?? ''}, the newest event`);
  });

  test.each([80, 160])('as text at %i columns names every account in full and no other', async (width) => {
    const { status, out } = await runCli(['scan', ...one, examples], { width });
    expect(status).toBe(0);
    const lines = out.split('\n');
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    const heads = lines.filter((line) => /^ *\d+\. (?:CRITICAL|HIGH|MEDIUM|LOW) /.test(line));
    expect(heads.map((line) => line.split(/ +/).at(-1) ?? '').toSorted()).toEqual(
      byOne.map(({ account }) => account).toSorted(),
    );
    for (const { why } of byOne) for (const word of why) expect(out).toContain(word);
    for (const { account } of expected.notCompromised) expect(out).not.toContain(account);
    expect(out).toMatch(/^Coverage: 1 rule: 1 fired, 0 quiet, 0 not evaluable$/m);
    // Where the line breaks depends on the folder that the tests run in.
    expect(out.replaceAll(/\s+/g, ' ')).toContain('README.md: text that is neither JSON nor CSV');
  });

  test.each([
    ['critical', 1],
    ['low', 1],
  ])('--fail-on %s ends with %i', async (severity, wanted) => {
    const { status } = await runCli(['scan', ...one, signIns, '--fail-on', severity, '--format', 'json']);
    expect(status).toBe(wanted);
  });

  test('--fail-on ends with 0 when no alert is so severe', async () => {
    const day = ['--since', '2026-03-16', '--until', '2026-03-17', '--fail-on', 'critical'];
    const { status } = await runCli(['scan', ...one, signIns, ...day]);
    expect(status).toBe(0);
  });

  test('--languages all says that the languages agree', async () => {
    const { out } = await runCli(['scan', ...one, signIns, '--languages', 'all']);
    expect(out).toMatch(/^Coverage: \d+ rules: 3 fired, 0 quiet/m);
    expect(out).toContain('compromised-account-sign-in: KQL, SPL, Sigma');
  });

  test('--since and --until bound what is looked at', async () => {
    const { out } = await runCli([
      'scan',
      ...one,
      signIns,
      '--format',
      'json',
      '--since',
      '2026-03-10T00:00:00Z',
      '--until',
      '2026-03-13T00:00:00Z',
    ]);
    const { accounts, run } = JSON.parse(out) as ScanResult;
    expect(run).toMatchObject({ from: '2026-03-10T00:00:00Z', to: '2026-03-13T00:00:00Z' });
    expect(accounts.map(({ account }) => account)).toEqual([sprayed, guest]);
  });

  test('--now evaluates at that instant only', async () => {
    const { out, err } = await runCli([
      'scan',
      ...one,
      signIns,
      '--format',
      'json',
      '--now',
      '2026-03-13T00:00:00Z',
    ]);
    const { accounts } = JSON.parse(out) as ScanResult;
    expect(accounts.map(({ account }) => account)).toEqual([guest]);
    expect(err).toContain('now is 2026-03-13T00:00:00Z, as asked');
  });

  test('with every detection and what is known beside the logs, tells the incident', async () => {
    const context = `${examples}/context`;
    const lists = readdirSync(context).flatMap((file) =>
      file.endsWith('.csv') ? ['--watchlist', `${file.slice(0, -4)}=${context}/${file}`] : [],
    );
    const exclusions = ['--exclusions', `${context}/exclusions.yml`];
    const { out } = await runCli(['scan', `${examples}/logs`, ...lists, ...exclusions, '--format', 'json']);
    const { accounts, alerts, excludedAccounts, exclusions: outcomes } = JSON.parse(out) as ScanResult;
    const found = new Map(accounts.map((each) => [each.account, each]));
    for (const { account, severity, aliases, found: wanted } of expected.accounts) {
      const own = found.get(account);
      expect(own, account).toMatchObject({ severity });
      expect(own?.aliases).toEqual(expect.arrayContaining([...aliases]));
      for (const [detection, why] of Object.entries(wanted)) {
        const shown = alerts.filter(
          (alert) => alert.detection === detection && own?.alerts.includes(alert.id),
        );
        expect(
          shown.flatMap((alert) => alert.why),
          `${account} by ${detection}`,
        ).toEqual(expect.arrayContaining([...why]));
      }
    }
    // The worst account is the first; whoever else is named is at low or medium, which an analyst looks at later.
    expect(accounts[0]).toMatchObject({ account: expected.accounts[0]?.account, severity: 'critical' });
    const wanted = new Set(expected.accounts.map(({ account }) => account));
    const others = accounts.filter(({ account }) => !wanted.has(account));
    expect(others.filter(({ severity }) => severity === 'high' || severity === 'critical')).toEqual([]);
    // By their addresses, also where the alert is of a role's session.
    expect(excludedAccounts.map(({ account }) => account).toSorted()).toEqual([
      'kofi.adeyemi@alderfinch.example',
      'uma.novak@alderfinch.example',
    ]);
    expect(outcomes.map(({ excluded, remarks }) => [excluded.length, remarks])).toEqual([
      [1, []],
      [1, []],
    ]);
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
