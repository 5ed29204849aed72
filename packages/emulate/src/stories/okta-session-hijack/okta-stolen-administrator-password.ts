import {
  deviceToken,
  draftOktaEvent,
  draftOktaVisit,
  oktaSession,
  openAdministration,
  userTarget,
  usualOktaDays,
} from '../../okta/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Somebody signs in as an administrator through an anonymising proxy with a browser of their own, adds an identity
 * provider, and resets the factors of another account in order to take it.
 */
export const oktaStolenAdministratorPassword: Story = {
  id: 'okta-stolen-administrator-password',
  title: 'An administrator at work through a proxy: identity provider, factors of another',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [administrator, next] = [person(0), person(1)];
    const intruder = {
      user: administrator,
      origin: attackerOrigins.anonymizer,
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0',
      session: oktaSession(stage),
      device: deviceToken(stage),
      isProxy: true,
    };
    const asNext = { ...intruder, user: next, session: oktaSession(stage) };
    return {
      logs: {
        okta: [
          ...usualOktaDays(stage, administrator, 0, 5),
          ...usualOktaDays(stage, next, 0, 5),
          ...draftOktaVisit(stage, intruder, when(5, 2, 12), ['Okta Admin Console']),
          draftOktaEvent(stage, intruder, when(5, 2, 15), openAdministration),
          draftOktaEvent(stage, intruder, when(5, 2, 21), {
            eventType: 'system.idp.lifecycle.create',
            message: 'Create identity provider',
            targets: [
              { id: '0oaexample9', type: 'Identity Provider', alternateId: 'unknown', displayName: 'sso' },
            ],
          }),
          draftOktaEvent(stage, intruder, when(5, 2, 33), {
            eventType: 'user.mfa.factor.deactivate',
            message: 'Reset factor for user',
            reason: 'User reset OKTA_VERIFY_PUSH factor',
            targets: [userTarget(next)],
          }),
          ...draftOktaVisit(stage, asNext, when(5, 3, 4), ['Salesforce']),
        ],
      },
      compromised: [
        { account: next.principalName, severity: 'high', why: ['SignInAfterReset'] },
        { account: administrator.principalName, severity: 'high', why: ['AdministrationAtNewPlace'] },
      ],
      notCompromised: [],
    };
  },
};
