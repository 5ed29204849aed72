import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';
import { folderOf, graphPage, graphSignIn } from '../cli/sign-ins.js';

// Analytics rules as Microsoft Sentinel has them, in a schedule of its own: each run sees its period, nothing else.
// https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview

const FAILED = { errorCode: 50126, failureReason: 'Wrong password.' };
const failure = (id: string, user: string, time: string): object =>
  graphSignIn({
    id,
    userPrincipalName: `${user}@alderfinch.example`,
    userId: `22222222-0000-4000-8000-0000000000${user === 'mina' ? '01' : '02'}`,
    createdDateTime: `2026-03-04T${time}:00Z`,
    status: FAILED,
  });

// Mina fails three times within an hour, Jonas three times in a day.
const logs = folderOf({
  'page.json': graphPage([
    failure('a', 'mina', '08:02'),
    failure('b', 'mina', '08:20'),
    failure('c', 'mina', '08:40'),
    failure('d', 'jonas', '03:00'),
    failure('e', 'jonas', '09:00'),
    failure('f', 'jonas', '21:00'),
  ]),
});

function rule(
  id: number,
  name: string,
  settings: string,
  query: string,
  entity = 'UserPrincipalName',
): string {
  const body = query.replaceAll(/^/gm, '  ');
  return `id: 0b9cb1f6-0000-4000-8000-0000000001${String(id).padStart(2, '0')}
name: ${name}
description: |
  'Composed for this test.'
severity: High
requiredDataConnectors: []
${settings}
tactics:
  - CredentialAccess
relevantTechniques:
  - T1110.003
query: |
${body}
entityMappings:
  - entityType: IP
    fieldMappings:
      - identifier: Address
        columnName: IPAddress
  - entityType: Account
    fieldMappings:
      - identifier: Name
        columnName: Nobody
      - identifier: FullName
        columnName: ${entity}
eventGroupingSettings:
  aggregationKind: AlertPerResult
customDetails:
  Failures: Failures
alertDetailsOverride:
  alertDisplayNameFormat: '{{Failures}} failures'
version: 1.0.0
`;
}

const hourly =
  'queryFrequency: 1h\nqueryPeriod: 1h\ntriggerOperator: gt\ntriggerThreshold: 0\nkind: Scheduled';
const counted = `SigninLogs
| where ResultType != "0"
| summarize StartTime = min(TimeGenerated), Failures = count() by UserPrincipalName
| where Failures >= 3`;

const rules = folderOf({
  'many.yaml': rule(1, 'Many failures', hourly, counted),
  'iso.yml': rule(2, 'Many failures', hourly.replaceAll('1h', 'PT1H'), counted),
});

interface Found {
  readonly accounts: readonly { readonly account: string }[];
  readonly alerts: readonly {
    readonly detection: string;
    readonly technique: string;
    readonly severity: string;
    readonly account: string;
    readonly time: string;
    readonly evidence: Readonly<Record<string, unknown>>;
  }[];
  readonly coverage: readonly {
    readonly detection: string;
    readonly outcome: string;
    readonly reason?: string;
  }[];
}

async function scanned(detections: string): Promise<Found> {
  const { status, out, err } = await runCli([
    'scan',
    logs.path,
    '--detections',
    detections,
    '--format',
    'json',
  ]);
  expect(status, err).toBe(0);
  return JSON.parse(out) as Found;
}

/** The folder of one rule, gone after the tests. */
const others: { remove: () => void }[] = [];
function alone(text: string): string {
  const folder = folderOf({ 'rule.yaml': text });
  others.push(folder);
  return folder.file('rule.yaml');
}

afterAll(() => {
  for (const folder of [logs, rules, ...others]) folder.remove();
});

describe('an analytics rule is a detection', () => {
  test('by its schedule: three failures within its period are found, three in a day are not', async () => {
    const { accounts, alerts, coverage } = await scanned(rules.file('many.yaml'));
    expect(accounts.map(({ account }) => account)).toEqual(['mina@alderfinch.example']);
    expect(alerts).toMatchObject([
      {
        detection: 'many-failures',
        technique: 'T1110.003',
        severity: 'high',
        account: 'mina@alderfinch.example',
        time: '2026-03-04T08:02:00Z',
        evidence: { Failures: 3 },
      },
    ]);
    expect(coverage).toMatchObject([{ detection: 'many-failures', outcome: 'fired' }]);
  });

  test('a folder of rules, of one title too, with durations in either form', async () => {
    const { coverage } = await scanned(rules.path);
    expect(coverage.map(({ detection, outcome }) => `${detection} ${outcome}`).toSorted()).toEqual([
      'many-failures fired',
      'many-failures-2 fired',
    ]);
  });

  test('one that runs all the time looks at single minutes', async () => {
    const path = alone(rule(3, 'At once', 'kind: NRT', 'SigninLogs | where ResultType == "50126"'));
    const { alerts } = await scanned(path);
    expect(alerts.map(({ account }) => account).toSorted()).toEqual([
      'jonas@alderfinch.example',
      'jonas@alderfinch.example',
      'jonas@alderfinch.example',
      'mina@alderfinch.example',
      'mina@alderfinch.example',
      'mina@alderfinch.example',
    ]);
  });

  test('the time is a column of instants, however it is called; without one it cannot be evaluated', async () => {
    const daily = hourly.replaceAll('1h', '1d');
    const named = `SigninLogs | summarize Earliest = min(TimeGenerated), Failures = count() by UserPrincipalName | where Failures == 3`;
    const { alerts } = await scanned(alone(rule(4, 'Named', daily, named)));
    expect(alerts.map(({ account, time }) => `${account} ${time}`).toSorted()).toEqual([
      'jonas@alderfinch.example 2026-03-04T03:00:00Z',
      'mina@alderfinch.example 2026-03-04T08:02:00Z',
    ]);
    const untimed = 'SigninLogs | summarize Failures = count() by UserPrincipalName';
    const { coverage } = await scanned(alone(rule(5, 'Untimed', daily, untimed)));
    expect(coverage).toMatchObject([{ outcome: 'notEvaluable' }]);
    expect(coverage[0]?.reason).toContain('says when they happened');
  });

  test('a table that no log fills makes it not evaluable, by name', async () => {
    const { coverage } = await scanned(
      alone(rule(6, 'Servers', hourly, 'SecurityEvent | where EventID == 4625', 'Account')),
    );
    expect(coverage).toMatchObject([
      { outcome: 'notEvaluable', reason: 'No source provides SecurityEvent.' },
    ]);
  });
});

describe('what cannot be replayed is said', () => {
  test.each([
    ['a threshold', hourly.replace('Threshold: 0', 'Threshold: 5'), 'waits for a number of rows (gt 5)'],
    ['a hunting query', 'kind: Hunting', 'no queryFrequency and queryPeriod'],
    ['no duration', hourly.replace('1h', 'often'), 'queryFrequency often is no duration'],
  ])('%s', async (_, settings, reason) => {
    const path = alone(rule(7, 'Refused', settings, counted));
    const { status, err } = await runCli(['scan', logs.path, '--detections', path]);
    expect(status).toBe(2);
    expect(err).toContain(`${path}: RUN0206: `);
    expect(err).toContain(reason);
  });

  test('two rules with one id', async () => {
    const twice = folderOf({
      'a.yaml': rule(8, 'One', hourly, counted),
      'b.yaml': rule(8, 'Two', hourly, counted),
    });
    others.push(twice);
    const { status, err } = await runCli(['scan', logs.path, '--detections', twice.path]);
    expect(status).toBe(2);
    expect(err).toContain(`${twice.file('b.yaml')}: RUN0205`);
  });
});
