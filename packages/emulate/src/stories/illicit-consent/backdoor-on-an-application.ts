import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftApplicationSecret, draftAppRole } from '../../entra-audit/draft-consent.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * With an administrator's session from abroad a secret goes onto an application that has been there for long, and the
 * application gets permission to read and write everybody's mail.
 */
export const backdoorOnAnApplication: Story = {
  id: 'backdoor-on-an-application',
  title: 'Secret and permission added to an application from abroad',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const admin = person(0);
    const [service] = tenant.servicePrincipals;
    if (service === undefined) throw new Error('the tenant has no application');
    const address = attackerOrigins.farAway.ipAddress;
    return {
      logs: {
        signIns: [
          ...usualDays(stage, admin, 0, 4),
          composeUserSignIn(tenant, admin, random, {
            at: when(4, 22, 10),
            application: applications.azurePortal,
            origin: attackerOrigins.farAway,
            userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
            proof: 'claimsAndMfa',
          }),
        ],
        directoryChanges: [
          draftApplicationSecret(stage, admin, service, { at: when(4, 22, 31), name: 'sync', address }),
          draftAppRole(stage, admin, service, { at: when(4, 22, 36), role: 'Mail.ReadWrite', address }),
        ],
      },
      compromised: [
        {
          account: admin.principalName,
          severity: 'high',
          why: ['ApplicationCredential', 'ApplicationPermission'],
        },
      ],
      notCompromised: [],
    };
  },
};
