import { describe, expect, test } from 'vitest';
import { colours, displayWidth, plain, renderScan } from '@interloper/report';
import type { ScanReport } from '@interloper/report';

const names = [
  'mina.okafor@alderfinch.example',
  'a.person.with.a.very.long.name.indeed@a-subsidiary.with-a-long-name.alderfinch.example',
  'hostile\u001b[2J\u202e@alderfinch.example',
];

const report: ScanReport = {
  accounts: names.map((account, index) => ({
    account,
    aliases: index === 0 ? ['11111111-2222-3333-4444-555555555555'] : [],
    score: 90 - index * 20,
    severity: index === 0 ? 'critical' : 'medium',
    alerts: [`alert-${index}`],
    why: ['ConfirmedCompromise'],
    scoreParts: [],
    firstSeen: '2026-03-04T08:12:10.5Z',
    lastSeen: '2026-03-05T10:00:00Z',
  })),
  alerts: names.map((account, index) => ({
    id: `alert-${index}`,
    detection: 'compromised-account-sign-in',
    title: 'Sign-in to a compromised account',
    technique: 'T1586.003',
    severity: 'high',
    confidence: 'high',
    account,
    time: '2026-03-04T08:12:10.5Z',
    query: 'kql',
    lastTime: '2026-03-05T10:00:00Z',
    matches: 3,
    why: ['ConfirmedCompromise', 'RiskEvent:leakedCredentials'],
    evidence: {
      UserPrincipalName: account,
      IPAddress: '203.0.113.9',
      City: null,
      RiskEventTypes: ['adminConfirmedUserCompromised', 'leakedCredentials'],
      AlertReason: 'ConfirmedCompromise',
      Browser: '\u001b]8;;https://attacker.example\u0007Edge',
    },
  })),
  excludedAccounts: [],
  exclusions: [],
  unexamined: [{ table: 'AWSCloudTrail', rows: 310 }],
  context: [
    { kind: 'watchlist', name: 'travel', rows: 2, paths: ['travel.csv'] },
    { kind: 'watchlist', name: 'tor-exits', rows: 0, paths: [], absent: 'not given' },
    { kind: 'threatIntelligence', name: 'threat-intelligence', rows: 1, paths: ['\u001b[31mintel.txt'] },
    { kind: 'geography', name: 'geography', rows: 0, paths: [], absent: 'no database' },
  ],
  ambiguous: [
    {
      name: 'arn:aws:sts::111122223333:assumed-role/admin/ops',
      kind: 'aws-session',
      accounts: ['ada', 'bo'],
    },
  ],
  coverage: [
    {
      detection: 'compromised-account-sign-in',
      query: 'kql',
      outcome: 'fired',
      matches: 3,
      gaps: [
        {
          table: 'SigninLogs',
          field: 'AuthenticationRequirement',
          rowsWithout: 87,
          rows: 1350,
          inputs: ['logs/a.json', 'logs/b.json', 'logs/c.json', 'logs/d.json'],
        },
      ],
    },
    {
      detection: 'risky-application',
      query: 'kql',
      outcome: 'notEvaluable',
      reason: 'no table AuditLogs',
      matches: 0,
      gaps: [],
    },
  ],
  inputs: [
    {
      path: 'logs/graph-beta/signIns-0001.json',
      sha256: 'a'.repeat(64),
      source: 'entra-sign-ins',
      records: 1350,
      duplicates: 2,
      quarantined: 7,
      missing: ['AuthenticationRequirement'],
    },
    {
      path: 'logs/picture.png',
      sha256: 'b'.repeat(64),
      source: null,
      records: 0,
      duplicates: 0,
      quarantined: 0,
      missing: [],
      refused: 'PNG image: not a log',
    },
    {
      path: 'logs/copy.json',
      sha256: 'a'.repeat(64),
      source: 'entra-sign-ins',
      records: 0,
      duplicates: 0,
      quarantined: 0,
      missing: [],
      repeatOf: 'logs/graph-beta/signIns-0001.json',
    },
  ],
  quarantine: [
    {
      path: 'logs/graph-beta/signIns-0001.json',
      line: 12,
      record: 12,
      cause: 'not JSON: unexpected end',
      excerpt: '{"id":"\u001b[31m',
    },
  ],
  agreement: [
    {
      detection: 'compromised-account-sign-in',
      languages: ['kql', 'spl'],
      equal: false,
      differences: [
        {
          account: 'hostile\u001b[2J\u202e@alderfinch.example',
          time: '2026-03-04T08:12:10Z',
          foundBy: { kql: 'high' },
        },
      ],
    },
  ],
};

/** The text without what wrapping adds. */
function unwrapped(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join('');
}

