import { applications } from '../applications.js';
import { composeUserSignIn } from '../compose-sign-in.js';
import { draftRisk } from '../entra-risk/draft.js';
import { draftMailboxCommand } from '../m365-audit/draft-mailbox.js';
import { attackerOrigins } from '../places.js';
import type { StoryLogs } from '../stories/story-logs.js';
import { member, openExample } from './cast.js';

/**
 * What follows when the password spray of 10 March has Hana Sato's password: her mailbox is opened, and mail about invoices
 * goes where nobody looks. The spray itself is the scenario `password-spray`.
 */
export function sprayedAccountant(): StoryLogs {
  const stage = openExample('sprayed-accountant');
  const { tenant, random, when } = stage;
  const hana = member('Hana Sato');
  const origin = attackerOrigins.hosting;
  return {
    signIns: [
      composeUserSignIn(tenant, hana, random, {
        at: when(8, 2, 51, 20),
        application: applications.exchangeOnline,
        origin,
        device: { ...hana.phone, operatingSystem: 'Windows10', browser: 'Chrome 139.0.0' },
        userAgent:
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
        proof: 'password',
      }),
    ],
    risks: draftRisk(stage, hana, {
      at: when(8, 2, 24, 13),
      foundAt: when(8, 5, 2),
      type: 'passwordSpray',
      level: 'high',
      origin,
    }),
    officeEvents: [
      draftMailboxCommand(stage, hana, {
        at: when(8, 3, 2, 44),
        address: origin.ipAddress,
        operation: 'New-InboxRule',
        parameters: {
          Name: '..',
          SubjectContainsWords: 'invoice;payment;IBAN',
          MoveToFolder: 'RSS Feeds',
          MarkAsRead: 'True',
          StopProcessingRules: 'True',
        },
      }),
    ],
  };
}
