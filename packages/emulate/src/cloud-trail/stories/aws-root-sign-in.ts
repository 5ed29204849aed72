import { arnOf, hosting, office, rootUser } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** The root user signs in with the password alone, from a network of nobody's. */
export const awsRootSignIn: CloudTrailStory = {
  id: 'aws-root-sign-in',
  title: 'The root user in the console without a second factor',
  kind: 'attack',
  compose: ({ user, signIn, when }) => {
    const colleague = user('priya.nair');
    return {
      events: [
        ...[0, 1, 2].map((day) => signIn(colleague, when(day, 9), office, true)),
        signIn(rootUser, when(2, 23, 12), hosting, false),
      ],
      compromised: [{ account: arnOf(rootUser), severity: 'high', why: ['RootSignIn'] }],
      notCompromised: [{ account: arnOf(colleague), why: 'The office, with a second factor.' }],
    };
  },
};
