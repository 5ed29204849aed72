import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftRisk } from '../../entra-risk/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/**
 * Validation test 2 of T1586.003: a sign-in through an exit that is in this week's list of Tor. Identity Protection
 * calls the address anonymised while it happens and rates the sign-in medium.
 */
export const torNamedByProtection: Story = {
  id: 'tor-named-by-protection',
  title: 'Sign-in through a listed exit of Tor, which Identity Protection names at once',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [victim, colleague] = [person(0), person(1)];
    const at = when(1, hourAt(victim, 23), 4);
    return {
      logs: {
        signIns: [
          ...[victim, colleague].flatMap((user) => usualDays(stage, user, 0, 1)),
          composeUserSignIn(tenant, victim, random, {
            at,
            application: applications.azurePortal,
            origin: attackerOrigins.anonymizer,
            device: { ...victim.phone, operatingSystem: 'Windows10', browser: 'Firefox 140.0' },
            userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0',
            proof: 'password',
            changes: {
              risk: {
                levelDuringSignIn: 'medium',
                levelAggregated: 'medium',
                state: 'atRisk',
                detail: 'none',
                eventTypes: ['anonymizedIPAddress'],
              },
            },
          }),
        ],
        risks: draftRisk(stage, victim, {
          at,
          type: 'anonymizedIPAddress',
          level: 'medium',
          origin: attackerOrigins.anonymizer,
        }),
      },
      compromised: [
        { account: victim.principalName, severity: 'high', why: ['TorExit', 'AnonymisedAddress'] },
      ],
      notCompromised: [{ account: colleague.principalName, why: 'Worked as every day.' }],
      context: {
        watchlists: {
          'tor-exits': `ip,last_seen\n${attackerOrigins.anonymizer.ipAddress},${new Date(when(1, 6)).toISOString()}\n`,
        },
      },
    };
  },
};
