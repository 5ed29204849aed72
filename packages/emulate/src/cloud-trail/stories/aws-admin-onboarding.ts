import { arnOf, newKey, office } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** An administrator in the office makes a key for a new service user: worth a question, not an alarm. */
export const awsAdminOnboarding: CloudTrailStory = {
  id: 'aws-admin-onboarding',
  title: 'A key for a new service user',
  kind: 'benign',
  compose: ({ user, call, signIn, when }) => {
    const admin = user('priya.nair');
    return {
      events: [
        ...[0, 1, 2].map((day) => signIn(admin, when(day, 9), office, true)),
        call(admin, when(2, 9, 30), office, newKey('reporting-export', 'AKIAEXAMPLE000000303')),
      ],
      compromised: [],
      notCompromised: [{ account: arnOf(admin), why: 'The office, a second factor, a request.' }],
    };
  },
};
