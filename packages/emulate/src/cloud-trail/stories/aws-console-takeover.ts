import { arnOf, hosting, office, updatedOffice } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/**
 * A user who signs in from the office without a second factor; on the ninth day somebody with the password signs in
 * from a hosting network and another browser, and looks at billing. The first sign-in of the log is remarked on too.
 */
export const awsConsoleTakeover: CloudTrailStory = {
  id: 'aws-console-takeover',
  title: 'AWS console with a bought password',
  kind: 'attack',
  compose: ({ user, signIn, call, when }) => {
    const victim = user('tomas.lind');
    const colleague = user('maren.okada');
    const routine = [0, 1, 2, 5, 6, 7, 8].flatMap((day) => [
      signIn(victim, when(day, 8, 10 + day), day > 5 ? updatedOffice : office, false),
      signIn(colleague, when(day, 9, day), office, true),
    ]);
    return {
      events: [
        ...routine,
        signIn(victim, when(9, 2, 41), hosting, false),
        call(victim, when(9, 2, 44), hosting, {
          source: 'ce.amazonaws.com',
          name: 'GetCostAndUsage',
          region: 'us-east-1',
        }),
      ],
      compromised: [
        { account: arnOf(victim), severity: 'high', why: ['FirstSignInWithoutMfa', 'NewPlaceWithoutMfa'] },
      ],
      notCompromised: [
        { account: arnOf(colleague), why: 'The office and the usual browser, with a second factor.' },
      ],
    };
  },
};
