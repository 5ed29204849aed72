import { composeUserSignIn } from '../compose-sign-in.js';
import { scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** A Monday behind one office address: everybody mistypes once and then gets in. Looks like a spray by its counts. */
export const sharedOffice: SignInScenario = {
  id: 'shared-office',
  title: 'Many mistyped passwords behind one office address',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'shared-office', options);
    const [office] = tenant.offices;
    if (office === undefined) throw new Error('the tenant has no office');
    const events = tenant.users.flatMap((user, index) => {
      const at = options.at + index * 17_000;
      return [
        composeUserSignIn(tenant, user, random, {
          at,
          origin: office,
          errorCode: 50126,
          proof: 'wrongPassword',
        }),
        composeUserSignIn(tenant, user, random, { at: at + 12_000, origin: office }),
      ];
    });
    return {
      events: events.toSorted((left, right) => (left.createdDateTime < right.createdDateTime ? -1 : 1)),
      compromised: [],
      notCompromised: tenant.users.map(({ principalName }) => ({
        account: principalName,
        why: 'One mistyped password at the office.',
      })),
    };
  },
};
