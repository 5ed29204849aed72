import { composeUserSignIn } from '../compose-sign-in.js';
import { attackerOrigins } from '../places.js';
import { cleared, memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** An attacker on a known address guesses wrong three times: level high, but no sign-in succeeded. */
export const failureWithRisk: SignInScenario = {
  id: 'failure-with-risk',
  title: 'Failed sign-ins at high risk',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'failure-with-risk', options);
    const person = memberOf(tenant, random, options);
    const events = [0, 1, 2].map((attempt) =>
      composeUserSignIn(tenant, person, random, {
        at: options.at + attempt * 21_000,
        origin: attackerOrigins.overIpv6,
        errorCode: 50126,
        proof: 'wrongPassword',
        changes: {
          risk: {
            levelDuringSignIn: options.level ?? 'high',
            levelAggregated: options.level ?? 'high',
            state: 'atRisk',
            detail: 'none',
            eventTypes: [options.riskEventType ?? 'maliciousIPAddress'],
          },
        },
      }),
    );
    return cleared(events, person.principalName, 'Every one of the risky sign-ins failed.');
  },
};
