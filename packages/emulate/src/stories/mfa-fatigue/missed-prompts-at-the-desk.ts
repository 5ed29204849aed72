import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';

/**
 * A telephone without reception at the usual desk: prompt after prompt goes unanswered, then one is approved. And a
 * colleague at a hotel who misses two and approves the third.
 */
export const missedPromptsAtTheDesk: Story = {
  id: 'missed-prompts-at-the-desk',
  title: 'Unanswered prompts at the usual desk, and two missed at a hotel',
  kind: 'benign',
  compose: ({ tenant, random, when, person }) => {
    const atDesk = person(0);
    const travelling = person(1);
    const hotel = { ipAddress: '198.51.100.231', autonomousSystemNumber: 64505, place: places.porto };
    const usual = [0, 1].flatMap((day) =>
      [atDesk, travelling].map((user) =>
        composeUserSignIn(tenant, user, random, {
          at: when(day, 9, random.integer(60)),
          proof: 'claimsAndMfa',
        }),
      ),
    );
    const missed = Array.from({ length: 6 }, (_, index) =>
      composeUserSignIn(tenant, atDesk, random, {
        at: when(2, 9, index * 3),
        errorCode: 500121,
        proof: 'mfaUnanswered',
      }),
    );
    const missedAway = [0, 2].map((minute) =>
      composeUserSignIn(tenant, travelling, random, {
        at: when(2, 21, minute),
        origin: hotel,
        errorCode: 500121,
        proof: 'mfaUnanswered',
      }),
    );
    return {
      logs: {
        signIns: [
          ...usual,
          ...missed,
          composeUserSignIn(tenant, atDesk, random, { at: when(2, 9, 20), proof: 'passwordAndMfa' }),
          ...missedAway,
          composeUserSignIn(tenant, travelling, random, {
            at: when(2, 21, 4),
            origin: hotel,
            proof: 'passwordAndMfa',
          }),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: atDesk.principalName, why: 'Prompts at the place where the account always is.' },
        { account: travelling.principalName, why: 'Two missed prompts on the own computer.' },
      ],
    };
  },
};
