import { arnOf, hotel, office } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** A week at the office, then three days in a hotel: the same browser, a second factor each time. */
export const awsConsoleTraveller: CloudTrailStory = {
  id: 'aws-console-traveller',
  title: 'AWS console on a business trip',
  kind: 'benign',
  compose: ({ user, signIn, when }) => {
    const traveller = user('maren.okada');
    return {
      events: [
        ...[0, 1, 2, 3, 4].map((day) => signIn(traveller, when(day, 9, day), office, true)),
        ...[7, 8, 9].map((day) => signIn(traveller, when(day, 3, day), hotel, true)),
      ],
      compromised: [],
      notCompromised: [
        {
          account: arnOf(traveller),
          why: 'A new network alone, on the usual browser and with a second factor.',
        },
      ],
    };
  },
};
