import {
  deviceToken,
  draftOktaEvent,
  draftOktaVisit,
  oktaSession,
  userTarget,
  usualOktaDays,
} from '../../okta/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Somebody calls the service desk in an employee's name. The desk resets the factors; twenty minutes later the caller
 * signs in through a residential proxy and registers a telephone.
 */
export const oktaHelpDeskDeceived: Story = {
  id: 'okta-help-desk-deceived',
  title: 'Factors reset by the service desk, then a sign-in from elsewhere',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [victim, desk] = [person(0), person(1)];
    const deskDevice = deviceToken(stage);
    const atDesk = {
      user: desk,
      origin: desk.office,
      userAgent: desk.userAgent,
      session: oktaSession(stage),
      device: deskDevice,
    };
    const caller = {
      user: victim,
      origin: attackerOrigins.residentialProxy,
      userAgent: victim.userAgent,
      session: oktaSession(stage),
      device: deviceToken(stage),
    };
    return {
      logs: {
        okta: [
          ...usualOktaDays(stage, victim, 0, 4),
          ...usualOktaDays(stage, desk, 0, 3, deskDevice),
          ...draftOktaVisit(stage, atDesk, when(4, 9), ['Zendesk']),
          draftOktaEvent(stage, caller, when(4, 10, 2), {
            eventType: 'user.session.start',
            message: 'User login to Okta',
            result: 'FAILURE',
            reason: 'VERIFICATION_ERROR',
          }),
          draftOktaEvent(stage, atDesk, when(4, 10, 20), {
            eventType: 'user.account.reset_password',
            message: 'User reset password for Okta',
            targets: [userTarget(victim)],
          }),
          draftOktaEvent(stage, atDesk, when(4, 10, 21), {
            eventType: 'user.mfa.factor.reset_all',
            message: 'Reset all factors for user',
            reason: 'User reset all factors',
            targets: [userTarget(victim)],
          }),
          ...draftOktaVisit(stage, caller, when(4, 10, 41), ['Google Workspace', 'Salesforce']),
          draftOktaEvent(stage, caller, when(4, 10, 43), {
            eventType: 'user.mfa.factor.activate',
            message: 'Activate factor or authenticator enrollment method for user',
            reason: 'User set up OKTA_VERIFY_PUSH factor',
            targets: [userTarget(victim)],
            debugData: { factor: 'OKTA_VERIFY_PUSH' },
          }),
        ],
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['SignInAfterReset'] }],
      notCompromised: [{ account: desk.principalName, why: 'Did what it was asked for, at the desk.' }],
    };
  },
};
