import { arnOf, hosting, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** A stolen key takes the block of public access from a bucket and lets everybody read it. */
export const awsBucketOpened: CloudTrailStory = {
  id: 'aws-bucket-opened',
  title: 'A bucket opened to everybody from a hosting network',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const victim = user('tomas.lind');
    const terminal = withAgent(office, 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/macos#24.1.0');
    const elsewhere = withAgent(hosting, 'Boto3/1.35.10 md/Botocore#1.35.10 ua/2.0 os/linux#6.8.0');
    const change = (name: string, parameters: Record<string, string>) => ({
      source: 's3.amazonaws.com',
      name,
      readOnly: false,
      region: 'eu-west-1',
      parameters: { bucketName: 'northwind-exports', Host: 's3.eu-west-1.amazonaws.com', ...parameters },
    });
    return {
      events: [
        ...[0, 1, 2, 3, 4].map((day) => call(victim, when(day, 9), terminal, read('s3', 'ListBuckets'))),
        call(
          victim,
          when(5, 1),
          elsewhere,
          change('DeleteBucketPublicAccessBlock', { publicAccessBlock: '' }),
        ),
        call(victim, when(5, 1, 1), elsewhere, change('PutBucketAcl', { 'x-amz-acl': 'public-read' })),
      ],
      compromised: [{ account: arnOf(victim), severity: 'high', why: ['BucketOpened'] }],
      notCompromised: [],
    };
  },
};
