import { digits, exampleAccount } from '../cloud-trail/identities.js';
import { createRandom } from '../random.js';

/** An event of AWS as OCSF tells it: a sign-in to the console, a call of an API, or a change of a user. */
export interface OcsfEvent {
  readonly kind: 'authentication' | 'api' | 'account';
  /** CloudTrail's `eventID`. */
  readonly uid: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly operation: string;
  readonly service: string;
  readonly userName: string;
  readonly userArn: string;
  readonly principalId: string;
  readonly accessKeyId: string;
  readonly account: string;
  readonly address: string;
  readonly region: string;
  readonly userAgent: string;
  readonly success: boolean;
  readonly mfa: boolean;
  /** Of a call that failed. */
  readonly error: string | null;
  /** JSON text. */
  readonly request: string | null;
}

const calls = [
  { kind: 'authentication', operation: 'ConsoleLogin', service: 'signin.amazonaws.com', error: null },
  { kind: 'api', operation: 'ListBuckets', service: 's3.amazonaws.com', error: 'AccessDenied' },
  {
    kind: 'account',
    operation: 'CreateAccessKey',
    service: 'iam.amazonaws.com',
    error: 'LimitExceededException',
  },
  { kind: 'api', operation: 'GetCallerIdentity', service: 'sts.amazonaws.com', error: 'ExpiredToken' },
] as const;

/** Events of one account, a call after the other, a minute apart and not on the second. */
export function composeOcsfEvents(seed: string | number, count: number): readonly OcsfEvent[] {
  const random = createRandom(`ocsf/${seed}`);
  const start = Date.parse('2026-03-12T08:00:00Z');
  return Array.from({ length: count }, (_, index): OcsfEvent => {
    const { kind, operation, service, error } = calls[index % calls.length] ?? calls[0];
    const userName = random.pick(['ines.moreau', 'jonas.weber', 'backup-job']);
    const success = random.chance(0.7);
    return {
      kind,
      uid: random.guid(),
      time: start + index * 60_000 + random.integer(1000),
      operation,
      service,
      userName,
      userArn: `arn:aws:iam::${exampleAccount}:user/${userName}`,
      principalId: `AIDAEXAMPLE${digits(random, 10)}`,
      accessKeyId: `AKIAEXAMPLE${digits(random, 9)}`,
      account: exampleAccount,
      address: random.pick(['192.0.2.10', '198.51.100.4', '203.0.113.77', '2001:db8::5']),
      region: random.pick(['us-east-1', 'eu-central-1']),
      userAgent: random.pick(['aws-cli/2.15.0 Python/3.11', 'Mozilla/5.0 (X11; Linux x86_64)']),
      success,
      mfa: random.chance(0.5),
      error: success ? null : error,
      request: kind === 'account' ? JSON.stringify({ userName }) : null,
    };
  });
}
