import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { open } from 'interloper';
import type { QueryResult, Workspace } from 'interloper';
import { runCli } from '../cli/captured.js';
import { folderOf, graphPage, graphSignIn } from '../cli/sign-ins.js';

// Splunk's Search Reference, outputlookup. Three sign-ins: every expected row follows from these lines.
const SIGN_INS = [
  ['ada@alderfinch.example', '203.0.113.9'],
  ['ben@alderfinch.example', '198.51.100.130'],
  ['ada@alderfinch.example', '192.0.2.77'],
] as const;
const folder = folderOf({
  'page.json': graphPage(
    SIGN_INS.map(([userPrincipalName, ipAddress], index) =>
      graphSignIn({
        id: `aaaaaaaa-0000-4000-8000-00000000000${index}`,
        createdDateTime: `2026-03-04T1${index}:00:00Z`,
        userPrincipalName,
        ipAddress,
      }),
    ),
  ),
  'staff.csv': 'user,team\ncleo,red\nada,blue\n',
  'travel.csv': 'user,from,to,country\nada,2026-03-01,2026-03-09,PT\n',
  'app/default/transforms.conf':
    '[seen]\nfilename = seen.csv\ncase_sensitive_match = false\n\n[collected]\nexternal_type = kvstore\ncollection = c\ncase_sensitive_match = false\n',
  'app/lookups/seen.csv': 'user\nCleo\n',
  'app/default/collect.spl':
    'sourcetype="azure:aad:signin" | stats count by user | table user | outputlookup append=t seen',
  'app/default/seen.spl': '| inputlookup seen',
  'detections/writes/query.spl':
    'sourcetype="azure:aad:signin" earliest=-1d | stats count, latest(_time) as _time by user | table user, _time | outputlookup append=t seen',
  'detections/writes/detection.yml': JSON.stringify({
    id: '00000000-0000-4000-8000-000000000002',
    title: 'Writes whom it finds',
    description: 'Composed for a test.',
    attack: [{ technique: 'T1078', name: 'Valid Accounts', tactic: 'initial-access' }],
    severity: 'medium',
    confidence: 'medium',
    dataSources: { sourcetypes: ['azure:aad:signin'] },
    lookback: '1d',
    frequency: '1d',
    queries: { spl: { account: 'user', time: '_time' } },
    falsePositives: ['It is composed.'],
  }),
  'app/default/keep.spl': '| makeresults | eval user="ADA" | table user | outputlookup collected',
});
afterAll(folder.remove);

const logs = folder.file('page.json');
const people =
  'sourcetype="azure:aad:signin" | stats count by userPrincipalName | rename userPrincipalName as user';

/** A workspace over the sign-ins, and the rows or the codes that searches give in it. */
async function workspace(store?: string): Promise<{
  readonly opened: Workspace;
  readonly ask: (spl: string, now?: Date) => Promise<QueryResult>;
  readonly rows: (spl: string) => Promise<QueryResult['rows']>;
}> {
  const opened = await open(store === undefined ? {} : { store });
  await opened.ingest([logs]);
  const ask = async (spl: string): Promise<QueryResult> => opened.query('spl', spl);
  return {
    opened,
    ask,
    rows: async (spl) => {
      const { rows, diagnostics } = await ask(spl);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      return rows;
    },
  };
}

const codes = ({ diagnostics }: QueryResult): readonly string[] => diagnostics.map(({ code }) => code);

