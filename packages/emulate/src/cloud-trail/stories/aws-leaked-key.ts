import { arnOf, hosting, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** The deployment's key was published; somebody tries it, and AWS puts the user into quarantine. */
export const awsLeakedKey: CloudTrailStory = {
  id: 'aws-leaked-key',
  title: 'An AWS key published by mistake',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const victim = user('ci-deploy');
    const build = withAgent(office, 'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5');
    const finder = withAgent(hosting, 'TruffleHog');
    return {
      events: [
        ...[0, 1, 2, 3, 4].map((day) =>
          call(victim, when(day, 12, day), build, read('ecr', 'DescribeImages')),
        ),
        call(victim, when(4, 19, 30), finder, read('sts', 'GetCallerIdentity')),
        call(
          { type: 'AWSService', invokedBy: 'AWS Internal' },
          when(4, 19, 34),
          { address: 'AWS Internal', userAgent: 'AWS Internal' },
          {
            source: 'iam.amazonaws.com',
            name: 'AttachUserPolicy',
            region: 'us-east-1',
            readOnly: false,
            parameters: {
              userName: 'ci-deploy',
              policyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
            },
          },
        ),
      ],
      compromised: [{ account: arnOf(victim), severity: 'high', why: ['KeyQuarantined', 'UseFromNewPlace'] }],
      notCompromised: [],
    };
  },
};
