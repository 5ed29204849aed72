import { composeUserSignIn } from '../compose-sign-in.js';
import { cleared, memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** An unfamiliar place, and the second factor that the risk policy asked for was passed: level and type stay on the row. */
export const riskRemediated: SignInScenario = {
  id: 'risk-remediated',
  title: 'Risk remediated by the user’s second factor',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'risk-remediated', options);
    const person = memberOf(tenant, random, options);
    const event = composeUserSignIn(tenant, person, random, {
      at: options.at,
      origin: person.mobile,
      proof: 'passwordAndMfa',
      changes: {
        risk: {
          levelDuringSignIn: options.level ?? 'medium',
          levelAggregated: 'none',
          state: 'remediated',
          detail: 'userPassedMFADrivenByRiskBasedPolicy',
          eventTypes: [options.riskEventType ?? 'unfamiliarFeatures'],
        },
      },
    });
    return cleared([event], person.principalName, 'The risk was remediated by a second factor.');
  },
};
