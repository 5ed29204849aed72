import {
  draftGcpCall,
  draftGcpLook,
  draftKeyCreation,
  GCP_PROJECT,
  serviceAccount,
  serviceAccountKey,
} from '../../gcp-audit/draft.js';
import { usualAdministration, usualDeployments } from '../../gcp-audit/usual-work.js';
import type { Story } from '../story.js';

const TERRAFORM = 'Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-google/6.8.0,gzip(gfe)';

/**
 * A key rotated at the desk and used by the build; a build whose runners move; Terraform in a region that is new, from a
 * runner there; a partner's service that gets the first key of a new account; a developer who tries a key at the office;
 * an administrator who makes a key in a hotel; a job on a machine of the project.
 */
export const gcpEverydayKeys: Story = {
  id: 'gcp-everyday-keys',
  title: 'Rotated keys, moving runners, a partner’s first key, a key made in a hotel',
  kind: 'benign',
  compose: (stage) => {
    const { random, when, person } = stage;
    const [rotating, hotelGuest, newcomer] = [person(0), person(1), person(2)];
    const atDesk = (user: typeof rotating) => ({
      email: user.principalName,
      callerIp: user.office.ipAddress,
      userAgent: `${user.userAgent},gzip(gfe)`,
    });
    const [build, roaming, regional, partner, onMachine] = [
      'build',
      'roaming',
      'regional',
      'partner-sync',
      'nightly',
    ].map(serviceAccount) as [string, string, string, string, string];
    const [oldKey, rotated, roamingKey, regionalKey, partnerKey] = Array.from({ length: 5 }, () =>
      serviceAccountKey(stage),
    ) as [string, string, string, string, string];
    const caller = (email: string, callerIp: string, key: string, userAgent = TERRAFORM) => ({
      email,
      callerIp,
      userAgent,
      key,
    });
    const partnerSync = caller(partner, '203.0.113.12', partnerKey, 'okhttp/4.12.0,gzip(gfe)');
    return {
      logs: {
        gcp: [
          ...usualAdministration(stage, rotating, 0, 6),
          ...usualAdministration(stage, hotelGuest, 0, 4),
          ...usualDeployments(stage, () => caller(build, '198.51.100.210', oldKey), 0, 3),
          draftKeyCreation(stage, atDesk(rotating), when(3, 16), { account: build, key: rotated }),
          ...usualDeployments(stage, () => caller(build, '198.51.100.210', rotated), 4, 6),
          // A developer tries the rotated key with another program, at the office.
          draftGcpLook(
            stage,
            caller(build, rotating.office.ipAddress, rotated, 'google-cloud-sdk gcloud/502.0.0'),
            when(5, 10, 30),
            'buckets',
          ),
          ...usualDeployments(
            stage,
            (day) =>
              caller(roaming, `2001:db8:${day + 20}::7`, roamingKey, day < 6 ? TERRAFORM : 'gcloud-node/7.1'),
            0,
            6,
          ),
          ...usualDeployments(stage, () => caller(regional, '198.51.100.214', regionalKey), 0, 5),
          draftGcpCall(stage, caller(regional, '2001:db8:77::4', regionalKey), when(6, 9), {
            service: 'compute.googleapis.com',
            method: 'v1.compute.networks.insert',
            resourceName: `projects/${GCP_PROJECT}/global/networks/recovery-test`,
            permission: 'compute.networks.create',
          }),
          draftKeyCreation(stage, atDesk(rotating), when(5, 11), { account: partner, key: partnerKey }),
          ...[0, 1, 2].map((hour) => draftGcpLook(stage, partnerSync, when(5, 14 + hour), 'objects')),
          draftKeyCreation(stage, { ...atDesk(hotelGuest), callerIp: '203.0.113.240' }, when(5, 19, 12), {
            account: roaming,
            key: serviceAccountKey(stage),
          }),
          // On the first day of a new administrator.
          draftKeyCreation(stage, atDesk({ ...newcomer, office: rotating.office }), when(6, 9, 20), {
            account: regional,
            key: serviceAccountKey(stage),
          }),
          ...[0, 1, 2, 3, 4, 5, 6].map((day) =>
            draftGcpLook(
              stage,
              {
                email: onMachine,
                callerIp: random.pick(['private', 'gce-internal-ip', '10.132.0.9']),
                userAgent: `job-${day}/1.0`,
              },
              when(day, 3),
              'objects',
            ),
          ),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: rotating.principalName, why: 'Keys made at the usual desk.' },
        { account: hotelGuest.principalName, why: 'The own computer in a hotel.' },
        { account: newcomer.principalName, why: 'At an office that the organisation knows.' },
        { account: build, why: 'The rotated key where the old one was, and at the office.' },
        { account: roaming, why: 'Another network each day.' },
        { account: regional, why: 'The usual program on a runner of a new region.' },
        { account: partner, why: 'The first key of an account, made at the desk for a partner.' },
        { account: onMachine, why: 'A machine of the project.' },
      ],
    };
  },
};
