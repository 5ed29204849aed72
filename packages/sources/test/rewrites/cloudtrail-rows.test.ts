import { describe, expect, test } from 'vitest';
import { classify } from '../../src/classify.js';
import { cloudTrailRows } from '../../src/rewrites/cloudtrail-rows.js';
import { guardDutyApi } from '../../src/rewrites/guardduty-api.js';

/** What a row's structures become. */
function read(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const whole = { eventName: 'x', eventSource: 'y', awsRegion: 'z', ...row };
  expect(cloudTrailRows.recognises(whole)).toBe(true);
  const result = cloudTrailRows.rewrite(whole);
  if (result === undefined) throw new Error('no record');
  // What comes out is a record, and not a row again.
  expect(cloudTrailRows.recognises(result)).toBe(false);
  expect(classify(result)).toMatchObject({ kind: 'shape', shape: { id: 'cloudtrail-record' } });
  const { eventName: _, eventSource: __, awsRegion: ___, ...rest } = result;
  return rest;
}

// Log-format reference, section 6.2: names of structures in lower case, `{k=v, …}` text.
describe('rows of Lake and Athena', () => {
  test('an identity', () => {
    const userIdentity =
      '{type=AssumedRole, principalid=AROA1:alice, arn=arn:aws:sts::111122223333:assumed-role/r/alice, accountid=111122223333, accesskeyid=ASIA1, username=null, sessioncontext={attributes={creationdate=2023-01-22 16:00:00.000, mfaauthenticated=false}, sessionissuer={type=Role, arn=arn:aws:iam::111122223333:role/r, username=r}, webidfederationdata=null, ec2roledelivery=2.0}, invokedby=null}';
    expect(read({ userIdentity })).toEqual({
      userIdentity: {
        type: 'AssumedRole',
        principalId: 'AROA1:alice',
        arn: 'arn:aws:sts::111122223333:assumed-role/r/alice',
        accountId: '111122223333',
        accessKeyId: 'ASIA1',
        sessionContext: {
          attributes: { creationDate: '2023-01-22 16:00:00.000', mfaAuthenticated: 'false' },
          sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/r', userName: 'r' },
          ec2RoleDelivery: '2.0',
        },
      },
    });
  });

  test.each([
    ['{bucketName=finance, Host=s3.amazonaws.com}', { bucketName: 'finance', Host: 's3.amazonaws.com' }],
    // Commas and equals signs inside a value; JSON inside a value.
    ['{key=a, b and c=d/e, max-keys=2}', { key: 'a, b and c=d/e', 'max-keys': '2' }],
    [
      '{instancesSet={"items":[{"instanceId":"i-1, x=}"}]}, dryRun=true}',
      { instancesSet: { items: [{ instanceId: 'i-1, x=}' }] }, dryRun: 'true' },
    ],
    ['{names=[a, b], empty={}}', { names: ['a', 'b'], empty: {} }],
    ['{"userName":"maren"}', { userName: 'maren' }],
  ])('parameters %s', (requestParameters, value) => {
    expect(read({ requestParameters })).toEqual({ requestParameters: value });
  });

  test('names in lower case, resources and TLS', () => {
    expect(
      read({
        eventid: 'e',
        resources: '[{arn=arn:aws:s3:::b, accountid=1, type=AWS::S3::Bucket}]',
        tlsdetails: '{tlsversion=TLSv1.3, ciphersuite=null}',
      }),
    ).toEqual({
      eventID: 'e',
      resources: [{ ARN: 'arn:aws:s3:::b', accountId: '1', type: 'AWS::S3::Bucket' }],
      tlsDetails: { tlsVersion: 'TLSv1.3' },
    });
  });

  test('text that is neither stays text, and a record stays a record', () => {
    for (const requestParameters of ['****', '{cut', '{a=1', '[x', { a: '{b=1}' }, null]) {
      const record = { eventName: 'x', eventSource: 'y', awsRegion: 'z', requestParameters };
      expect(cloudTrailRows.recognises(record)).toBe(false);
      expect(classify(record)).toMatchObject({ kind: 'shape', shape: { id: 'cloudtrail-record' } });
    }
  });

  test('a row of Log Analytics is none of them', () => {
    const row = { EventName: 'x', EventSource: 'y', AWSRegion: 'z', RequestParameters: '{"a":1}' };
    expect(classify(row)).toMatchObject({ kind: 'shape', shape: { id: 'cloudtrail-table-row' } });
  });
});

// Section 6.2: Splunk's names of a record's nested values.
test('a Splunk search export without _raw', () => {
  const row = {
    _time: '2026-03-12T02:41:10.000+00:00',
    eventName: 'ConsoleLogin',
    eventSource: 'signin.amazonaws.com',
    awsRegion: 'us-east-1',
    'userIdentity.userName': 'maren.okada',
    'responseElements.ConsoleLogin': 'Success',
    'requestParameters.ipPermissions.items{}.ipRanges.items{}.cidrIp': '0.0.0.0/0',
    errorMessage: '',
  };
  const rewritten = classify(row);
  if (rewritten.kind !== 'rewrite') throw new Error(`it is ${rewritten.kind}`);
  const record = rewritten.rewrite.rewrite(row) ?? {};
  expect(record).toMatchObject({
    userIdentity: { userName: 'maren.okada' },
    responseElements: { ConsoleLogin: 'Success' },
    requestParameters: { ipPermissions: { items: [{ ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }] } },
  });
  expect(classify(record)).toMatchObject({ kind: 'shape', shape: { id: 'cloudtrail-record' } });
});

test('findings of the AWS CLI lose their capitals, not the names of resource types', () => {
  const finding = {
    SchemaVersion: '2.0',
    AccountId: '1',
    Severity: 5,
    Type: 'Recon:IAMUser/TorIPCaller',
    Service: {
      Action: { AwsApiCallAction: { RemoteIpDetails: { IpAddressV4: '203.0.113.7' } } },
      AffectedResources: { 'AWS::IAM::User': 'x' },
    },
  };
  expect(guardDutyApi.recognises(finding)).toBe(true);
  expect(guardDutyApi.rewrite(finding)).toEqual({
    schemaVersion: '2.0',
    accountId: '1',
    severity: 5,
    type: 'Recon:IAMUser/TorIPCaller',
    service: {
      action: { awsApiCallAction: { remoteIpDetails: { ipAddressV4: '203.0.113.7' } } },
      affectedResources: { 'AWS::IAM::User': 'x' },
    },
  });
});