describe('a session', () => {
  test('passes the rows on, and later searches and languages see them', async () => {
    const { opened, ask, rows } = await workspace();
    const before = readdirSync(dirname(logs));
    const told = await ask(`${people} | outputlookup people`);
    expect(told.rows).toEqual([
      ['ada@alderfinch.example', 2],
      ['ben@alderfinch.example', 1],
    ]);
    expect(told.diagnostics).toEqual([
      {
        code: 'RUN0401',
        severity: 'info',
        message: '2 rows written to the lookup people, which has 2 entries now',
        help: 'There is no store: it lasts as long as this session. Name a file with --store to keep it.',
      },
    ]);
    expect(await rows('| inputlookup people.csv')).toEqual([
      ['ada@alderfinch.example', '2'],
      ['ben@alderfinch.example', '1'],
    ]);
    expect(
      await rows(
        'sourcetype="azure:aad:signin" ipAddress="198.51.100.130" | lookup people user AS userPrincipalName OUTPUT count AS seen | table seen',
      ),
    ).toEqual([['1']]);
    const kql = await opened.query('kql', "_GetWatchlist('people') | project SearchKey, count");
    expect(kql.rows).toEqual([
      ['ada@alderfinch.example', '2'],
      ['ben@alderfinch.example', '1'],
    ]);
    expect(readdirSync(dirname(logs))).toEqual(before);
    await opened.close();
  });

  test('replaces, appends, keeps and takes away', async () => {
    const { opened, ask, rows } = await workspace();
    await ask('| makeresults | eval user="ada", team="blue" | table user, team | outputlookup staff');
    const told = await ask(
      '| makeresults | eval user="ben", site="Porto" | table user, site | outputlookup append=t staff',
    );
    expect(codes(told)).toEqual(['RUN0401', 'RUN0402']);
    expect(await rows('| inputlookup staff')).toEqual([
      ['ada', 'blue'],
      ['ben', null],
    ]);
    const none = 'sourcetype="azure:aad:signin" user="nobody" | table user';
    await ask(`${none} | outputlookup override_if_empty=f staff`);
    expect(await rows('| inputlookup staff | stats count')).toEqual([[2]]);
    await ask(`| inputlookup staff | eval team="red" | outputlookup staff`);
    expect(await rows('| inputlookup staff')).toEqual([
      ['ada', 'red'],
      ['ben', 'red'],
    ]);
    await ask(`${none} | outputlookup staff`);
    expect(codes(await ask('| inputlookup staff'))).toEqual(['SPL0410']);
    await ask(`${none} | outputlookup create_empty=t staff`);
    expect(await rows('| inputlookup staff')).toEqual([]);
    await opened.close();
  });

  test('an entry of the same key is replaced', async () => {
    const { opened, ask, rows } = await workspace();
    await ask('| makeresults | eval user="ada", n=1 | table user, n | outputlookup staff');
    await ask('| makeresults | eval user="ben", n=2 | table user, n | outputlookup key_field=user staff');
    await ask('| makeresults | eval user="ada", n=3 | table user, n | outputlookup key_field=user staff');
    expect(await rows('| inputlookup staff')).toEqual([
      ['ada', '3'],
      ['ben', '2'],
    ]);
    await opened.close();
  });

  test('in the middle of a search the rows before it are written', async () => {
    const { opened, rows } = await workspace();
    expect(
      await rows(`${people} | outputlookup people | stats sum(count) as all | outputlookup sums`),
    ).toEqual([[3]]);
    expect(await rows('| inputlookup people | stats count')).toEqual([[2]]);
    expect(await rows('| inputlookup sums')).toEqual([['3']]);
    await opened.close();
  });

  test('what the lookup was written from stands where the raw text has to be read again', async () => {
    const { opened, ask, rows } = await workspace();
    await ask(`${people} | outputlookup people`);
    expect(await rows('sourcetype="azure:aad:signin" "198.51.100.130" | stats count')).toEqual([[1]]);
    expect(await rows('| inputlookup people | stats count')).toEqual([[2]]);
    await opened.close();
  });

  test('a standard list keeps its columns: without them nothing is written', async () => {
    const { opened, ask, rows } = await workspace();
    const told = await ask(`${people} | outputlookup other | outputlookup travel`);
    expect(told.rows).toEqual([]);
    expect(codes(told)).toContain('RUN0403');
    expect(codes(await ask('| inputlookup other'))).toEqual(['SPL0410']);
    await ask(
      '| makeresults | eval user="ada", from="2026-03-01", to="2026-03-09", country="PT" | table user, from, to, country | outputlookup travel',
    );
    // Standard lists ignore case.
    expect(
      await rows('| makeresults | eval user="ADA" | lookup travel user OUTPUT country | table country'),
    ).toEqual([['PT']]);
    await opened.close();
  });

  test('indicators are not written', async () => {
    const { opened, ask } = await workspace();
    const told = await ask('| makeresults | eval ip="192.0.2.1" | table ip | outputlookup ip_intel');
    expect(codes(told)).toEqual(['SPL0504']);
    await opened.close();
  });
});

