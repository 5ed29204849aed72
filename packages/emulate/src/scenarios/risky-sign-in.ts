import { applications } from '../applications.js';
import { composeUserSignIn } from '../compose-sign-in.js';
import { attackerOrigins } from '../places.js';
import { memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** Identity Protection's types that a sign-in carries, current and older (reference, section 3). */
export const riskEventTypes: readonly string[] = [
  'anonymizedIPAddress',
  'riskyIPAddress',
  'maliciousIPAddress',
  'nationStateIP',
  'unfamiliarFeatures',
  'passwordSpray',
  'leakedCredentials',
  'investigationsThreatIntelligence',
  'mcasImpossibleTravel',
  'unlikelyTravel',
  'impossibleTravel',
  'newCountry',
  'anomalousToken',
  'tokenIssuerAnomaly',
  'suspiciousBrowser',
  'attackerinTheMiddle',
  'attemptedPrtAccess',
  'anomalousUserActivity',
  'suspiciousAPITraffic',
  'suspiciousInboxForwarding',
  'mcasSuspiciousInboxManipulationRules',
  'mcasFinSuspiciousFileAccess',
  'suspiciousSendingPatterns',
  'userReportedSuspiciousActivity',
];

/** A success with a single factor from the attacker's network, with an open risk of the given type and level (default high). */
export const riskySignIn: SignInScenario = {
  id: 'risky-sign-in',
  title: 'Sign-in with an open Identity Protection risk',
  kind: 'attack',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'risky-sign-in', options);
    const person = memberOf(tenant, random, options);
    const { riskEventType = 'anonymizedIPAddress', level = 'high' } = options;
    const event = composeUserSignIn(tenant, person, random, {
      at: options.at,
      application: applications.azurePortal,
      origin:
        riskEventType === 'anonymizedIPAddress'
          ? attackerOrigins.anonymizer
          : attackerOrigins.residentialProxy,
      device: { ...person.phone, operatingSystem: 'Windows10', browser: 'Firefox 140.0' },
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
      proof: 'password',
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
      events: [event],
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
