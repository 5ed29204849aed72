import { assumedRole } from '../identities.js';
import { arnOf, hosting, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** An instance's credentials on somebody's laptop; the log begins with them, so that the instance's own place is not known. */
export const awsInstanceCredentialsOnALaptop: CloudTrailStory = {
  id: 'aws-instance-credentials-on-a-laptop',
  title: 'Credentials of an instance, used on a laptop',
  kind: 'attack',
  compose: ({ random, call, when }) => {
    const session = assumedRole('proxy', 'i-0317f6c6b66ae9c40', '2026-03-02T06:00:00Z', random);
    const laptop = withAgent(hosting, 'aws-cli/1.18.136 Python/3.8.5 Darwin/19.5.0 botocore/1.17.59');
    return {
      events: [
        call(session, when(0, 10), laptop, read('s3', 'ListBuckets')),
        call(session, when(0, 10, 2), laptop, {
          ...read('s3', 'GetObject'),
          category: 'Data',
          parameters: { bucketName: 'northwind-exports', key: 'ring.txt' },
        }),
      ],
      compromised: [{ account: arnOf(session), severity: 'medium', why: ['MachineCredentialsElsewhere'] }],
      notCompromised: [],
    };
  },
};
