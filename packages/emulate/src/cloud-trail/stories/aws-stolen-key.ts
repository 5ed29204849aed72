import { arnOf, hosting, newKey, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** A developer's key turns up on a hosting network in another program, and makes a key for the backup user. */
export const awsStolenKey: CloudTrailStory = {
  id: 'aws-stolen-key',
  title: 'A stolen AWS key that makes another',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const victim = user('maren.okada');
    const terminal = withAgent(office, 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/windows#11');
    const elsewhere = withAgent(hosting, 'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux#6.1.0');
    return {
      events: [
        ...[0, 1, 2, 5, 6, 7, 8].flatMap((day) => [
          call(victim, when(day, 10, day), terminal, read('ec2', 'DescribeInstances')),
          call(victim, when(day, 15, day), terminal, read('s3', 'ListBuckets')),
        ]),
        call(victim, when(9, 1, 2), elsewhere, read('sts', 'GetCallerIdentity')),
        call(victim, when(9, 1, 9), elsewhere, newKey('backup', 'AKIAEXAMPLE000000101')),
      ],
      compromised: [{ account: arnOf(victim), severity: 'high', why: ['KeyForAnother', 'UseFromNewPlace'] }],
      notCompromised: [],
    };
  },
};
