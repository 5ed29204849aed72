import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftOutlookRule } from '../../m365-audit/draft-mailbox.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/** A relay in the victim's own country: Outlook on a strange computer, and a rule that forwards all mail. */
export const outlookRuleFromANewNetwork: Story = {
  id: 'outlook-rule-from-a-new-network',
  title: 'All mail forwarded by an Outlook rule from a new network of the same country',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const origin = { ipAddress: '203.0.113.88', autonomousSystemNumber: 64508, place: victim.office.place };
    return {
      logs: {
        signIns: [
          ...usualDays(stage, victim, 0, 5),
          composeUserSignIn(tenant, victim, random, {
            at: when(5, 4, 40),
            application: applications.exchangeOnline,
            origin,
          }),
        ],
        officeEvents: [
          draftOutlookRule(stage, victim, {
            at: when(5, 4, 52),
            address: origin.ipAddress,
            name: 'mail',
            condition: 'True',
            actions: [{ ActionType: 'Forward', Recipients: ['box77@mailbox.example'], ForwardFlags: 'None' }],
          }),
        ],
      },
      compromised: [{ account: victim.principalName, severity: 'medium', why: ['MailForwarded'] }],
      notCompromised: [],
    };
  },
};