describe('a store', () => {
  const store = folder.file('case.duckdb');
  const cli = async (...args: readonly string[]): ReturnType<typeof runCli> =>
    runCli(['query', ...args, '--store', store, '--format', 'ndjson']);

  test('keeps what was written, and a file that is given again takes its place', async () => {
    const staff = ['--watchlist', `staff=${folder.file('staff.csv')}`];
    const first = await cli(
      logs,
      '--spl',
      '| inputlookup staff | search team=red | outputlookup staff',
      ...staff,
    );
    expect(first).toMatchObject({ status: 0, out: '{"user":"cleo","team":"red"}\n' });
    expect(first.err).toContain('1 row written to the lookup staff, which has 1 entry');
    const second = await cli('--spl', '| inputlookup staff');
    expect(second.out).toBe('{"user":"cleo","team":"red"}\n');
    // The log alone: what a search wrote is no file.
    expect(second.err).toContain('1 file read, 3 records');
    expect((await cli('--spl', '| inputlookup staff | stats count', ...staff)).out).toBe('{"count":2}\n');
    await cli('--spl', '| inputlookup staff | search team=none | outputlookup staff');
    const gone = await cli('--spl', '| inputlookup staff');
    expect(gone).toMatchObject({ status: 2, out: '' });
    expect(existsSync(folder.file('staff.csv'))).toBe(true);
  });

  test('is not overridden by the file that lies beside the rule', async () => {
    const { out } = await cli('--file', folder.file('app/default/collect.spl'));
    expect(out.split('\n').length).toBe(3);
    expect((await cli('--file', folder.file('app/default/seen.spl'))).out).toBe(
      '{"user":"Cleo"}\n{"user":"ada@alderfinch.example"}\n{"user":"ben@alderfinch.example"}\n',
    );
    await cli('--file', folder.file('app/default/collect.spl'));
    expect((await cli('--spl', '| inputlookup seen | stats count')).out).toBe('{"count":5}\n');
  });

  test('holds a collection as its definition says', async () => {
    await cli('--file', folder.file('app/default/keep.spl'));
    const found = await cli(
      '--spl',
      '| makeresults | eval user="ada" | lookup collected user OUTPUT user AS known | table known',
    );
    expect(found.out).toBe('{"known":"ADA"}\n');
  });
});

describe('what does not write', () => {
  test('scan takes the rows of a detection and leaves the lookup alone', async () => {
    const opened = await open({ watchlists: { seen: folder.file('app/lookups/seen.csv') } });
    await opened.ingest([logs]);
    const { alerts, coverage } = await opened.scan({ detections: folder.file('detections') });
    expect(coverage.map(({ outcome }) => outcome)).toEqual(['fired']);
    expect([...new Set(alerts.map(({ account }) => account))].toSorted()).toEqual([
      'ada@alderfinch.example',
      'ben@alderfinch.example',
    ]);
    expect((await opened.query('spl', '| inputlookup seen')).rows).toEqual([['Cleo']]);
    await opened.close();
  });

  test('compare gives the rows and leaves the lookup alone; check and explain say so', async () => {
    const store = folder.file('compared.duckdb');
    const rule = folder.file('app/default/collect.spl');
    const given = ['--watchlist', `seen=${folder.file('app/lookups/seen.csv')}`];
    const compared = await runCli(['compare', rule, rule, logs, '--store', store, ...given]);
    expect(compared.status).toBe(0);
    const { out } = await runCli([
      'query',
      '--store',
      store,
      '--spl',
      '| inputlookup seen',
      '--format',
      'ndjson',
    ]);
    expect(out).toBe('{"user":"Cleo"}\n');
    expect((await runCli(['check', rule])).out).toContain('SPL0424');
    expect((await runCli(['explain', rule])).out).toContain('SPL0424');
  });
});
