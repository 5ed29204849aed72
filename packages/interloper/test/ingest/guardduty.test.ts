import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeGuardDuty, guardDutyRecord, guardDutyShapes, writeGuardDuty } from '@interloper/emulate';
import type { GuardDutyFinding } from '@interloper/emulate';
import { awsGuardDuty } from '@interloper/sources';
import { afterAll, describe, expect, test } from 'vitest';
import { open } from '../../src/open.js';
import { lines, rowsOf, withIngested, writeFiles } from './ingest-files.js';
import type { Files } from './ingest-files.js';

const root = mkdtempSync(join(tmpdir(), 'guardduty-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const labelled = fileURLToPath(
  new URL('../../../../../shared/data/aws/guardduty-labelled.jsonl', import.meta.url),
);
const absent = !existsSync(labelled);
if (absent) process.stderr.write('skipped: ../shared/data, the real log records, is not there\n');

const findings = composeGuardDuty('shapes', 20);

function filesOf(id: string): Files {
  return Object.fromEntries(writeGuardDuty(id, findings).map(({ path, content }) => [path, content]));
}

/** What a row must say, worked out from the composed finding alone; the table cuts severities. */
function factsOf(finding: GuardDutyFinding, id: string): Readonly<Record<string, unknown>> {
  const table = id.startsWith('log-analytics');
  return {
    Id: finding.id,
    EventTime: shortened(finding.updated),
    TimeGenerated: shortened(finding.updated),
    TimeCreated: shortened(finding.created),
    SchemaVersion: '2.0',
    AccountId: '111122223333',
    Region: finding.region,
    Partition: 'aws',
    ActivityType: finding.type,
    Severity: table ? Math.floor(finding.severity) : finding.severity,
    Title: finding.title,
    Description: finding.description,
    'ResourceDetails.accessKeyDetails.accessKeyId': finding.accessKeyId,
    'ResourceDetails.accessKeyDetails.principalId': finding.principalId,
    'ResourceDetails.accessKeyDetails.userName': finding.userName,
    'ServiceDetails.action.actionType': 'AWS_API_CALL',
    'ServiceDetails.action.awsApiCallAction.api': finding.api,
    'ServiceDetails.action.awsApiCallAction.remoteIpDetails.ipAddressV4': finding.address,
    'ServiceDetails.action.awsApiCallAction.remoteIpDetails.country.countryName': finding.country,
    'ServiceDetails.eventFirstSeen': finding.firstSeen,
    'ServiceDetails.count': String(finding.count),
    'ServiceDetails.archived': 'false',
    ResourceDetails: guardDutyRecord(finding)['resource'],
    ServiceDetails: guardDutyRecord(finding)['service'],
    Unconverted: null,
  };
}

/** Answers leave out the zeros at the end of a fraction. */
function shortened(time: string): string {
  return time.replace(/\.?0*Z$/, 'Z');
}

const first = findings[0];
if (first === undefined) throw new Error('no findings');
const names = Object.keys(factsOf(first, ''));

describe.each(guardDutyShapes)('%s', (id) => {
  test('gives the rows that were composed', async () => {
    writeFiles(join(root, id), filesOf(id));
    await withIngested([join(root, id)], async ({ inputs, quarantine }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ source: 'aws-guardduty', records: 20, duplicates: 0, missing: [] }]);
      const rows = await rowsOf(store, names, awsGuardDuty);
      expect(rows).toEqual(
        findings.map((finding) => {
          const facts = factsOf(finding, id);
          return names.map((name) => facts[name]);
        }),
      );
    });
  });
});

describe('findings that come twice', () => {
  test.each([
    ['s3-export', 'aws-cli'],
    ['eventbridge', 'log-analytics-csv'],
    ['log-analytics-lines', 'findings'],
  ])('in %s and %s are folded', async (one, other) => {
    const folder = join(root, `${one} and ${other}`);
    writeFiles(join(folder, 'a'), filesOf(one));
    writeFiles(join(folder, 'b'), filesOf(other));
    await withIngested([folder], async ({ inputs }) => {
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(20);
    });
  });

  test('issued again with a higher count are both kept', async () => {
    const again = { ...first, count: first.count + 1, updated: '2026-03-13T08:00:00.000Z' };
    writeFiles(root, { 'again.jsonl': lines(guardDutyRecord(first), guardDutyRecord(again)) });
    await withIngested([join(root, 'again.jsonl')], async ({ inputs }) => {
      expect(inputs).toMatchObject([{ records: 2, duplicates: 0 }]);
    });
  });
});

test.skipIf(absent)('the labelled findings are read', async () => {
  const events = readFileSync(labelled, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly event: unknown }).event);
  writeFiles(root, { 'labelled.jsonl': lines(...events) });
  await withIngested([join(root, 'labelled.jsonl')], async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ source: 'aws-guardduty', records: 3, quarantined: 0 }]);
    expect(inputs[0]?.missing).toEqual(['ResourceDetails']);
    const rows = await rowsOf(
      store,
      ['Severity', 'ServiceDetails.action.awsApiCallAction.api'],
      awsGuardDuty,
    );
    expect(rows.slice(0, 2)).toEqual([
      [8, 'PutRolePolicy'],
      [5, 'PutRolePolicy'],
    ]);
  });
});

test('KQL, SPL and Sigma agree', async () => {
  const workspace = await open();
  try {
    writeFiles(join(root, 'agree'), filesOf('eventbridge'));
    await workspace.ingest([join(root, 'agree')]);
    const count = async (language: 'kql' | 'spl' | 'sigma', text: string): Promise<number> => {
      const { rows, diagnostics } = await workspace.query(language, text);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      return rows.length;
    };
    // One of four kinds has a severity of at least 7.
    const answers = [
      await count(
        'kql',
        'AWSGuardDuty | where Severity >= 7 and ActivityType startswith "UnauthorizedAccess:IAMUser/" and tostring(ServiceDetails.action.awsApiCallAction.api) == "ConsoleLogin"',
      ),
      await count(
        'spl',
        'sourcetype="aws:cloudwatch:guardduty" detail.severity>=7 signature="UnauthorizedAccess:IAMUser/*" service.action.awsApiCallAction.api=ConsoleLogin | table user src',
      ),
      await count(
        'sigma',
        "title: t\nlogsource: { product: aws, service: guardduty }\ndetection:\n  selection: { severity|gte: 7, type|startswith: 'UnauthorizedAccess:IAMUser/', service.action.awsApiCallAction.api: ConsoleLogin }\n  condition: selection\n",
      ),
    ];
    expect(answers).toEqual([5, 5, 5]);
  } finally {
    await workspace.close();
  }
});
