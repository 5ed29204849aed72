import { draftGcpImpersonation, draftGcpLook, draftGrant, serviceAccount } from '../../gcp-audit/draft.js';
import { usualAdministration } from '../../gcp-audit/usual-work.js';
import type { Story } from '../story.js';

/**
 * An administrator in a hotel acts as the deployment's account and gives a colleague a role, with the usual program; a
 * colleague does so at the office and copies a bucket there; another reads a few objects on a train.
 */
export const gcpAdministratorOnTheWay: Story = {
  id: 'gcp-administrator-on-the-way',
  title: 'Rights and impersonations from a hotel, a bucket copied at the office, objects read on a train',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const [guest, atDesk, onTrain] = [person(0), person(1), person(2)];
    const gcloud = 'google-cloud-sdk gcloud/502.0.0 command/gcloud.projects.add-iam-policy-binding';
    const as = ({ principalName }: typeof guest, callerIp: string, userAgent = gcloud) => ({
      email: principalName,
      callerIp,
      userAgent,
    });
    const grant = { role: 'roles/viewer', member: `user:${onTrain.principalName}` };
    const deploy = serviceAccount('deploy');
    return {
      logs: {
        gcp: [
          ...[guest, atDesk, onTrain].flatMap((user) => usualAdministration(stage, user, 0, 4)),
          draftGcpImpersonation(stage, as(guest, '203.0.113.240'), when(5, 19, 2), deploy),
          draftGrant(stage, as(guest, '203.0.113.240'), when(5, 19, 5), grant),
          draftGcpImpersonation(stage, as(atDesk, atDesk.office.ipAddress), when(5, 10), deploy),
          draftGrant(stage, as(atDesk, atDesk.office.ipAddress), when(5, 10, 4), grant),
          ...Array.from({ length: 130 }, (_, index) =>
            draftGcpLook(
              stage,
              as(atDesk, atDesk.office.ipAddress, 'rclone/v1.68.2'),
              when(5, 11, 0, index * 3),
              'objects',
            ),
          ),
          ...[0, 1, 2, 3].map((minute) =>
            draftGcpLook(stage, as(onTrain, '2001:db8:77::9', 'gsutil/5.30'), when(5, 17, minute), 'objects'),
          ),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: guest.principalName, why: 'The usual program in a hotel.' },
        { account: atDesk.principalName, why: 'At the office.' },
        { account: onTrain.principalName, why: 'Reads four objects.' },
      ],
    };
  },
};
