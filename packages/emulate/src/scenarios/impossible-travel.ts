import { composeUserSignIn } from '../compose-sign-in.js';
import { attackerOrigins } from '../places.js';
import { memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** At home with a second factor, and forty minutes later on another continent with a replayed session. */
export const impossibleTravel: SignInScenario = {
  id: 'impossible-travel',
  title: 'Two places that nobody travels between in time',
  kind: 'attack',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'impossible-travel', options);
    const person = memberOf(tenant, random, options);
    const { riskEventType = 'mcasImpossibleTravel', level = 'medium' } = options;
    const atHome = composeUserSignIn(tenant, person, random, {
      at: options.at,
      origin: person.home,
      proof: 'passwordAndMfa',
    });
    const farAway = composeUserSignIn(tenant, person, random, {
      at: options.at + 40 * 60_000,
      origin: attackerOrigins.farAway,
      device: { ...person.phone, operatingSystem: 'Windows10', browser: 'Chrome 140.0.0' },
      proof: 'claimsAndMfa',
      changes: {
        risk: {
          levelDuringSignIn: level,
          levelAggregated: level,
          state: 'atRisk',
          detail: 'none',
          eventTypes: [riskEventType],
        },
      },
    });
    return {
      events: [atHome, farAway],
      compromised: [
        {
          account: person.principalName,
          severity: level === 'high' ? 'high' : 'medium',
          why: [...(level === 'low' ? [] : ['HighRiskSignIn']), 'OpenRisk', `RiskEvent:${riskEventType}`],
        },
      ],
      notCompromised: [],
    };
  },
};
