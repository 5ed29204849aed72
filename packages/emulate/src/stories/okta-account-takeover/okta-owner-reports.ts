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
 * A page between the owner and Okta takes password and code along; Okta finds the journey too fast. The next morning the
 * owner answers Okta's mail about a new device with "this was not me". Another owner does so about a sign-in that the log
 * does not show.
 */
export const oktaOwnerReports: Story = {
  id: 'okta-owner-reports',
  title: 'A sign-in in too much haste, and owners who say that it was not them',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [phished, worried] = [person(0), person(1)];
    const intruder = {
      user: phished,
      origin: attackerOrigins.farAway,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      session: oktaSession(stage),
      device: deviceToken(stage),
    };
    const report = (user: typeof phished, at: number) =>
      draftOktaEvent(
        stage,
        { user, origin: user.office, userAgent: user.userAgent, session: oktaSession(stage) },
        at,
        {
          eventType: 'user.account.report_suspicious_activity_by_enduser',
          message: 'User report suspicious activity',
          targets: [userTarget(user)],
        },
      );
    return {
      logs: {
        okta: [
          ...usualOktaDays(stage, phished, 0, 4),
          ...usualOktaDays(stage, worried, 0, 4),
          draftOktaEvent(stage, intruder, when(4, 16, 55), {
            eventType: 'policy.evaluate_sign_on',
            message: 'Evaluation of sign-on policy',
            result: 'CHALLENGE',
            reason: 'Sign-on policy evaluation resulted in CHALLENGE',
            debugData: {
              behaviors:
                '{New Geo-Location=POSITIVE, New Device=POSITIVE, New IP=POSITIVE, New Country=POSITIVE, Velocity=POSITIVE}',
              risk: '{reasons=Anomalous Geo-Distance, level=HIGH}',
            },
          }),
          ...draftOktaVisit(stage, intruder, when(4, 16, 56), ['Google Workspace']),
          report(phished, when(5, 9, 12)),
          report(worried, when(5, 10, 40)),
        ],
      },
      compromised: [
        { account: phished.principalName, severity: 'high', why: ['ReportedByOwner', 'RiskySignIn'] },
        { account: worried.principalName, severity: 'medium', why: ['ReportedByOwner'] },
      ],
      notCompromised: [],
    };
  },
};
