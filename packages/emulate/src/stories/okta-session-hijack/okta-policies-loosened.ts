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
 * Somebody with an administrator's password sets the password of a dormant account, puts it into a group and loosens a
 * rule of the sign-on policy, in a browser of their own.
 */
export const oktaPoliciesLoosened: Story = {
  id: 'okta-policies-loosened',
  title: 'A password set, a group filled and a policy loosened from elsewhere',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [administrator, dormant] = [person(0), person(1)];
    const intruder = {
      user: administrator,
      origin: attackerOrigins.hosting,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      session: oktaSession(stage),
      device: deviceToken(stage),
    };
    const did = (minute: number, eventType: string, message: string) =>
      draftOktaEvent(stage, intruder, when(5, 2, minute), {
        eventType,
        message,
        targets: [userTarget(dormant)],
      });
    return {
      logs: {
        okta: [
          ...usualOktaDays(stage, administrator, 0, 4),
          ...draftOktaVisit(stage, intruder, when(5, 2), ['Okta Admin Console']),
          did(9, 'user.account.reset_password', 'User reset password for Okta'),
          did(12, 'group.user_membership.add', 'Add user to group membership'),
          did(17, 'policy.rule.update', 'Update policy rule'),
        ],
      },
      compromised: [
        { account: administrator.principalName, severity: 'high', why: ['AdministrationAtNewPlace'] },
      ],
      notCompromised: [],
    };
  },
};
