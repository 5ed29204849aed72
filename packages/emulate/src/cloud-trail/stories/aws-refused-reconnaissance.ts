import { arnOf, hosting, read, refused, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** A key that may do little: most of what its finder asks is refused. */
export const awsRefusedReconnaissance: CloudTrailStory = {
  id: 'aws-refused-reconnaissance',
  title: 'Reconnaissance with a key that may do little',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const victim = user('backup');
    const elsewhere = withAgent(hosting, 'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux#6.1.0');
    return {
      events: [
        call(victim, when(1, 23, 59, 20), elsewhere, read('sts', 'GetCallerIdentity')),
        call(victim, when(1, 23, 59, 31), elsewhere, refused('iam', 'ListUsers')),
        call(victim, when(1, 23, 59, 48), elsewhere, refused('ses', 'GetSendQuota')),
        call(victim, when(2, 0, 0, 12), elsewhere, refused('s3', 'ListBuckets')),
        call(victim, when(2, 0, 0, 40), elsewhere, refused('ec2', 'DescribeInstances')),
      ],
      compromised: [
        {
          account: arnOf(victim),
          severity: 'high',
          why: ['RefusedNearlyEverything'],
        },
      ],
      notCompromised: [],
    };
  },
};
