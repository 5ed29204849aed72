import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { open } from 'interloper';
import type { ScanResult } from 'interloper';
import { runCli } from '../cli/captured.js';
import { folderOf, graphPage, graphSignIn } from '../cli/sign-ins.js';
import { writeMmdb } from './mmdb.js';

/** One sign-in a day for ten days, by two people in turn, from an address of its own each. */
const days = Array.from({ length: 10 }, (_, index) => index);

const folder = folderOf({
  'page.json': graphPage(
    days.map((index) =>
      graphSignIn({
        id: `aaaaaaaa-0000-4000-8000-00000000000${index}`,
        createdDateTime: `2026-03-0${index < 9 ? index + 1 : 9}T0${index < 9 ? 1 : 2}:00:00Z`,
        userId: `22222222-0000-4000-8000-00000000000${index % 2}`,
        userPrincipalName: index % 2 === 0 ? 'ada@alderfinch.example' : 'ben@alderfinch.example',
        ipAddress: `203.0.113.${index}`,
      }),
    ),
  ),
  'travel.csv': 'user,from,to,country\nada@alderfinch.example,2026-03-01,2026-03-31,PT\n',
  'other.csv': 'user,from,to,country\nben@alderfinch.example,2026-03-01,2026-03-31,PT\n',
  'intel.txt': '203.0.113.3\n203.0.113.4\n',
  'places.mmdb': writeMmdb({ '203.0.113.6/31': { country_code: 'JP' } }, 'flat'),
});
afterAll(folder.remove);

// A detection for each kind of context, in all three languages where they have it.
detection('not-travelling', {
  kql: "SigninLogs | where TimeGenerated > ago(1d) | where UserPrincipalName !in~ ((_GetWatchlist('travel') | project SearchKey)) | project UserPrincipalName, TimeGenerated",
  spl: 'sourcetype="azure:aad:signin" earliest=-1d | lookup travel user AS userPrincipalName OUTPUT country | where isnull(country) | table userPrincipalName, _time',
  sigma: [
    '  selection: { UserPrincipalName|exists: true }',
    "  filter: { UserPrincipalName|expand: '%travel%' }",
    '  condition: selection and not filter',
  ],
});
detection('known-bad-address', {
  kql: 'SigninLogs | where TimeGenerated > ago(1d) | join kind=inner (ThreatIntelligenceIndicator | where TimeGenerated > ago(14d) and Active) on $left.IPAddress == $right.NetworkIP | project UserPrincipalName, TimeGenerated',
  spl: 'sourcetype="azure:aad:signin" earliest=-1d | lookup ip_intel ip AS ipAddress OUTPUT threat_key | where isnotnull(threat_key) | table userPrincipalName, _time',
  sigma: ["  selection: { IPAddress|expand: '%ip_intel%' }", '  condition: selection'],
});
detection('from-japan', {
  kql: "SigninLogs | where TimeGenerated > ago(1d) | where tostring(geo_info_from_ip_address(IPAddress).country) == 'Japan' | project UserPrincipalName, TimeGenerated",
  spl: 'sourcetype="azure:aad:signin" earliest=-1d | iplocation ipAddress | where Country="Japan" | table userPrincipalName, _time',
});

function detection(
  slug: string,
  { kql, spl, sigma }: { readonly kql: string; readonly spl: string; readonly sigma?: readonly string[] },
): void {
  const home = join(folder.path, 'detections', slug);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'query.kql'), kql);
  writeFileSync(join(home, 'query.spl'), spl);
  if (sigma !== undefined) {
    const logsource = 'logsource: { product: azure, service: signinlogs }';
    writeFileSync(join(home, 'rule.yml'), ['title: Composed', logsource, 'detection:', ...sigma].join('\n'));
  }
  const named = { account: 'UserPrincipalName', time: 'TimeGenerated' };
  const manifest = {
    id: `00000000-0000-4000-8000-0000000000${String(slug.length).padStart(2, '0')}`,
    title: slug,
    description: 'Composed for a test.',
    attack: [{ technique: 'T1078', name: 'Valid Accounts', tactic: 'initial-access' }],
    severity: 'medium',
    confidence: 'medium',
    dataSources: {
      tables: ['SigninLogs'],
      sourcetypes: ['azure:aad:signin'],
      logsources: [{ product: 'azure', service: 'signinlogs' }],
    },
    frequency: '1d',
    lookback: '1d',
    queries: {
      kql: named,
      spl: { account: 'userPrincipalName', time: '_time' },
      ...(sigma === undefined ? {} : { sigma: named }),
    },
    falsePositives: ['It is composed.'],
  };
  // JSON is YAML.
  writeFileSync(join(home, 'detection.yml'), JSON.stringify(manifest));
}

