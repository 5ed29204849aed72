import type { Account, Alert } from '@interloper/detect';
import type { ReportedDetection, ScanReport, SignIns } from '@interloper/report';

/** What an attacker may put into a log: each would do something in a page, a spreadsheet or a shell. */
export const hostileNames = [
  '<script>alert(1)</script>@evil.example',
  '"><img src=x onerror=alert(1)>',
  "'; rm -rf ~ #",
  '</style><svg onload=alert(1)>\u202e\u0007',
  '=HYPERLINK("https://evil.example")',
] as const;

const account = (name: string, index: number): Account => ({
  account: name,
  aliases: [`alias of ${name}`],
  score: 90 - index,
  severity: index === 0 ? 'critical' : 'high',
  alerts: [`alert-${index}`, ...(index === 1 ? ['alert-excluded'] : [])],
  firstSeen: '2026-03-04T08:12:10.5Z',
  lastSeen: '2026-03-05T10:00:00Z',
  why: [`Indicator:${name}`],
  scoreParts: [
    { alert: `alert-${index}`, detection: 'spray', points: 70, factor: 1, contribution: 90 - index },
  ],
});

const alert = (name: string, index: number): Alert => ({
  id: `alert-${index}`,
  detection: 'spray',
  title: 'Password spray',
  technique: 'T1110.003',
  severity: index === 0 ? 'critical' : index === 1 ? 'high' : 'medium',
  confidence: 'medium',
  account: name,
  time: '2026-03-04T08:12:10.1234567Z',
  lastTime: '2026-03-05T10:00:00Z',
  query: 'kql',
  matches: 3,
  why: [`Indicator:${name}`],
  evidence: { UserAgent: name, IPAddress: index === 2 ? '2001:db8::7' : '198.51.100.3', [name]: 'value' },
});

export const detection: ReportedDetection & { readonly id: string } = {
  id: '3a8f6b1c-54cf-4a57-9a0c-5e1a0b1f8f10',
  slug: 'spray',
  title: 'Password spray',
  description: 'Many accounts, few passwords & one <address>.',
  attack: [{ technique: 'T1110.003', name: 'Brute Force: Password Spraying', tactic: 'credential-access' }],
  falsePositives: ['A scanner of our own'],
  references: ['https://attack.mitre.org/techniques/T1110/003/'],
  logs: ['<Sign-ins>'],
  playbook: `# Playbook

\`$user\` is the account, \`$address\` its address, \`$key\` its key. <b onclick="x">raw</b> [more](javascript:alert(1))

| # | step | who | command |
| --- | --- | --- | --- |
| 1 | End all sessions of $user. | on call | \`Revoke -UserId $user\` |
| 2 | Block \`$address\` since \`$since\`. | on call | \`block $address\` |

- Tell $account.
`,
};

export const signIns: SignIns = {
  piece: 3_600_000,
  counts: hostileNames.map((name) => ({
    account: name,
    country: name.startsWith('<') ? 'PT' : name,
    from: '2026-03-04T08:00:00Z',
    passed: 2,
    failed: 1,
  })),
};

export const hostile: ScanReport & {
  readonly run: {
    readonly version: string;
    readonly now: string;
    readonly from: string;
    readonly to: string;
    readonly implausible: number;
  };
} = {
  accounts: hostileNames.map(account),
  alerts: [
    ...hostileNames.map(alert),
    { ...alert(hostileNames[1], 1), id: 'alert-excluded', excluded: 'egress <of> "ours"' },
  ],
  excludedAccounts: [],
  exclusions: [
    {
      file: '<exclusions>.yml',
      line: 3,
      reason: 'egress <of> "ours"',
      excluded: ['alert-excluded'],
      refused: [],
      partly: [],
      remarks: ['expired at <some> day'],
    },
  ],
  unexamined: [{ table: '<AWSCloudTrail>', rows: 310 }],
  context: [{ kind: 'watchlist', name: 'travel', rows: 2, paths: ['<travel>.csv'] }],
  ambiguous: [{ name: '<admin>', kind: 'aws-session', accounts: ['a', 'b'] }],
  coverage: [
    { detection: 'spray', query: 'kql', outcome: 'fired', matches: 3, gaps: [] },
    { detection: 'travel', query: 'kql', outcome: 'notEvaluable', reason: 'no <log>', matches: 0, gaps: [] },
  ],
  inputs: [
    {
      path: '<logs>/a.json',
      sha256: 'a'.repeat(64),
      source: 'entra-sign-ins',
      records: 1350,
      duplicates: 2,
      quarantined: 1,
      missing: ['Field'],
    },
  ],
  quarantine: [
    { path: '<logs>/a.json', line: 12, record: 12, cause: 'not JSON', excerpt: '<script>alert(2)</script>' },
  ],
  run: {
    version: '0.1.0',
    now: '2026-03-20T23:44:10.369Z',
    from: '2026-03-02T06:28:26Z',
    to: '2026-03-20T23:44:10.369Z',
    implausible: 0,
  },
};
