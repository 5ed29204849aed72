import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudTrailRecord, cloudTrailShapes, composeCloudTrail, writeCloudTrail } from '@interloper/emulate';
import type { CloudTrailEvent, CloudTrailShape, Json } from '@interloper/emulate';
import { awsCloudTrail } from '@interloper/sources';
import { afterAll, describe, expect, test } from 'vitest';
import { lines, rowsOf, withIngested, writeFiles } from './ingest-files.js';
import type { Files } from './ingest-files.js';

const root = mkdtempSync(join(tmpdir(), 'cloudtrail-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const events = [...composeCloudTrail('shapes', { from: '2026-03-12', count: 84 })];

function filesOf(id: string, some: readonly CloudTrailEvent[] = events): Files {
  return Object.fromEntries(writeCloudTrail(id, some).map(({ path, content }) => [path, content]));
}

/** What a row must say, worked out from the composed event alone. */
function factsOf(event: CloudTrailEvent, shape: CloudTrailShape): Readonly<Record<string, string | null>> {
  const identity = (...steps: readonly string[]): string | null => at(event.identity, steps);
  const issuer = (name: string): string | null => identity('sessionContext', 'sessionIssuer', name);
  const mfa = identity('sessionContext', 'attributes', 'mfaAuthenticated');
  const all: Readonly<Record<string, string | null>> = {
    EventTime: event.time,
    TimeGenerated: event.time,
    AwsEventId: event.id,
    EventVersion: '1.11',
    EventSource: event.source,
    EventTypeName: event.type,
    EventName: event.name,
    UserIdentityType: identity('type'),
    UserIdentityPrincipalid: identity('principalId'),
    UserIdentityArn: identity('arn'),
    UserIdentityAccountId: identity('accountId'),
    UserIdentityInvokedBy: identity('invokedBy'),
    UserIdentityAccessKeyId: identity('accessKeyId'),
    UserIdentityUserName: identity('userName'),
    SessionMfaAuthenticated: mfa,
    SessionCreationDate: identity('sessionContext', 'attributes', 'creationDate'),
    SessionIssuerType: issuer('type'),
    SessionIssuerPrincipalId: issuer('principalId'),
    SessionIssuerArn: issuer('arn'),
    SessionIssuerAccountId: issuer('accountId'),
    SessionIssuerUserName: issuer('userName'),
    AWSRegion: event.region,
    SourceIpAddress: event.address,
    UserAgent: event.userAgent,
    ErrorCode: event.error?.code ?? null,
    ErrorMessage: event.error?.message ?? null,
    AwsRequestId_: event.requestId,
    ReadOnly: String(event.readOnly),
    ManagementEvent: String(event.category === 'Management'),
    RecipientAccountId: event.account,
    Category: event.category,
    TlsVersion: at(event.tls, ['tlsVersion']),
    CipherSuite: at(event.tls, ['cipherSuite']),
    ClientProvidedHostHeader: at(event.tls, ['clientProvidedHostHeader']),
    'UserIdentity.sessionContext.attributes.mfaAuthenticated': mfa,
    'RequestParameters.userName': at(event.parameters, ['userName']),
    'RequestParameters.roleArn': at(event.parameters, ['roleArn']),
    'RequestParameters.bucketName': at(event.parameters, ['bucketName']),
    'RequestParameters.key': at(event.parameters, ['key']),
    'ResponseElements.ConsoleLogin': at(event.response, ['ConsoleLogin']),
    'ResponseElements.accessKey.accessKeyId': at(event.response, ['accessKey', 'accessKeyId']),
    'AdditionalEventData.MFAUsed': at(event.additional, ['MFAUsed']),
    'AdditionalEventData.LoginTo': at(event.additional, ['LoginTo']),
    Unconverted: null,
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, shape.lacks.includes(name) ? null : value]),
  );
}