const detections = join(folder.path, 'detections');

/** Which detection alerted on whom. */
function told({ alerts }: Pick<ScanResult, 'alerts'>): readonly string[] {
  return [
    ...new Set(alerts.map(({ detection: slug, account }) => `${slug}: ${account.split('@')[0] ?? ''}`)),
  ].toSorted();
}

const everything = [
  'from-japan: ada',
  'from-japan: ben',
  'known-bad-address: ada',
  'known-bad-address: ben',
  'not-travelling: ben',
];

describe('a scan', () => {
  test('replays detections that look things up; all languages agree', async () => {
    const { status, out, err } = await runCli([
      'scan',
      folder.file('page.json'),
      '--detections',
      detections,
      '--languages',
      'all',
      '--format',
      'json',
      '--watchlist',
      `travel=${folder.file('travel.csv')}`,
      '--threat-intel',
      folder.file('intel.txt'),
      '--geo',
      folder.file('places.mmdb'),
    ]);
    expect(err).not.toContain('internal error');
    expect(status).toBe(0);
    const result = JSON.parse(out) as ScanResult;
    expect(result.coverage.map(({ outcome }) => outcome)).toEqual(result.coverage.map(() => 'fired'));
    expect(told(result)).toEqual(everything);
    expect(result.agreement?.map(({ equal }) => equal)).toEqual([true, true, true]);
    expect(result.context.filter(({ absent }) => absent === undefined)).toMatchObject([
      { kind: 'watchlist', name: 'travel', rows: 1, paths: [folder.file('travel.csv')] },
      { kind: 'threatIntelligence', rows: 2, paths: [folder.file('intel.txt')] },
      { kind: 'geography', rows: 2, paths: [folder.file('places.mmdb')] },
    ]);
    expect(result.inputs.map(({ source, records }) => [source, records])).toEqual([
      ['watchlist travel', 1],
      ['threat-intelligence', 2],
      ['entra-sign-ins', 10],
    ]);
  }, 120_000);

  test('without context: lists are empty, and what cannot be evaluated is said', async () => {
    const { out } = await runCli([
      'scan',
      folder.file('page.json'),
      '--detections',
      detections,
      '--format',
      'json',
    ]);
    const result = JSON.parse(out) as ScanResult;
    expect(told(result)).toEqual(['not-travelling: ada', 'not-travelling: ben']);
    const outcomes = new Map(result.coverage.map(({ detection: slug, outcome }) => [slug, outcome]));
    expect(outcomes).toEqual(
      new Map([
        ['from-japan', 'notEvaluable'],
        ['known-bad-address', 'quiet'],
        ['not-travelling', 'fired'],
      ]),
    );
    expect(result.coverage.find(({ detection: slug }) => slug === 'from-japan')?.reason).toContain('--geo');
    const { out: text } = await runCli(['scan', folder.file('page.json'), '--detections', detections]);
    expect(text.replaceAll(/\s+/g, ' ')).toContain('not given the watchlists travel, corporate-egress');
  });
});

describe('the library', () => {
  test('takes context when a workspace is opened', async () => {
    const workspace = await open({
      watchlists: { travel: folder.file('travel.csv') },
      threatIntel: [folder.file('intel.txt')],
      geo: [folder.file('places.mmdb')],
    });
    await workspace.ingest([folder.file('page.json')]);
    const result = await workspace.scan({ detections });
    expect(told(result)).toEqual(everything);
    // Another list of a name that is there: what was found for who travels now is not found any more.
    const other = await workspace.scan({ detections, watchlists: { travel: folder.file('other.csv') } });
    await workspace.close();
    expect(told(other).filter((line) => line.startsWith('not-travelling'))).toEqual(['not-travelling: ada']);
  });

  test('a store keeps watchlists and indicators; a list given again takes the place of the one before', async () => {
    const store = join(folder.path, 'kept.duckdb');
    const count = async (given: Parameters<typeof open>[0], text: string): Promise<unknown> => {
      const workspace = await open({ store, ...given });
      const { rows } = await workspace.query('kql', text);
      await workspace.close();
      return rows[0]?.[0];
    };
    const first = {
      watchlists: { travel: folder.file('travel.csv') },
      threatIntel: [folder.file('intel.txt')],
    };
    const user = "_GetWatchlist('travel') | project user";
    expect(await count(first, user)).toBe('ada@alderfinch.example');
    expect(await count({}, user)).toBe('ada@alderfinch.example');
    expect(await count(first, 'ThreatIntelIndicators | count')).toBe(2);
    expect(await count({ watchlists: { travel: folder.file('other.csv') } }, user)).toBe(
      'ben@alderfinch.example',
    );
    expect(await count({}, "_GetWatchlist('travel') | count")).toBe(1);
  });
});
