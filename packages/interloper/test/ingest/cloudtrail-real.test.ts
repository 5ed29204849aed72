import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { awsCloudTrail } from '@interloper/sources';
import { afterAll, describe, expect, test } from 'vitest';
import { lines, rowsOf, withIngested, writeFiles } from './ingest-files.js';

const data = fileURLToPath(new URL('../../../../../shared/data/aws/', import.meta.url));
const absent = !existsSync(data);
if (absent) process.stderr.write('skipped: ../shared/data, the real log records, is not there\n');

/** Records by data/NOTICE.md; repeated ids, errors and the rest were counted with Python's json module. */
const sets = [
  {
    path: 'cloudtrail-attack-run',
    files: 55,
    records: 2900,
    duplicates: 0,
    errors: 300,
    types: { IAMUser: 2748, AssumedRole: 76, AWSService: 34, none: 42 },
    mfa: { true: 358, false: 316, none: 2226 },
    first: '2023-07-10T11:42:18Z',
    last: '2023-07-10T12:37:50Z',
  },
  {
    path: 'cloudtrail-by-technique',
    files: 35,
    records: 310,
    duplicates: 0,
    errors: 52,
    types: { IAMUser: 241, AssumedRole: 68, FederatedUser: 1 },
    mfa: { false: 69, none: 241 },
    first: '2024-07-30T21:31:10Z',
    last: '2024-11-30T08:43:18Z',
  },
  {
    // One record is there twice, with its id.
    path: 'cloudtrail-by-event',
    files: 1,
    records: 315,
    duplicates: 1,
    errors: 248,
    types: { IAMUser: 235, AssumedRole: 77, Unknown: 1, none: 1 },
    mfa: { false: 78, none: 236 },
    first: '2016-04-13T18:05:53Z',
    last: '2026-03-11T07:02:43Z',
  },
  {
    // Logstash: the time is in @timestamp.
    path: 'cloudtrail-ec2-proxy-s3-exfiltration.json',
    files: 1,
    records: 103,
    duplicates: 0,
    errors: 0,
    types: { IAMUser: 87, AssumedRole: 11, AWSService: 5 },
    mfa: { true: 87, false: 11, none: 5 },
    first: '2020-09-14T00:44:20Z',
    last: '2020-09-14T01:13:20Z',
  },
];

describe.skipIf(absent)('real CloudTrail', () => {
  test.each(sets)('$path: $records records', async ({ path, files, records, ...facts }) => {
    await withIngested([`${data}${path}`], async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(diagnostics).toEqual([]);
      expect(inputs.length).toBe(files);
      expect(new Set(inputs.map(({ source }) => source))).toEqual(new Set(['aws-cloudtrail']));
      expect(inputs.flatMap(({ refused }) => refused ?? [])).toEqual([]);
      expect(sum(inputs.map((input) => input.records))).toBe(records);
      expect(sum(inputs.map((input) => input.duplicates))).toBe(facts.duplicates);
      const rows = await rowsOf(
        store,
        ['EventTime', 'ErrorCode', 'UserIdentityType', 'SessionMfaAuthenticated', 'EventName', 'EventSource'],
        awsCloudTrail,
      );
      expect(rows.length).toBe(records - facts.duplicates);
      const times = rows.flatMap(([time]) => (typeof time === 'string' ? [time] : [])).toSorted();
      expect([times[0], times.at(-1)]).toEqual([facts.first, facts.last]);
      expect(rows.filter(([, error]) => error !== null).length).toBe(facts.errors);
      expect(count(rows.map((row) => row[2]))).toEqual(facts.types);
      expect(count(rows.map((row) => row[3]))).toEqual(facts.mfa);
      expect(rows.filter(([, , , , name, source]) => name === null || source === null)).toEqual([]);
    });
  });

  test('a console sign-in, field by field', async () => {
    const file = `${data}cloudtrail-by-technique/aws.initial-access.console-login-without-mfa.json`;
    await withIngested([file], async (_, store) => {
      const names = [
        'AwsEventId',
        'EventTypeName',
        'SourceIpAddress',
        'ResponseElements.ConsoleLogin',
        'AdditionalEventData.MFAUsed',
        'TlsVersion',
        'ReadOnly',
        'RequestParameters',
        'TlsDetails',
      ];
      expect(await rowsOf(store, names, awsCloudTrail)).toEqual([
        [
          '865d9377-9c6b-4fd7-8aad-725e95f6a140',
          'AwsConsoleSignIn',
          '225.01.00.16',
          'Success',
          'No',
          'TLSv1.3',
          false,
          null,
          {
            cipherSuite: 'TLS_AES_128_GCM_SHA256',
            clientProvidedHostHeader: 'signin.aws.amazon.com',
            tlsVersion: 'TLSv1.3',
          },
        ],
      ]);
    });
  });
});

describe.skipIf(absent)('the labelled CloudTrail events', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudtrail-labelled-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // Names in lower case, JSON in text, times without a zone, redacted times, an id that 50 events share.
  test('are all read, and what differs is kept', async () => {
    const events = readFileSync(`${data}cloudtrail-labelled.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly event: unknown }).event);
    writeFiles(folder, { 'labelled.jsonl': lines(...events) });
    await withIngested([folder], async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ source: 'aws-cloudtrail', records: 232, quarantined: 0 }]);
      expect(inputs[0]?.refused).toBeUndefined();
      // Counted with Python: same id, and no value below the top that both have differs.
      expect(inputs[0]?.duplicates).toBe(18);
      expect(diagnostics.map(({ message }) => message)).toEqual([
        expect.stringContaining('eventTime of 2 records could not be understood'),
      ]);
      const rows = await rowsOf(store, ['EventName', 'UserIdentityPrincipalid', 'EventTime'], awsCloudTrail);
      expect(rows.filter(([name]) => name === null)).toEqual([]);
      expect(rows.filter(([, , time]) => time === null).length).toBeLessThanOrEqual(8);
      const lower = rows.find(([name]) => name === 'GetAccountPasswordPolicy');
      expect(lower?.[2]).toBe('2023-01-10T23:10:06Z');
    });
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function count(values: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) {
    const name = value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
