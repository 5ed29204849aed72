import { draftConsent } from '../../entra-audit/draft-consent.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * A mail with a link to a consent page: two people at their usual desks let a stranger's application read and send
 * their mail, change their mailbox and read their files, also when they are away.
 */
export const mailHelperPhish: Story = {
  id: 'mail-helper-phish',
  title: 'Two people consent to an application from a phishing mail',
  kind: 'attack',
  compose: (stage) => {
    const { random, when, person } = stage;
    const victims = [person(0), person(1)];
    const application = {
      id: random.guid(),
      appId: random.guid(),
      displayName: 'Mailbox Upgrade Assistant',
    };
    const scopes =
      'User.Read offline_access Mail.ReadWrite Mail.Send MailboxSettings.ReadWrite Contacts.Read Files.Read.All';
    return {
      logs: {
        signIns: victims.flatMap((user) => usualDays(stage, user, 0, 3)),
        directoryChanges: victims.flatMap((user, index) =>
          draftConsent(stage, user, application, {
            at: when(3, 13, 5 + index * 17, random.integer(60)),
            scopes,
            first: index === 0,
          }),
        ),
      },
      compromised: victims.toReversed().map(({ principalName }) => ({
        account: principalName,
        severity: 'high',
        why: ['IllicitConsent'],
      })),
      notCompromised: [],
    };
  },
};
