import { composeUserSignIn } from '../compose-sign-in.js';
import { cleared, memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** Without a P2 licence the levels are `hidden` and the type is `generic`: unknown (reference, section 0, row 18). */
export const hiddenLevels: SignInScenario = {
  id: 'hidden-levels',
  title: 'Risk levels hidden without a P2 licence',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'hidden-levels', options);
    const person = memberOf(tenant, random, options);
    const event = composeUserSignIn(tenant, person, random, {
      at: options.at,
      changes: {
        risk: {
          levelDuringSignIn: 'hidden',
          levelAggregated: 'hidden',
          state: 'none',
          detail: 'hidden',
          eventTypes: ['generic'],
        },
      },
    });
    return cleared([event], person.principalName, 'The level is unknown, which is not risky.');
  },
};
