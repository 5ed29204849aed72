import type { JsonObject } from '../json.js';
import { textOf } from './json-text.js';
import { createRandom } from '../random.js';
import type { Random } from '../random.js';
import type { CloudTrailEvent } from './event.js';
import { assumedRole, consoleUser, digits, exampleAccount, iamUser, service } from './identities.js';

export interface CloudTrailOptions {
  /** The first day (UTC), `2026-03-12`. */
  readonly from: string;
  readonly count: number;
}

/** What makes one event differ from a successful, read-only management call by a command line. */
export type CloudTrailDraft = Partial<Omit<CloudTrailEvent, 'id' | 'time'>> &
  Pick<CloudTrailEvent, 'source' | 'name' | 'identity'>;

const names = ['ci-deploy', 'maren.okada', 'tomas.lind', 'backup', 'priya.nair'];
const offices = ['198.51.100.14', '198.51.100.61', '192.0.2.40', '2001:db8:20::5'];
const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
const commandLine =
  'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/linux#6.8.0 md/arch#x86_64 lang/python#3.11.9 cfg/retry-mode#standard';
const browser =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0 Safari/537.36';

/**
 * Events of one account in order of time: recon by key, console sign-ins (failed, with and without a second factor),
 * roles, IAM changes, S3 data events, SES and SNS, calls by AWS services, refused calls. The same seed and options
 * always give the same events; a longer list begins with the shorter one.
 */
export function* composeCloudTrail(
  seed: string | number,
  { from, count }: CloudTrailOptions,
): Generator<CloudTrailEvent> {
  const random = createRandom(`cloud-trail/${seed}`);
  const users = names.map((name) => iamUser(name, random.fork(name)));
  let at = Date.parse(`${from}T00:00:00Z`);
  for (let index = 0; index < count; index += 1) {
    at += 1000 * (1 + random.integer(90));
    const time = isoSeconds(at);
    const user = random.pick(users);
    const draft = kinds[index % kinds.length]?.(user, isoSeconds(at - 1_800_000), random);
    if (draft === undefined) throw new Error('no kinds of events');
    yield completeCloudTrail(draft, time, random);
  }
}

/** The event that a draft leaves to its usual form; the time is in whole seconds. */
export function completeCloudTrail(draft: CloudTrailDraft, time: string, random: Random): CloudTrailEvent {
  const region = draft.region ?? random.pick(regions);
  const isSignIn = draft.type === 'AwsConsoleSignIn';
  const called = draft.address?.endsWith('.amazonaws.com') === true;
  return {
    id: random.guid(),
    time,
    type: 'AwsApiCall',
    category: 'Management',
    readOnly: true,
    region,
    account: exampleAccount,
    address: random.pick(offices),
    userAgent: commandLine,
    error: null,
    parameters: null,
    response: null,
    additional: null,
    requestId: isSignIn ? null : random.guid(),
    resources: [],
    tls: called
      ? null
      : {
          tlsVersion: 'TLSv1.3',
          cipherSuite: 'TLS_AES_128_GCM_SHA256',
          clientProvidedHostHeader: isSignIn
            ? 'signin.aws.amazon.com'
            : draft.source.replace('.', `.${region}.`),
        },
    ...draft,
  };
}

type Kind = (user: JsonObject, since: string, random: Random) => CloudTrailDraft;

