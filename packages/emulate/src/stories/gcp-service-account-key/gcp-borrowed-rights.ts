import {
  draftGcpImpersonation,
  draftGcpLook,
  draftGrant,
  draftKeyCreation,
  serviceAccount,
  serviceAccountKey,
} from '../../gcp-audit/draft.js';
import { usualAdministration } from '../../gcp-audit/usual-work.js';
import { attackerOrigins } from '../../places.js';
import type { Origin } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Four people's tokens in strange hands: one is tried on service after service with the owner's own program until an
 * impersonation is allowed; one makes a stranger the owner of the project; one copies a bucket; one makes a key that is
 * used on another network.
 */
export const gcpBorrowedRights: Story = {
  id: 'gcp-borrowed-rights',
  title: 'Stolen tokens act as service accounts, give rights away, copy a bucket and make a key',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [borrower, giver, reader, maker] = [person(0), person(1), person(2), person(3)];
    const { hosting, residentialProxy, farAway, anonymizer } = attackerOrigins;
    const gcloud = 'google-cloud-sdk gcloud/502.0.0 command/gcloud.auth.print-access-token python/3.12.7';
    const account = serviceAccount('export');
    const key = serviceAccountKey(stage);
    const as = (user: typeof borrower, { ipAddress }: Origin, userAgent: string) => ({
      email: user.principalName,
      callerIp: ipAddress,
      userAgent,
    });
    const tried = ['billing', 'deploy', 'monitoring', 'backup'].map(serviceAccount);
    return {
      logs: {
        gcp: [
          ...[borrower, giver, reader, maker].flatMap((user) => usualAdministration(stage, user, 0, 4)),
          ...tried.map((target, index) =>
            draftGcpImpersonation(stage, as(borrower, hosting, gcloud), when(5, 1, index), target, index < 3),
          ),
          draftGrant(stage, as(giver, residentialProxy, 'google-api-go-client/0.5'), when(5, 2, 10), {
            role: 'roles/owner',
            member: 'user:kx.ops@mail.example',
          }),
          ...Array.from({ length: 120 }, (_, index) =>
            draftGcpLook(stage, as(reader, farAway, 'rclone/v1.68.2'), when(5, 3, 0, index * 4), 'objects'),
          ),
          draftKeyCreation(stage, as(maker, anonymizer, gcloud), when(5, 4, 2), { account, key }),
          ...[6, 7, 9].map((minute) =>
            draftGcpLook(
              stage,
              {
                email: account,
                callerIp: '2001:db8:bad::66',
                userAgent: 'google-cloud-sdk gcloud/455.0.0',
                key,
              },
              when(5, 4, minute),
              'objects',
            ),
          ),
        ],
      },
      compromised: [
        { account: borrower.principalName, severity: 'high', why: ['ImpersonationAtNewPlace'] },
        { account: giver.principalName, severity: 'high', why: ['RightsGivenToOutsider'] },
        { account: reader.principalName, severity: 'high', why: ['ObjectsReadAtNewPlace'] },
        { account: maker.principalName, severity: 'high', why: ['KeyMadeAtNewPlace'] },
        { account, severity: 'high', why: ['KeyOfAnIntruder'] },
      ],
      notCompromised: [],
    };
  },
};
