import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeCloudTrail, writeCloudTrail } from '@interloper/emulate';
import { kql, print as printKql } from '@interloper/kql';
import type { LanguageId } from '@interloper/plan';
import { catalogOf, sources } from '@interloper/sources';
import { print as printSpl, spl } from '@interloper/spl';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Printer } from '../../src/compile/printers.js';
import { open } from '../../src/open.js';
import type { Workspace } from '../../src/open.js';
import { writeFiles } from './ingest-files.js';

const root = mkdtempSync(join(tmpdir(), 'cloudtrail-languages-'));
const attackRun = fileURLToPath(
  new URL('../../../../../shared/data/aws/cloudtrail-attack-run', import.meta.url),
);
const absent = !existsSync(attackRun);
if (absent) process.stderr.write('skipped: ../shared/data, the real log records, is not there\n');

/** One question in each language, with the field names of published rules. */
interface Question {
  readonly asks: string;
  readonly kql: string;
  readonly spl: string;
  readonly sigma: string;
}

const questions = {
  withoutMfa: {
    asks: 'console sign-ins without a second factor',
    kql: `where EventName == "ConsoleLogin" and tostring(parse_json(ResponseElements).ConsoleLogin) == "Success"
      | extend MFAUsed = tostring(parse_json(AdditionalEventData).MFAUsed) | where MFAUsed =~ "no"`,
    spl: 'eventName=ConsoleLogin responseElements.ConsoleLogin=Success additionalEventData.MFAUsed=No',
    sigma:
      "{ eventSource: signin.amazonaws.com, eventName: ConsoleLogin, responseElements.ConsoleLogin: Success, additionalEventData.MFAUsed: 'NO' }",
  },
  withMfa: {
    asks: 'console sign-ins with a second factor, however it is spelled',
    kql: 'where EventName == "ConsoleLogin" and tostring(parse_json(AdditionalEventData).MFAUsed) =~ "Yes"',
    spl: 'eventName=ConsoleLogin additionalEventData.MFAUsed=Yes',
    sigma: "{ eventName: ConsoleLogin, additionalEventData.MFAUsed: 'Yes' }",
  },
  failures: {
    asks: 'failed console sign-ins',
    kql: 'where EventName == "ConsoleLogin" and parse_json(ResponseElements).ConsoleLogin == "Failure"',
    spl: 'signature=ConsoleLogin action=failure',
    sigma: '{ eventName: ConsoleLogin, responseElements.ConsoleLogin: Failure }',
  },
  refused: {
    asks: 'refused calls',
    kql: 'where ErrorCode has_any ("AccessDenied", "UnauthorizedOperation")',
    spl: '(errorCode="*AccessDenied*" OR errorCode="*UnauthorizedOperation") status=failure',
    sigma: "{ errorCode|contains: ['AccessDenied', 'UnauthorizedOperation'] }",
  },
  errors: {
    asks: 'calls with an error',
    kql: 'where isnotempty(ErrorCode)',
    spl: 'errorCode=* errorCode!=success',
    sigma: "{ errorCode: '*' }",
  },
  users: {
    asks: 'calls of users',
    kql: 'where UserIdentityType == "IAMUser"',
    spl: 'userIdentity.type=IAMUser',
    sigma: '{ userIdentity.type: IAMUser }',
  },
  roles: {
    asks: 'calls of sessions of roles',
    kql: 'where SessionIssuerType == "Role" and isnotempty(SessionIssuerUserName)',
    spl: 'userIdentity.sessionContext.sessionIssuer.type=Role userIdentity.sessionContext.sessionIssuer.userName=*',
    sigma: '{ userIdentity.sessionContext.sessionIssuer.type: Role }',
  },
  services: {
    asks: 'calls that come from a service, not from an address',
    kql: 'where SourceIpAddress endswith ".amazonaws.com" or SourceIpAddress == "AWS Internal"',
    spl: '(sourceIPAddress="*.amazonaws.com" OR src="AWS Internal") NOT src_ip=*',
    sigma: "{ sourceIPAddress: ['*.amazonaws.com', 'AWS Internal'] }",
  },
  openPort: {
    asks: 'security groups opened to everyone, by one rule or by a list of them',
    kql: 'where EventName == "AuthorizeSecurityGroupIngress" and CidrIp == "0.0.0.0/0"',
    spl: 'eventName=AuthorizeSecurityGroupIngress (requestParameters.ipPermissions.items{}.ipRanges.items{}.cidrIp="0.0.0.0/0" OR requestParameters.cidrIp="0.0.0.0/0")',
    sigma: `
    - { eventName: AuthorizeSecurityGroupIngress, requestParameters.ipPermissions.items.ipRanges.items.cidrIp: 0.0.0.0/0 }
    - { eventName: AuthorizeSecurityGroupIngress, requestParameters.cidrIp: 0.0.0.0/0 }`,
  },
  keys: {
    asks: 'access keys made',
    kql: 'where EventSource == "iam.amazonaws.com" and EventName == "CreateAccessKey" and isnotempty(parse_json(RequestParameters).userName)',
    spl: 'eventSource=iam.amazonaws.com command=CreateAccessKey requestParameters.userName=*',
    sigma: "{ eventSource: iam.amazonaws.com, eventName: CreateAccessKey, requestParameters.userName: '*' }",
  },
} as const satisfies Readonly<Record<string, Question>>;

