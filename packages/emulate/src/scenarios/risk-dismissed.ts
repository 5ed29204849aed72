import { composeUserSignIn } from '../compose-sign-in.js';
import { places } from '../places.js';
import { cleared, memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** A telephone's privacy relay looked like an anonymising proxy; an administrator dismissed the risk. */
export const riskDismissed: SignInScenario = {
  id: 'risk-dismissed',
  title: 'Risk dismissed by an administrator',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'risk-dismissed', options);
    const person = memberOf(tenant, random, options);
    const event = composeUserSignIn(tenant, person, random, {
      at: options.at,
      origin: { ipAddress: '2001:db8:fe00::42', autonomousSystemNumber: 64505, place: places.germany },
      device: person.phone,
      userAgent: person.phoneUserAgent,
      changes: {
        risk: {
          levelDuringSignIn: options.level ?? 'high',
          levelAggregated: 'none',
          state: 'dismissed',
          detail: 'adminDismissedAllRiskForUser',
          eventTypes: [options.riskEventType ?? 'anonymizedIPAddress'],
        },
      },
    });
    return cleared([event], person.principalName, 'An administrator dismissed the risk.');
  },
};