function at(value: Json, steps: readonly string[]): string | null {
  let inner: Json = value;
  for (const step of steps) {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return null;
    inner = (inner as Readonly<Record<string, Json>>)[step] ?? null;
  }
  return typeof inner === 'object' ? (inner === null ? null : JSON.stringify(inner)) : String(inner);
}

/** A CSV cell and a table cannot tell '' from nothing. */
function plain(value: unknown): string | null {
  if (value === null || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const first = events[0];
if (first === undefined) throw new Error('no events');
const names = Object.keys(factsOf(first, { id: '', title: '', lacks: [], write: () => [] }));

describe.each([...cloudTrailShapes.values()].map((shape) => ({ id: shape.id, shape })))(
  '$id',
  ({ id, shape }) => {
    test('gives the rows that were composed', async () => {
      const folder = join(root, id);
      writeFiles(folder, filesOf(id));
      await withIngested([folder], async ({ inputs, quarantine, diagnostics }, store) => {
        expect(quarantine).toEqual([]);
        expect(diagnostics.filter(({ code }) => code === 'SRC0002')).toEqual([]);
        expect(inputs.flatMap(({ refused }) => refused ?? [])).toEqual([]);
        expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(events.length);
        expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(0);
        const rows = await rowsOf(store, names, awsCloudTrail);
        const read = rows.map((row) => names.map((_, index) => plain(row[index])));
        const composed = events.map((event) => {
          const facts = factsOf(event, shape);
          return names.map((name) => plain(facts[name]));
        });
        expect(sorted(read)).toEqual(sorted(composed));
      });
    });
  },
);

describe('the same events in two shapes', () => {
  test.each([
    ['s3-objects', 'lookup-events'],
    ['s3-objects', 'eventbridge'],
    ['array', 'cloudwatch-subscription'],
    ['s3-objects', 'lake'],
    ['lines', 'athena-csv'],
    ['logstash', 's3-objects'],
    ['lookup-events', 'log-analytics-csv'],
    ['log-analytics-query', 'eventbridge'],
  ])('%s and %s are folded into one row each', async (one, other) => {
    const folder = join(root, `${one} and ${other}`);
    writeFiles(join(folder, 'a'), filesOf(one));
    writeFiles(join(folder, 'b'), filesOf(other));
    await withIngested([folder], async ({ inputs }, store) => {
      expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(2 * events.length);
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(events.length);
      const ids = (await rowsOf(store, ['AwsEventId'], awsCloudTrail)).map(([id]) => plain(id) ?? '');
      expect(ids.toSorted()).toEqual(events.map((event) => event.id).toSorted());
    });
  });
});

describe('what real logs hold', () => {
  const record = (changes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
    ...cloudTrailRecord(first),
    ...changes,
  });
  const read = async (
    name: string,
    text: string,
    columns: readonly string[],
  ): Promise<readonly (readonly unknown[])[]> => {
    writeFiles(root, { [name]: text });
    return withIngested([join(root, name)], async ({ quarantine }, store) => {
      expect(quarantine).toEqual([]);
      return rowsOf(store, columns, awsCloudTrail);
    });
  };

  test('hostile and anonymised values are kept as they are', async () => {
    const rows = await read(
      'hostile.jsonl',
      lines(
        record({
          eventID: '1',
          sourceIPAddress: '225.01.00.16',
          awsRegion: 'ap-central-2r',
          additionalEventData: { MFAUsed: 'YES' },
        }),
        record({ eventID: '1', sourceIPAddress: 'AWS Internal', userAgent: 'AWS Internal' }),
        record({ eventID: '1', userIdentity: { accountId: '1', type: null }, eventName: "x'; --" }),
        record({ eventID: '1', requestParameters: '****', responseElements: ['a'] }),
      ),
      ['SourceIpAddress', 'AWSRegion', 'AdditionalEventData.MFAUsed', 'EventName', 'RequestParameters'],
    );
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['225.01.00.16', 'ap-central-2r', 'YES', 'GetCallerIdentity'],
      ['AWS Internal', first.region, null, 'GetCallerIdentity'],
      [first.address, first.region, null, "x'; --"],
      [first.address, first.region, null, 'GetCallerIdentity'],
    ]);
    expect(rows[3]?.[4]).toBe('****');
  });

  test('a time that is none is said, and the record kept', async () => {
    writeFiles(root, { 'time.jsonl': lines(record({ eventTime: 'redacted' })) });
    await withIngested([join(root, 'time.jsonl')], async ({ inputs, diagnostics }) => {
      expect(inputs).toMatchObject([{ records: 1, source: 'aws-cloudtrail' }]);
      expect(diagnostics.map(({ message }) => message)).toEqual([
        expect.stringContaining('eventTime of 1 record could not be understood, for example "redacted"'),
      ]);
    });
  });

  // The spellings of the log-format reference, section 1.
  test.each([
    ['2023-01-22 16:53:53.000', '2023-01-22T16:53:53Z'],
    ['2020-11-05 21:21:46Z', '2020-11-05T21:21:46Z'],
    ['2024-05-01 08:00:01.000000000', '2024-05-01T08:00:01Z'],
  ])('the time %s', async (written, time) => {
    const rows = await read(`${written}.json`, lines(record({ eventTime: written })), ['EventTime']);
    expect(rows).toEqual([[time]]);
  });

  test('an older session’s creation date', async () => {
    const sessionContext = { attributes: { creationDate: '20131102T010628Z', mfaAuthenticated: 'true' } };
    const userIdentity = { type: 'IAMUser', sessionContext };
    const rows = await read('old.json', lines(record({ userIdentity })), [
      'SessionCreationDate',
      'SessionMfaAuthenticated',
    ]);
    expect(rows).toEqual([['2013-11-02T01:06:28Z', true]]);
  });

  test('JSON as text inside the record, as lakes keep it', async () => {
    const rows = await read(
      'text.json',
      lines(record({ requestParameters: '{"userName":"maren"}', userIdentity: '{"type":"Root"}' })),
      ['RequestParameters.userName', 'UserIdentityType'],
    );
    expect(rows).toEqual([['maren', 'Root']]);
  });

  test('records that share an id and differ are all kept, exact repeats are not', async () => {
    const one = record({ requestParameters: { userName: 'one' } });
    const some = [one, record({ requestParameters: { userName: 'two' } }), one];
    const rows = await read('ids.json', lines(...some), ['RequestParameters.userName']);
    expect(rows).toEqual([['one'], ['two']]);
  });

  test('files that lie beside the log files are refused by name', async () => {
    const folder = join(root, 'beside');
    writeFiles(folder, {
      'digest.json': JSON.stringify({ awsAccountId: '1', digestStartTime: 'x', logFiles: [] }),
      'insight.json': JSON.stringify({
        Records: [{ eventType: 'AwsCloudTrailInsight', eventID: 'x', insightDetails: {} }],
      }),
      'notification.json': JSON.stringify({
        Records: [
          { eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', awsRegion: 'x', userIdentity: {}, s3: {} },
        ],
      }),
      'history.csv':
        'User name,Event time,Event source,Event name,Resource\nroot,2026-03-12T02:41:10Z,s3,x,y\n',
    });
    await withIngested([folder], async ({ inputs }) => {
      expect(inputs.map(({ refused }) => refused)).toEqual([
        'CloudTrail digest file: not a log that is read yet',
        'CloudTrail event history (CSV of the console): not a log that is read yet',
        'CloudTrail Insights event: not a log that is read yet',
        'S3 event notification: not a log that is read yet',
      ]);
    });
  });
});

function sorted(rows: readonly (readonly (string | null)[])[]): readonly (readonly (string | null)[])[] {
  return rows.toSorted((a, b) => (String(a[2]) < String(b[2]) ? -1 : 1));
}