/** 6 of each of 14 kinds of events: what is expected follows from what was composed. */
const composed: Readonly<Record<keyof typeof questions, number>> = {
  withoutMfa: 6,
  withMfa: 6,
  failures: 12,
  refused: 12,
  errors: 12,
  users: 72,
  roles: 6,
  services: 6,
  openPort: 6,
  keys: 6,
};

/** Counted in the files with Python's json module. */
const real: Readonly<Record<keyof typeof questions, number>> = {
  withoutMfa: 1,
  withMfa: 1,
  failures: 0,
  refused: 60,
  errors: 300,
  users: 2748,
  roles: 76,
  services: 353,
  openPort: 2,
  keys: 2,
};

async function counts(workspace: Workspace, question: Question): Promise<readonly unknown[]> {
  const texts: readonly (readonly [LanguageId, string])[] = [
    ['kql', `AWSCloudTrail | ${question.kql} | count`],
    ['spl', `index=* sourcetype="aws:cloudtrail" ${question.spl} | stats count`],
    [
      'sigma',
      `title: t\nlogsource: { product: aws, service: cloudtrail }\ndetection:\n  selection: ${question.sigma}\n  condition: selection\n`,
    ],
  ];
  const found: unknown[] = [];
  for (const [language, text] of texts) {
    const { rows, diagnostics } = await workspace.query(language, text);
    expect(
      diagnostics.filter(({ severity }) => severity === 'error'),
      text,
    ).toEqual([]);
    found.push(language === 'sigma' ? rows.length : Number(rows[0]?.[0]));
  }
  return found;
}

describe.each([
  { from: 'composed log files in S3', shape: 's3-objects' },
  { from: 'composed rows of Log Analytics', shape: 'log-analytics-csv' },
])('KQL, SPL and Sigma agree on $from', ({ shape }) => {
  const workspace = open();
  beforeAll(async () => {
    const events = [...composeCloudTrail('languages', { from: '2026-03-12', count: 84 })];
    const files = writeCloudTrail(shape, events).map(({ path, content }) => [path, content]);
    writeFiles(join(root, shape), Object.fromEntries(files) as Record<string, Uint8Array>);
    await (await workspace).ingest([join(root, shape)]);
  });
  afterAll(async () => (await workspace).close());

  test.each(Object.entries(questions))('%s', async (name, question) => {
    const count = composed[name as keyof typeof questions];
    expect(await counts(await workspace, question)).toEqual([count, count, count]);
  });

  // The add-on's errorCode of a call without an error is `success`: 84 less those with an error in `composed`.
  test.each([
    ['kql', 'spl', 'AWSCloudTrail | where isempty(ErrorCode)', 84 - composed.errors],
    ['kql', 'spl', 'AWSCloudTrail | where isnotempty(ErrorCode)', composed.errors],
    ['kql', 'spl', 'AWSCloudTrail | where ErrorCode == "success"', 0],
    ['spl', 'kql', 'sourcetype=aws:cloudtrail errorCode=success', 84 - composed.errors],
    ['spl', 'kql', 'sourcetype=aws:cloudtrail errorCode=succ*', 84 - composed.errors],
    ['spl', 'kql', 'sourcetype=aws:cloudtrail errorCode!=success', composed.errors],
    ['spl', 'kql', 'sourcetype=aws:cloudtrail errorCode=*', 84],
    ['spl', 'kql', 'sourcetype=aws:cloudtrail NOT errorCode=*', 0],
  ] as const)('a word for what is absent is converted from %s to %s: %s', async (from, to, rule, count) => {
    const catalog = catalogOf(sources);
    const { plan } = (from === 'kql' ? kql : spl).compile(rule, catalog);
    if (plan === undefined) throw new Error(rule);
    const print: Printer = to === 'kql' ? printKql : printSpl;
    const printed = print(plan, catalog);
    if (!('text' in printed)) throw new Error(printed.refused);
    const { text } = printed;
    const found: number[] = [];
    for (const [language, each] of [
      [from, rule],
      [to, text],
    ] as const)
      found.push((await (await workspace).query(language, each)).rows.length);
    expect(found, text).toEqual([count, count]);
  });

  test('the sourcetype of the security lake has OCSF’s names', async () => {
    const text =
      'sourcetype="aws:cloudtrail:lake" api.operation=ConsoleLogin status=Failure http_request.user_agent=Mozilla* | stats count by actor.user.account.uid src_endpoint.ip';
    const { rows } = await (await workspace).query('spl', text);
    expect(rows).toEqual([['111122223333', '203.0.113.23', 12]]);
  });
});