const kinds: readonly Kind[] = [
  (user) => ({
    source: 'sts.amazonaws.com',
    name: 'GetCallerIdentity',
    identity: user,
    address: '203.0.113.77',
  }),
  (user) => ({
    source: 'iam.amazonaws.com',
    name: 'ListAttachedUserPolicies',
    identity: user,
    region: 'us-east-1',
    parameters: { userName: textOf(user['userName']) },
  }),
  (user) => ({
    source: 's3.amazonaws.com',
    name: 'ListBuckets',
    identity: user,
    parameters: { Host: 's3.us-east-1.amazonaws.com' },
    additional: {
      SignatureVersion: 'SigV4',
      bytesTransferredIn: 0,
      AuthenticationMethod: 'AuthHeader',
      bytesTransferredOut: 512,
    },
  }),
  (user, _since, random) => consoleSignIn(user, 'Success', random.pick(['Yes', 'YES'])),
  (user) => consoleSignIn(user, 'Success', 'No'),
  (user) => consoleSignIn(user, 'Failure', 'No'),
  (user) =>
    consoleSignIn(
      { ...user, userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      'Failure',
      'No',
      'No username found in supplied account',
    ),
  (user, since, random) => ({
    source: 'iam.amazonaws.com',
    name: 'CreateAccessKey',
    identity: consoleUser(user, since, random.chance(0.5), random),
    region: 'us-east-1',
    userAgent: browser,
    readOnly: false,
    parameters: { userName: 'backup' },
    response: {
      accessKey: {
        accessKeyId: `AKIAEXAMPLE${digits(random, 9)}`,
        status: 'Active',
        userName: 'backup',
        createDate: 'Mar 12, 2026 2:41:22 AM',
      },
    },
  }),
  (_user, since, random) => ({
    source: 's3.amazonaws.com',
    name: 'GetObject',
    category: 'Data',
    identity: assumedRole('reporting', 'nightly', since, random),
    parameters: {
      bucketName: 'northwind-finance',
      key: 'payroll/2026/március.xlsx',
      Host: 's3.eu-west-1.amazonaws.com',
    },
    additional: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredOut: 1048576,
    },
    resources: [
      { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::northwind-finance/payroll/2026/március.xlsx' },
      { accountId: exampleAccount, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::northwind-finance' },
    ],
  }),
  (_user, _since, random) => ({
    source: 'sts.amazonaws.com',
    name: 'AssumeRole',
    identity: service('ec2.amazonaws.com'),
    address: 'ec2.amazonaws.com',
    userAgent: 'ec2.amazonaws.com',
    parameters: {
      roleArn: `arn:aws:iam::${exampleAccount}:role/reporting`,
      roleSessionName: 'nightly',
      durationSeconds: 3600,
    },
    response: {
      credentials: {
        accessKeyId: `ASIAEXAMPLE${digits(random, 9)}`,
        sessionToken: 'EXAMPLE/TOKEN=',
        expiration: 'Mar 12, 2026, 8:41:22 AM',
      },
    },
    resources: [
      {
        accountId: exampleAccount,
        type: 'AWS::IAM::Role',
        ARN: `arn:aws:iam::${exampleAccount}:role/reporting`,
      },
    ],
  }),
  (user) => ({
    source: 'ec2.amazonaws.com',
    name: 'AuthorizeSecurityGroupIngress',
    identity: user,
    readOnly: false,
    parameters: {
      groupId: 'sg-0example0000000a1',
      ipPermissions: {
        items: [
          { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } },
        ],
      },
    },
    response: { _return: true },
  }),
  (user) => ({
    source: 'ec2.amazonaws.com',
    name: 'DescribeInstances',
    identity: user,
    address: '203.0.113.77',
    error: {
      code: 'Client.UnauthorizedOperation',
      message: 'You are not authorized to perform this operation.',
    },
    parameters: { maxResults: 1000, instancesSet: {}, filterSet: {} },
  }),
  (user) => ({
    source: 'ses.amazonaws.com',
    name: 'GetSendQuota',
    identity: user,
    error: {
      code: 'AccessDenied',
      message: `User: ${textOf(user['arn'])} is not authorized to perform: ses:GetSendQuota`,
    },
  }),
  (user) => ({
    source: 'sns.amazonaws.com',
    name: 'Publish',
    identity: user,
    readOnly: false,
    parameters: { phoneNumber: 'HIDDEN_DUE_TO_SECURITY_REASONS', message: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
  }),
];

/** A console sign-in: a failed one has an error message and no error code (log-format reference, section 6.1). */
export function consoleSignIn(
  user: JsonObject,
  result: 'Success' | 'Failure',
  mfaUsed: string,
  message = 'Failed authentication',
): CloudTrailDraft {
  const { accessKeyId, ...identity } = user;
  return {
    source: 'signin.amazonaws.com',
    name: 'ConsoleLogin',
    type: 'AwsConsoleSignIn',
    // A failure has an empty key, a success none.
    identity:
      result === 'Failure' ? { ...identity, accessKeyId: accessKeyId === undefined ? null : '' } : identity,
    region: 'us-east-1',
    address: result === 'Failure' ? '203.0.113.23' : '198.51.100.14',
    userAgent: browser,
    readOnly: false,
    error: result === 'Failure' ? { code: null, message } : null,
    response: { ConsoleLogin: result },
    additional: {
      LoginTo: 'https://console.aws.amazon.com/console/home',
      MobileVersion: 'No',
      MFAUsed: mfaUsed,
    },
  };
}

/** `2026-03-12T02:41:10Z` of milliseconds since 1970. */
export function isoSeconds(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
