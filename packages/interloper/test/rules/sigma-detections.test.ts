import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';
import { folderOf } from '../cli/sign-ins.js';

// Folders of Sigma rules, as rule collections have them, are scanned with as detections; from eight rules on they are
// looked at together, and each must find what it finds alone. What each finds is written from the records below.
// https://sigmahq.io/sigma-specification/

interface Call {
  readonly minute: number;
  readonly user: string;
  readonly source: string;
  readonly name: string;
  readonly address?: string;
  readonly agent?: string;
  readonly error?: string;
  readonly parameters?: object;
}

const calls: readonly Call[] = [
  { minute: 1, user: 'mina', source: 'iam', name: 'CreateUser', parameters: { userName: 'spare' } },
  { minute: 2, user: 'mina', source: 'iam', name: 'CreateAccessKey', parameters: { userName: 'spare' } },
  { minute: 3, user: 'jonas', source: 'iam', name: 'CreateUser', error: 'AccessDenied' },
  { minute: 4, user: 'jonas', source: 's3', name: 'GetObject', agent: 'Boto3/1.34.6' },
  { minute: 5, user: 'jonas', source: 's3', name: 'GetObject', agent: 'curl/8.5.0', address: '198.51.100.7' },
  { minute: 6, user: 'lea', source: 'cloudtrail', name: 'StopLogging', address: '198.51.100.9' },
  {
    minute: 7,
    user: 'lea',
    source: 'ec2',
    name: 'RunInstances',
    parameters: { instanceType: 'p4d.24xlarge' },
  },
  { minute: 58, user: 'tomas', source: 'sts', name: 'GetCallerIdentity' },
  { minute: 59, user: 'tomas', source: 'sts', name: 'GetCallerIdentity' },
  { minute: 61, user: 'tomas', source: 'sts', name: 'GetCallerIdentity' },
];

const record = (call: Call, index: number): object => ({
  eventVersion: '1.11',
  userIdentity: {
    type: 'IAMUser',
    principalId: `AIDA${call.user}`,
    arn: `arn:aws:iam::111122223333:user/${call.user}`,
    accountId: '111122223333',
    userName: call.user,
  },
  eventTime: new Date(Date.UTC(2026, 2, 4, 8, call.minute)).toISOString().replace('.000', ''),
  eventSource: `${call.source}.amazonaws.com`,
  eventName: call.name,
  awsRegion: 'eu-west-1',
  sourceIPAddress: call.address ?? '192.0.2.1',
  userAgent: call.agent ?? 'aws-cli/2.17.20',
  ...(call.error === undefined ? {} : { errorCode: call.error }),
  requestParameters: call.parameters ?? null,
  responseElements: null,
  eventID: `00000000-0000-4000-8000-00000000000${index}`,
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  eventCategory: 'Management',
});

const logs = folderOf({ 'trail.json': JSON.stringify({ Records: calls.map(record) }) });

function sigma(id: number, title: string, detection: string): string {
  return `title: ${title}
id: 3c9cb1f6-0000-4000-8000-0000000002${String(id).padStart(2, '0')}
name: ${title.toLowerCase().replaceAll(' ', '_')}
status: test
level: high
tags: [attack.privilege-escalation, attack.t1098.001]
logsource:
  product: aws
  service: cloudtrail
detection:
${detection.replaceAll(/^/gm, '  ')}
`;
}

const counted = `title: Asking around
id: 3c9cb1f6-0000-4000-8000-000000000300
status: test
level: medium
correlation:
  type: event_count
  rules: [who_am_i]
  group-by: [userIdentity.arn]
  timespan: 5m
  condition:
    gte: 3
---
${sigma(50, 'Who am I', 'selection:\n  eventName: GetCallerIdentity\ncondition: selection')}`;

