import { composeUserSignIn } from '../compose-sign-in.js';
import { places } from '../places.js';
import { cleared, memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** The office on one day, Singapore on the next three: the usual computer, a second factor, no risk. */
export const traveller: SignInScenario = {
  id: 'traveller',
  title: 'Business travel',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'traveller', options);
    const person = memberOf(tenant, random, options);
    const hotel = { ipAddress: '198.51.100.195', autonomousSystemNumber: 64507, place: places.singapore };
    const events = [0, 1, 2, 3].map((day) =>
      composeUserSignIn(tenant, person, random, {
        at: options.at + day * 86_400_000,
        origin: day === 0 ? person.office : hotel,
        proof: day === 1 ? 'passwordAndMfa' : 'claimsAndMfa',
      }),
    );
    return cleared(
      events,
      person.principalName,
      'Travel in a possible time, on the usual computer, with a second factor.',
    );
  },
};
