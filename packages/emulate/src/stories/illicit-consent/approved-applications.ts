import { draftApplicationSecret, draftAppRole, draftConsent } from '../../entra-audit/draft-consent.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * What IT and developers do: a service is approved for everybody, a backup gets its permission, a secret is renewed from
 * the office and from home; and people consent to small things for themselves and to a mail program.
 */
export const approvedApplications: Story = {
  id: 'approved-applications',
  title: 'Applications approved by IT, renewed secrets, a calendar tool and a mail program',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [admin, developer, planner, reader] = [person(0), person(1), person(2), person(3)];
    const [service, other] = tenant.servicePrincipals;
    if (service === undefined || other === undefined) throw new Error('the tenant has no applications');
    const application = (displayName: string): { id: string; appId: string; displayName: string } => ({
      id: random.guid(),
      appId: random.guid(),
      displayName,
    });
    return {
      logs: {
        signIns: [admin, developer, planner, reader].flatMap((user) => usualDays(stage, user, 0, 3)),
        directoryChanges: [
          ...draftConsent(stage, admin, application('Contract Signing'), {
            at: when(3, 14, 20),
            scopes: 'User.Read Mail.Send Files.ReadWrite.All Contacts.Read offline_access',
            forAll: true,
          }),
          draftAppRole(stage, admin, service, { at: when(3, 14, 40), role: 'Mail.Read' }),
          draftApplicationSecret(stage, developer, service, { at: when(3, 15), name: '2026-q2' }),
          draftApplicationSecret(stage, developer, other, {
            at: when(3, 23, 30),
            name: 'renewed',
            address: developer.home.ipAddress,
            of: 'ServicePrincipal',
          }),
          ...draftConsent(stage, planner, application('Room Planner'), {
            at: when(3, 15, 10),
            scopes: 'User.Read Calendars.ReadWrite offline_access',
          }),
          ...draftConsent(stage, reader, application('Thunderfowl Mail'), {
            at: when(3, 15, 35),
            scopes: 'IMAP.AccessAsUser.All SMTP.Send offline_access',
          }),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: admin.principalName, why: 'Consent for everybody, from the office, after a review.' },
        { account: developer.principalName, why: 'Secrets renewed from the office and from home.' },
        { account: planner.principalName, why: 'A calendar is all that the application sees.' },
        {
          account: reader.principalName,
          why: 'A mail program asks for the mailbox of its user and nothing else.',
        },
      ],
    };
  },
};
