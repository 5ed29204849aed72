import { assumedRole } from '../identities.js';
import { arnOf, read, refused } from '../story.js';
import type { CloudTrailStory } from '../story.js';

const asked = [
  ['iam', 'ListUsers'],
  ['iam', 'ListRoles'],
  ['iam', 'GetAccountSummary'],
  ['iam', 'ListMFADevices'],
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeRegions'],
  ['s3', 'ListBuckets'],
  ['secretsmanager', 'ListSecrets'],
] as const;

/** A posture scanner that surveys the account every week from one machine; the organisation’s own questions it may not ask. */
export const awsPostureScan: CloudTrailStory = {
  id: 'aws-posture-scan',
  title: 'A posture scanner that is refused some of its questions',
  kind: 'benign',
  compose: ({ random, call, when }) => {
    const scanner = assumedRole('security-audit', 'posture', '2026-03-02T02:59:58Z', random.fork('scanner'));
    const machine = { address: '192.0.2.88', userAgent: 'Boto3/1.38.36 md/Botocore#1.38.36 ua/2.1 os/linux' };
    return {
      events: [1, 8].flatMap((day) => [
        ...asked.map(([source, name], index) =>
          call(scanner, when(day, 3, 0, 2 * index), machine, read(source, name)),
        ),
        call(scanner, when(day, 3, 0, 20), machine, refused('organizations', 'DescribeOrganization')),
        call(scanner, when(day, 3, 0, 22), machine, refused('organizations', 'ListAccounts')),
      ]),
      compromised: [],
      notCompromised: [
        { account: arnOf(scanner), why: 'Most of what it asks is granted; the same machine every week.' },
      ],
    };
  },
};
