import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftMailboxCommand, draftOutlookRule } from '../../m365-audit/draft-mailbox.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * Newsletters to a folder, also on a journey; junk deleted by its sender; mail forwarded to a colleague for a holiday; a
 * person who forwards to a private mailbox from the desk; and the service desk that forwards a leaver's mail.
 */
export const tidyMailboxes: Story = {
  id: 'tidy-mailboxes',
  title: 'Rules to folders at home and on a journey, a holiday, a private mailbox, a leaver',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [tidy, traveller, away, collector, desk, leaver] = [0, 1, 2, 3, 4, 5].map(person);
    if (!tidy || !traveller || !away || !collector || !desk || !leaver) throw new Error('nobody');
    const hotel = { ipAddress: '198.51.100.240', autonomousSystemNumber: 64505, place: places.osaka };
    const everybody = [tidy, traveller, away, collector, desk];
    return {
      logs: {
        signIns: [
          ...everybody.flatMap((user) => usualDays(stage, user, 0, 3)),
          composeUserSignIn(tenant, traveller, random, {
            at: when(4, 9, 3),
            application: applications.exchangeOnline,
            origin: hotel,
          }),
        ],
        officeEvents: [
          draftMailboxCommand(stage, tidy, {
            at: when(3, 14, 2),
            address: tidy.office.ipAddress,
            operation: 'New-InboxRule',
            parameters: { Name: 'Newsletters', From: 'news@shop.example', MoveToFolder: 'Newsletters' },
          }),
          draftMailboxCommand(stage, tidy, {
            at: when(3, 14, 6),
            address: tidy.office.ipAddress,
            operation: 'New-InboxRule',
            parameters: { Name: 'Sales calls', From: 'offers@sender.example', DeleteMessage: 'True' },
          }),
          draftMailboxCommand(stage, traveller, {
            at: when(4, 9, 20),
            address: hotel.ipAddress,
            operation: 'New-InboxRule',
            parameters: { Name: 'Project Osaka', SubjectContainsWords: 'Osaka', MoveToFolder: 'Osaka' },
          }),
          draftOutlookRule(stage, away, {
            at: when(3, 15, 40),
            address: away.office.ipAddress,
            name: 'holiday',
            condition: 'True',
            actions: [{ ActionType: 'Forward', Recipients: [tidy.principalName], ForwardFlags: 'None' }],
          }),
          draftMailboxCommand(stage, collector, {
            at: when(3, 16, 11),
            address: collector.office.ipAddress,
            operation: 'New-InboxRule',
            parameters: {
              Name: 'Tickets',
              From: 'tickets@rail.example',
              ForwardTo: 'me.private@mail.example',
            },
          }),
          draftMailboxCommand(stage, desk, {
            at: when(3, 16, 30),
            address: desk.office.ipAddress,
            operation: 'Set-Mailbox',
            objectId: leaver.principalName,
            parameters: {
              Identity: leaver.principalName,
              ForwardingAddress: tidy.principalName,
              DeliverToMailboxAndForward: 'False',
            },
          }),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: tidy.principalName, why: 'Rules for newsletters and one sender.' },
        { account: traveller.principalName, why: 'A folder for a project, made at a hotel.' },
        { account: away.principalName, why: 'Mail goes to a colleague during a holiday.' },
        { account: collector.principalName, why: 'One sender to a private mailbox, from the usual desk.' },
        { account: desk.principalName, why: "A leaver's mail goes to a colleague." },
      ],
    };
  },
};