/** Each rule, and the users whose calls it finds. */
const rules: readonly (readonly [file: string, text: string, users: readonly string[]])[] = [
  [
    'user',
    sigma(
      1,
      'User made',
      'selection:\n  eventSource: iam.amazonaws.com\n  eventName: CreateUser\ncondition: selection',
    ),
    ['jonas', 'mina'],
  ],
  [
    'allowed',
    sigma(
      2,
      'User made and allowed',
      'selection:\n  eventName: createuser\nfilter:\n  errorCode|exists: true\ncondition: selection and not filter',
    ),
    ['mina'],
  ],
  ['denied', sigma(3, 'Denied', "selection:\n  errorCode: 'Access*'\ncondition: selection"), ['jonas']],
  [
    'keys',
    sigma(
      4,
      'Keys or logging',
      'keys:\n  eventName|contains: AccessKey\nlogging:\n  eventName|re: ^Stop\ncondition: 1 of them',
    ),
    ['lea', 'mina'],
  ],
  [
    'network',
    sigma(5, 'From a network', 'selection:\n  sourceIPAddress|cidr: 198.51.100.8/29\ncondition: selection'),
    ['lea'],
  ],
  [
    'program',
    sigma(
      6,
      'By a program',
      "selection:\n  userAgent|startswith: ['curl', 'boto3']\nfilter:\n  sourceIPAddress: 198.51.100.7\ncondition: selection and not filter",
    ),
    ['jonas'],
  ],
  [
    'large',
    sigma(
      7,
      'Large machines',
      'selection:\n  eventSource: ec2.amazonaws.com\n  requestParameters|contains: p4d.\ncondition: selection',
    ),
    ['lea'],
  ],
  ['nobody', sigma(8, 'Nobody', 'selection:\n  eventName: DeleteTrail\ncondition: selection'), []],
  [
    'everybody',
    sigma(9, 'Everybody', 'selection:\n  recipientAccountId: 111122223333\ncondition: selection'),
    ['jonas', 'lea', 'mina', 'tomas'],
  ],
  // Three within five minutes, and they lie in two clock hours.
  ['counted', counted, ['tomas']],
];
const broken: readonly (readonly [string, string])[] = [
  ['broken-pattern', sigma(20, 'Broken pattern', "selection:\n  userAgent|re: '(('\ncondition: selection")],
  [
    'broken-condition',
    sigma(21, 'Broken condition', 'selection:\n  eventName: CreateUser\ncondition: selektion'),
  ],
];

const files = (some: readonly (readonly [string, string, ...unknown[]])[]): Record<string, string> =>
  Object.fromEntries(some.map(([name, text]) => [`${name}.yml`, text]));
const folders = [folderOf(files(rules)), folderOf(files([...rules, ...broken]))] as const;
const [sound, mixed] = folders;

afterAll(() => {
  for (const folder of [logs, ...folders]) folder.remove();
});

interface Found {
  readonly alerts: readonly {
    readonly detection: string;
    readonly account: string;
    readonly technique: string;
  }[];
  readonly coverage: readonly {
    readonly detection: string;
    readonly outcome: string;
    readonly reason?: string;
    readonly matches: number;
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

const usersOf = ({ alerts }: Found, detection: string): readonly string[] =>
  [
    ...new Set(
      alerts
        .filter((alert) => alert.detection === detection)
        .map(({ account }) => account.split('/')[1] ?? ''),
    ),
  ].toSorted();
const slugs = [
  'user-made',
  'user-made-and-allowed',
  'denied',
  'keys-or-logging',
  'from-a-network',
  'by-a-program',
  'large-machines',
  'nobody',
  'everybody',
  'asking-around',
];

describe('a folder of Sigma rules', () => {
  test('is scanned with: each rule finds its own, together as alone', async () => {
    const all = await scanned(sound.path);
    for (const [index, [file, , users]] of rules.entries()) {
      const slug = slugs[index] ?? '';
      expect(usersOf(all, slug), file).toEqual(users);
      const alone = await scanned(sound.file(`${file}.yml`));
      expect(usersOf(alone, slug), file).toEqual(users);
      expect(alone.coverage).toEqual(all.coverage.filter(({ detection }) => detection === slug));
    }
    expect(all.alerts.find(({ detection }) => detection === 'denied')?.technique).toBe('T1098.001');
  }, 60_000);

  test('a rule with a mistake is told and stops no other', async () => {
    const [clean, withBroken] = [await scanned(sound.path), await scanned(mixed.path)];
    const isBroken = (detection: string): boolean => detection.startsWith('broken');
    expect(withBroken.alerts).toEqual(clean.alerts);
    expect(withBroken.coverage.filter(({ detection }) => !isBroken(detection))).toEqual(clean.coverage);
    const told = withBroken.coverage.filter(({ detection }) => isBroken(detection));
    expect(told.map(({ outcome }) => outcome)).toEqual(['notEvaluable', 'notEvaluable']);
    expect(told.find(({ detection }) => detection === 'broken-condition')?.reason).toContain('selektion');
  });
});
