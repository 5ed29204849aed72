import {
  deviceToken,
  draftOktaEvent,
  draftOktaPassword,
  oktaSession,
  signOn,
  usualOktaDays,
} from '../../okta/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * One password is tried on fourteen accounts from a hosting provider. It is right for two: one has no second factor and
 * is entered, the other is asked for one that the intruder does not have.
 */
export const oktaPasswordsGuessed: Story = {
  id: 'okta-passwords-guessed',
  title: 'Passwords sprayed from one address: one account entered, one stopped at the second factor',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const people = Array.from({ length: 16 }, (_, index) => person(index));
    const [entered, stopped, ...refused] = people;
    if (entered === undefined || stopped === undefined) throw new Error('two people at least');
    const device = deviceToken(stage);
    const guesser = (user: typeof entered) => ({
      user,
      origin: attackerOrigins.hosting,
      userAgent: 'python-requests/2.32.3',
      session: oktaSession(stage),
      device,
    });
    const [inside, outside] = [guesser(entered), guesser(stopped)];
    return {
      logs: {
        okta: [
          ...usualOktaDays(stage, entered, 0, 5),
          ...usualOktaDays(stage, stopped, 0, 5),
          ...refused.map((user, index) =>
            draftOktaPassword(stage, guesser(user), when(6, 5, 3 * index), false),
          ),
          draftOktaPassword(stage, inside, when(6, 5, 44), true),
          draftOktaEvent(stage, inside, when(6, 5, 45), signOn('Google Workspace')),
          draftOktaPassword(stage, outside, when(6, 5, 47), true),
          draftOktaEvent(stage, outside, when(6, 5, 47, 2), {
            eventType: 'policy.evaluate_sign_on',
            message: 'Evaluation of sign-on policy',
            result: 'CHALLENGE',
            reason: 'Sign-on policy evaluation resulted in CHALLENGE',
          }),
        ],
      },
      compromised: [
        { account: entered.principalName, severity: 'high', why: ['SignInFromNewPlace', 'SpraySuccess'] },
        { account: stopped.principalName, severity: 'medium', why: ['SprayPasswordRight'] },
      ],
      notCompromised: refused.map(({ principalName }) => ({
        account: principalName,
        why: 'The password was wrong.',
      })),
    };
  },
};
