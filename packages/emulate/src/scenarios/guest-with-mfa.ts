import { applications } from '../applications.js';
import { composeUserSignIn } from '../compose-sign-in.js';
import { cleared, guestOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** Ordinary collaboration: a guest of another tenant whose second factor was satisfied at home. */
export const guestWithMfa: SignInScenario = {
  id: 'guest-with-mfa',
  title: 'Guest with a second factor',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'guest-with-mfa', options);
    const guest = guestOf(tenant, random, options);
    const event = composeUserSignIn(tenant, guest, random, {
      at: options.at,
      application: applications.teams,
      origin: guest.home,
      proof: 'claimsAndMfa',
    });
    return cleared([event], guest.principalName, 'The second factor was satisfied.');
  },
};