describe('a field that most events rightly lack', () => {
  const quiet = [...composeCloudTrail('quiet', { from: '2026-03-12', count: 84 })].filter(
    ({ error }) => error === null,
  );
  const rule = 'AWSCloudTrail | where ErrorCode == "AccessDenied"';
  const warnings = async (name: string, text: string): Promise<readonly string[]> => {
    writeFiles(root, { [name]: text });
    const workspace = await open();
    try {
      await workspace.ingest([join(root, name)]);
      const { rows, diagnostics } = await workspace.query('kql', rule);
      expect(rows).toEqual([]);
      return diagnostics.map(({ code }) => code);
    } finally {
      await workspace.close();
    }
  };

  test('is no gap where the log is whole', async () => {
    const [{ content } = { content: new Uint8Array() }] = writeCloudTrail('lines', quiet);
    expect(await warnings('quiet.jsonl', Buffer.from(content).toString('utf8'))).toEqual([]);
  });

  test('is a gap where it was projected away', async () => {
    const row = 'TimeGenerated,AwsEventId,EventName,EventSource,AWSRegion,SourceIpAddress,UserAgent\n';
    const values = '2026-03-12T02:41:10Z,e1,ListBuckets,s3.amazonaws.com,us-east-1,192.0.2.1,x\n';
    expect(await warnings('projected.csv', row + values)).toEqual(['RUN0101', 'RUN0102']);
  });

  test('is told by the field that the rule names, not by the columns that it is put together of', async () => {
    const row = 'TimeGenerated,AwsEventId,EventName,EventSource,AWSRegion,SourceIpAddress,UserAgent\n';
    const values = '2026-03-12T02:41:10Z,e1,ListBuckets,s3.amazonaws.com,us-east-1,192.0.2.1,x\n';
    writeFiles(root, { 'named.csv': row + values });
    const workspace = await open();
    try {
      await workspace.ingest([join(root, 'named.csv')]);
      const search = 'sourcetype=aws:cloudtrail user=mina | stats count';
      const { diagnostics } = await workspace.query('spl', search);
      const missing = diagnostics.filter(({ code }) => code === 'RUN0101');
      expect(missing.map(({ message }) => message.split(':').slice(0, 2).join(':'))).toEqual([
        'No record has aws:cloudtrail.user',
      ]);
    } finally {
      await workspace.close();
    }
  });
});

describe.skipIf(absent)('KQL, SPL and Sigma agree on the attack run', () => {
  const workspace = absent ? undefined : open();
  beforeAll(async () => {
    await (await workspace)?.ingest([attackRun]);
  });
  afterAll(async () => (await workspace)?.close());

  test.each(Object.entries(questions))('%s', async (name, question) => {
    const at = await workspace;
    if (at === undefined) throw new Error('no workspace');
    const count = real[name as keyof typeof questions];
    expect(await counts(at, question)).toEqual([count, count, count]);
  });
});

afterAll(() => rmSync(root, { recursive: true, force: true }));
