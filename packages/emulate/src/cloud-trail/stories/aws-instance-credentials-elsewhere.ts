import { assumedRole } from '../identities.js';
import { arnOf, hosting, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/**
 * A web application fetches an address that it was given: that of the instance's metadata. Whoever gave it has the role's
 * credentials now and asks quietly, from elsewhere, what they open.
 */
export const awsInstanceCredentialsElsewhere: CloudTrailStory = {
  id: 'aws-instance-credentials-elsewhere',
  title: 'Credentials of an instance, used away from it',
  kind: 'attack',
  compose: ({ random, call, when }) => {
    const sessionOf = (name: string) =>
      assumedRole('web-server', name, '2026-03-02T06:00:00Z', random.fork(name));
    const [taken, other] = [sessionOf('i-0a1b2c3d4e5f60718'), sessionOf('i-0f9e8d7c6b5a40312')];
    const at = (address: string) => ({ address, userAgent: 'Boto3/1.35.10 md/Botocore#1.35.10 ua/2.0' });
    const elsewhere = withAgent(hosting, 'aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux#6.6.9');
    return {
      events: [
        ...[0, 1, 2].flatMap((day) => [
          call(taken, when(day, 6, 4), at('192.0.2.21'), read('sqs', 'ReceiveMessage')),
          call(other, when(day, 6, 9), at('192.0.2.21'), read('sqs', 'ReceiveMessage')),
        ]),
        // Moved to another network with the program that it always runs.
        call(other, when(3, 6, 9), at('198.51.100.77'), read('sqs', 'ReceiveMessage')),
        call(taken, when(3, 4, 40), elsewhere, read('sts', 'GetCallerIdentity')),
        call(taken, when(3, 4, 52), elsewhere, read('s3', 'ListBuckets')),
      ],
      compromised: [{ account: arnOf(taken), severity: 'high', why: ['MachineCredentialsElsewhere'] }],
      notCompromised: [{ account: arnOf(other), why: 'The same program behind another gateway.' }],
    };
  },
};