describe.each([80, 160, 40])('a scan at %i columns', (width) => {
  const lines = renderScan(report, { width, paint: plain });

  test('has no line wider than the screen', () => {
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  test('names every account in full, its aliases, severity and score', () => {
    const text = unwrapped(lines);
    expect(text).toContain(names[0]);
    expect(text).toContain(names[1]);
    expect(text).toContain('hostile\\x1b[2J\\u202e@alderfinch.example');
    expect(text).toContain('11111111-2222-3333-4444-555555555555');
    expect(lines.find((line) => line.includes('CRITICAL'))).toMatch(/1\. CRITICAL +90/);
  });

  test('says why: evidence in words, without the empty and without the account again', () => {
    const text = unwrapped(lines).replaceAll(' ', '');
    expect(text).toContain('ConfirmedCompromise');
    expect(text).toContain('203.0.113.9');
    expect(text).toContain('adminConfirmedUserCompromised,leakedCredentials');
    expect(text).not.toContain('City');
    expect(text).not.toContain('UserPrincipalName');
  });

  test('says what ran, what did not and why', () => {
    const text = unwrapped(lines).replaceAll(' ', '');
    expect(text).toContain('2rules:1fired,0quiet,1notevaluable');
    expect(text).toContain('notableAuditLogs');
    expect(text).toContain('SigninLogs.AuthenticationRequirement');
    expect(text).toContain('87of1,350rows');
    expect(text).toContain('and1more');
  });

  test('accounts for every input', () => {
    const text = unwrapped(lines).replaceAll(' ', '');
    expect(text).toContain('1fileread,1,350records,2duplicates,7quarantined,1notread,1readbefore');
    expect(text).toContain('signIns-0001.json:12:notJSON:unexpectedend');
    expect(text).toContain('6more');
    expect(text).toContain('logs/picture.png:PNGimage:notalog');
    expect(text).toContain('logs/copy.json:aslogs/graph-beta/signIns-0001.json');
  });

  test('says where the languages differ', () => {
    expect(unwrapped(lines).replaceAll(' ', '')).toContain('at2026-03-0408:12:10UTC:KQLhigh,SPLnothing');
  });

  test('lets nothing hostile through', () => {
    for (const mark of ['\u001b', '\u0007', '\u202e']) expect(lines.join('\n')).not.toContain(mark);
  });
});

test('colours add escapes of this program only, and none without colours', () => {
  const coloured = renderScan(report, { width: 80, paint: colours });
  // eslint-disable-next-line no-control-regex -- the escapes are what is tested
  const bare = coloured.map((line) => line.replaceAll(/\u001b\[\d+m/g, ''));
  expect(bare).toEqual(renderScan(report, { width: 80, paint: plain }));
  expect(coloured.join('\n')).toContain('\u001b[1m');
});

test('says plainly that nothing was found', () => {
  const lines = renderScan(
    {
      accounts: [],
      alerts: [],
      excludedAccounts: [],
      exclusions: [],
      coverage: [],
      inputs: [],
      quarantine: [],
      unexamined: [],
      context: [],
      ambiguous: [],
    },
    { width: 80, paint: plain },
  );
  expect(lines[0]).toBe('No compromised account found');
});

test('shows the first of the evidence, and counts the rest, identifiers and times among it', () => {
  const [alert] = report.alerts;
  if (alert === undefined) throw new Error('there is an alert');
  const evidence = {
    Id: '1ceffce6-08a4-409f-9f86-12b2d740bd00',
    TimeGenerated: '2026-03-04T08:15:00.1Z',
    RiskDetail: 'none',
    ...Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`Field${index}`, `value${index}`])),
  };
  const shown = renderScan(
    { ...report, alerts: [{ ...alert, evidence }] },
    { width: 160, paint: plain },
  ).join('\n');
  expect(shown).toContain('Field7: value7');
  expect(shown).not.toContain('Field8');
  expect(shown).not.toContain('1ceffce6');
  expect(shown).toContain('more: 5 in --format json');
});

test('names the logs that no rule reads', () => {
  const text = renderScan(report, { width: 160, paint: plain }).join('\n');
  expect(text).toContain('no rule reads AWSCloudTrail (310 rows)');
});

test('does not let a scan without a rule that ran pass for a clean one', () => {
  const coverage = report.coverage.map((each) => ({ ...each, outcome: 'notEvaluable' as const }));
  const nobody = { ...report, accounts: [], alerts: [], coverage };
  const [title, reason] = renderScan(nobody, { width: 160, paint: plain });
  expect(title).toBe('No compromised account found');
  expect(reason).toContain('no rule could be evaluated');
  const [, next] = renderScan({ ...nobody, coverage: report.coverage }, { width: 160, paint: plain });
  expect(next).not.toContain('no rule could be evaluated');
});

test('what is known beside the logs is told, and what nobody has given', () => {
  const text = renderScan(report, { width: 200, paint: plain }).join('\n');
  expect(text).toContain('known        the watchlist travel (2 entries); threat intelligence (1 indicator)');
  expect(text).toContain(
    'not given    the watchlists tor-exits (--watchlist NAME=FILE); geography: no database',
  );
});
