import { applications } from '../applications.js';
import { composeUserSignIn } from '../compose-sign-in.js';
import { attackerOrigins } from '../places.js';
import { memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** Two successes of the attacker that an administrator has since confirmed as a compromise. */
export const confirmedCompromise: SignInScenario = {
  id: 'confirmed-compromise',
  title: 'Sign-ins of an account that an administrator confirmed as compromised',
  kind: 'attack',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'confirmed-compromise', options);
    const person = memberOf(tenant, random, options);
    const events = [applications.officeHome, applications.exchangeOnline].map((application, index) =>
      composeUserSignIn(tenant, person, random, {
        at: options.at + index * 95_000,
        application,
        origin: attackerOrigins.hosting,
        device: { ...person.phone, operatingSystem: 'Linux', browser: 'Chrome 139.0.0' },
        userAgent:
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
        proof: 'password',
        changes: {
          risk: {
            levelDuringSignIn: 'high',
            levelAggregated: 'high',
            state: 'confirmedCompromised',
            detail: 'adminConfirmedSigninCompromised',
            eventTypes: ['adminConfirmedUserCompromised'],
          },
        },
      }),
    );
    return {
      events,
      compromised: [
        {
          account: person.principalName,
          severity: 'critical',
          why: ['ConfirmedCompromise', 'HighRiskSignIn', 'RiskEvent:adminConfirmedUserCompromised'],
        },
      ],
      notCompromised: [],
    };
  },
};
