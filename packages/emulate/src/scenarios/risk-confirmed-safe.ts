import { composeUserSignIn } from '../compose-sign-in.js';
import { places } from '../places.js';
import { cleared, memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** Travel that looked atypical; an administrator confirmed the sign-in as safe. */
export const riskConfirmedSafe: SignInScenario = {
  id: 'risk-confirmed-safe',
  title: 'Sign-in confirmed as safe',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'risk-confirmed-safe', options);
    const person = memberOf(tenant, random, options);
    const event = composeUserSignIn(tenant, person, random, {
      at: options.at,
      origin: { ipAddress: '198.51.100.190', autonomousSystemNumber: 64506, place: places.osaka },
      proof: 'passwordAndMfa',
      changes: {
        risk: {
          levelDuringSignIn: options.level ?? 'medium',
          levelAggregated: 'none',
          state: 'confirmedSafe',
          detail: 'adminConfirmedSigninSafe',
          eventTypes: [options.riskEventType ?? 'unlikelyTravel'],
        },
      },
    });
    return cleared([event], person.principalName, 'An administrator confirmed the sign-in as safe.');
  },
};
