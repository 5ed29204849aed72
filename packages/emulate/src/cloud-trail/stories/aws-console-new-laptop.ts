import { arnOf, office, updatedOffice, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** At the office as always: browsers update themselves, and one morning the laptop is another make. */
export const awsConsoleNewLaptop: CloudTrailStory = {
  id: 'aws-console-new-laptop',
  title: 'AWS console with a new laptop at the office',
  kind: 'benign',
  compose: ({ user, signIn, when }) => {
    const owner = user('priya.nair');
    const laptop = withAgent(
      office,
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15',
    );
    return {
      events: [
        ...[0, 1, 2, 3].map((day) =>
          signIn(owner, when(day, 9, day), day > 1 ? updatedOffice : office, true),
        ),
        ...[4, 7].map((day) => signIn(owner, when(day, 9, day), laptop, true)),
      ],
      compromised: [],
      notCompromised: [
        { account: arnOf(owner), why: 'A new browser in the usual network, with a second factor.' },
      ],
    };
  },
};
