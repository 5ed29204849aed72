import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  cloudTrailRecord,
  cloudTrailShapes,
  composeCloudTrail,
  composeGuardDuty,
  guardDutyShapes,
  writeCloudTrail,
  writeGuardDuty,
} from '@interloper/emulate';

const options = { from: '2026-03-12', count: 56 };
const events = [...composeCloudTrail('test', options)];

describe('composed CloudTrail', () => {
  test('is the same for the same seed, and begins alike when it is longer', () => {
    expect([...composeCloudTrail('test', options)]).toEqual(events);
    expect([...composeCloudTrail('test', { ...options, count: 80 })].slice(0, 56)).toEqual(events);
    expect([...composeCloudTrail('other', options)]).not.toEqual(events);
  });

  test('has ids of its own, times in order and addresses of documentation', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(56);
    const times = events.map(({ time }) => time);
    expect(times.toSorted()).toEqual(times);
    // RFC 5737, RFC 3849; or the name of the service that called.
    const known =
      /^(?:192\.0\.2\.\d+|198\.51\.100\.\d+|203\.0\.113\.\d+|2001:db8:[0-9a-f:]+|ec2\.amazonaws\.com)$/;
    for (const { address } of events) expect(address).toMatch(known);
  });

  // Log-format reference, section 6.1.
  test('has records with the keys that real ones always have; a failed sign-in has no error code', () => {
    for (const event of events) {
      expect(Object.keys(cloudTrailRecord(event))).toEqual(
        expect.arrayContaining([
          'eventVersion',
          'userIdentity',
          'eventTime',
          'eventSource',
          'eventName',
          'awsRegion',
          'sourceIPAddress',
          'userAgent',
          'requestParameters',
          'responseElements',
          'eventID',
          'readOnly',
          'eventType',
          'managementEvent',
          'recipientAccountId',
          'eventCategory',
        ]),
      );
    }
    const failed = events
      .map(cloudTrailRecord)
      .filter((record) => record['errorMessage'] === 'Failed authentication');
    expect(failed.length).toBe(4);
    expect(failed.filter((record) => 'errorCode' in record || 'requestID' in record)).toEqual([]);
  });

  test.each([...cloudTrailShapes.keys()])('%s has the same bytes each time', (id) => {
    const files = writeCloudTrail(id, events);
    expect(files.length).toBeGreaterThan(0);
    expect(writeCloudTrail(id, events)).toEqual(files);
  });

  test('stands in S3 as CloudTrail names its files, a region in each', () => {
    const files = writeCloudTrail('s3-objects', events);
    for (const { path, content } of files) {
      const [, region = ''] =
        /^AWSLogs\/\d{12}\/CloudTrail\/([a-z0-9-]+)\/\d{4}\/\d\d\/\d\d\/\d{12}_CloudTrail_\1_\d{8}T\d{4}Z_\w{16}\.json\.gz$/.exec(
          path,
        ) ?? [];
      const { Records } = JSON.parse(gunzipSync(content).toString('utf8')) as {
        readonly Records: readonly { readonly awsRegion: string }[];
      };
      expect(new Set(Records.map(({ awsRegion }) => awsRegion))).toEqual(new Set([region]));
    }
  });

  test('refuses a shape it has not', () => {
    expect(() => writeCloudTrail('csv', events)).toThrow('there is no CloudTrail shape csv');
  });
});

test.each(guardDutyShapes)('composed GuardDuty, %s, has the same bytes each time', (id) => {
  const files = writeGuardDuty(id, composeGuardDuty('test', 8));
  expect(writeGuardDuty(id, composeGuardDuty('test', 8))).toEqual(files);
  expect(writeGuardDuty(id, composeGuardDuty('other', 8))).not.toEqual(files);
});
