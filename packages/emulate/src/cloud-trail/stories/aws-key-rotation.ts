import { arnOf, newKey, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** A user makes a new key for themselves, goes on with it from the usual place, and deletes the old one. */
export const awsKeyRotation: CloudTrailStory = {
  id: 'aws-key-rotation',
  title: 'An AWS key renewed by its user',
  kind: 'benign',
  compose: ({ user, call, when }) => {
    const owner = user('tomas.lind');
    const renewed = { ...owner, accessKeyId: 'AKIAEXAMPLE000000202' };
    const terminal = withAgent(office, 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/linux#6.8.0');
    return {
      events: [
        ...[0, 1, 2].map((day) => call(owner, when(day, 10), terminal, read('ec2', 'DescribeInstances'))),
        call(owner, when(3, 10), terminal, newKey('tomas.lind', 'AKIAEXAMPLE000000202')),
        ...[3, 4, 5].map((day) => call(renewed, when(day, 11), terminal, read('ec2', 'DescribeInstances'))),
      ],
      compromised: [],
      notCompromised: [{ account: arnOf(owner), why: 'The key is their own, and the place the usual one.' }],
    };
  },
};
