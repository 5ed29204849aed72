import {
  deviceToken,
  draftOktaEvent,
  draftOktaPassword,
  draftOktaPrompt,
  draftOktaVisit,
  enrolFactor,
  oktaSession,
  usualOktaDays,
} from '../../okta/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Somebody with two stolen passwords sends prompt after prompt in the night. One owner declines five and approves the
 * sixth, and the intruder registers a telephone; the other declines on the telephone and stays firm, which Okta's older
 * engine logs as an event of its own with the telephone's address.
 */
export const oktaPromptsUntilApproved: Story = {
  id: 'okta-prompts-until-approved',
  title: 'Prompts in the night: one owner gives in, one does not',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [weary, firm] = [person(0), person(1)];
    const intruder = {
      user: weary,
      origin: attackerOrigins.residentialProxy,
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36',
      session: oktaSession(stage),
      device: deviceToken(stage),
    };
    const atFirm = { ...intruder, user: firm, session: oktaSession(stage) };
    const firmPhone = {
      user: firm,
      origin: firm.mobile,
      userAgent: firm.phoneUserAgent,
      session: 'unknown',
    };
    return {
      logs: {
        okta: [
          ...usualOktaDays(stage, weary, 0, 4),
          ...usualOktaDays(stage, firm, 0, 4),
          draftOktaPassword(stage, intruder, when(5, 4, 11), true),
          ...[12, 13, 15, 18, 20].flatMap((minute) =>
            draftOktaPrompt(stage, intruder, when(5, 4, minute), 'declined'),
          ),
          ...draftOktaPrompt(stage, intruder, when(5, 4, 24), 'approved'),
          ...draftOktaVisit(stage, intruder, when(5, 4, 25), ['Google Workspace', 'Salesforce']),
          draftOktaEvent(stage, intruder, when(5, 4, 33), enrolFactor(weary)),
          draftOktaPassword(stage, atFirm, when(5, 5, 1), true),
          ...[2, 4, 5].flatMap((minute) => [
            draftOktaEvent(stage, atFirm, when(5, 5, minute), {
              eventType: 'system.push.send_factor_verify_push',
              message: 'Send push factor verification message',
            }),
            draftOktaEvent(stage, firmPhone, when(5, 5, minute, 20), {
              eventType: 'user.mfa.okta_verify.deny_push',
              message: 'User rejected Okta push verify',
            }),
          ]),
        ],
      },
      compromised: [
        {
          account: weary.principalName,
          severity: 'high',
          why: ['ApprovedAfterDenials', 'FactorFromNewPlace', 'SignInFromNewPlace'],
        },
        { account: firm.principalName, severity: 'medium', why: ['DeniedPrompts'] },
      ],
      notCompromised: [],
    };
  },
};
