import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftMethodChange } from '../../entra-audit/draft-method.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * Twenty minutes after a sign-in from abroad the account has a second authenticator and the owner's is gone. A colleague's
 * account gets a telephone number in a session that Identity Protection rates high.
 */
export const authenticatorFromAbroad: Story = {
  id: 'authenticator-from-abroad',
  title: 'A second authenticator registered in strange sessions',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [victim, colleague] = [person(0), person(1)];
    const abroad = attackerOrigins.farAway;
    const proxy = attackerOrigins.anonymizer;
    return {
      logs: {
        signIns: [
          ...usualDays(stage, victim, 0, 3),
          ...usualDays(stage, colleague, 0, 3),
          composeUserSignIn(tenant, victim, random, {
            at: when(3, 22, 3),
            origin: abroad,
            userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
            proof: 'claimsAndMfa',
          }),
          composeUserSignIn(tenant, colleague, random, {
            at: when(3, 2, 16),
            application: applications.officeHome,
            origin: proxy,
            changes: {
              risk: {
                levelDuringSignIn: 'high',
                levelAggregated: 'high',
                state: 'atRisk',
                detail: 'none',
                eventTypes: ['anonymizedIPAddress', 'unfamiliarFeatures'],
              },
            },
          }),
        ],
        directoryChanges: [
          draftMethodChange(stage, victim, {
            at: when(3, 22, 24),
            address: abroad.ipAddress,
            change: 'registered',
            method: 'Authenticator App with Notification and Code',
          }),
          draftMethodChange(stage, victim, {
            at: when(3, 22, 26),
            address: abroad.ipAddress,
            change: 'deleted',
            method: 'Authenticator App with Notification and Code',
          }),
          draftMethodChange(stage, colleague, {
            at: when(3, 2, 40),
            address: proxy.ipAddress,
            change: 'registered',
            method: 'Mobile Phone SMS',
          }),
        ],
      },
      compromised: [
        { account: victim.principalName, severity: 'high', why: ['MethodAdded', 'MethodRemoved'] },
        { account: colleague.principalName, severity: 'high', why: ['MethodAdded'] },
      ],
      notCompromised: [],
    };
  },
};
