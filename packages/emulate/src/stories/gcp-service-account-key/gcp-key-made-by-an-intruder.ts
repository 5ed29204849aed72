import { draftGcpLook, draftKeyCreation, serviceAccount, serviceAccountKey } from '../../gcp-audit/draft.js';
import { usualAdministration, usualDeployments } from '../../gcp-audit/usual-work.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Somebody holds an administrator's token: on a hosting network they list the service accounts, make a key for one that
 * only the build uses, and go on with that key.
 */
export const gcpKeyMadeByAnIntruder: Story = {
  id: 'gcp-key-made-by-an-intruder',
  title: 'A key made with an administrator’s token and used at once on a hosting network',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const administrator = person(0);
    const account = serviceAccount('deploy');
    const buildKey = serviceAccountKey(stage);
    const key = serviceAccountKey(stage);
    const build = () => ({
      email: account,
      callerIp: '198.51.100.210',
      userAgent:
        'Terraform/1.9.8 (+https://www.terraform.io) Terraform-Plugin-SDK/2.34.0 terraform-provider-google/6.8.0,gzip(gfe)',
      key: buildKey,
    });
    const { ipAddress: callerIp } = attackerOrigins.hosting;
    const intruder = {
      email: administrator.principalName,
      callerIp,
      userAgent: 'google-api-python-client (gzip),gzip(gfe)',
    };
    const withKey = {
      email: account,
      callerIp,
      userAgent: 'google-cloud-sdk gcloud/455.0.0 command/gcloud.secrets.versions.access invocation-id/7f',
      key,
    };
    return {
      logs: {
        gcp: [
          ...usualAdministration(stage, administrator, 0, 4),
          ...usualAdministration(stage, person(1), 0, 4),
          ...usualDeployments(stage, build, 0, 4),
          draftGcpLook(stage, intruder, when(4, 2, 11), 'projects'),
          draftGcpLook(stage, intruder, when(4, 2, 12), 'service-accounts'),
          draftKeyCreation(stage, intruder, when(4, 2, 19), { account, key }),
          draftGcpLook(stage, withKey, when(4, 2, 41), 'projects'),
          draftGcpLook(stage, withKey, when(4, 2, 42), 'service-accounts', true),
          draftGcpLook(stage, withKey, when(4, 2, 44), 'buckets'),
          draftGcpLook(stage, withKey, when(4, 2, 47), 'secret'),
          ...[0, 1, 2, 3, 4, 5].map((index) =>
            draftGcpLook(stage, withKey, when(4, 2, 50, index * 7), 'objects'),
          ),
        ],
      },
      compromised: [
        { account, severity: 'high', why: ['KeyOfAnIntruder'] },
        { account: administrator.principalName, severity: 'high', why: ['KeyMadeAtNewPlace'] },
      ],
      notCompromised: [{ account: person(1).principalName, why: 'An administrator’s usual days.' }],
    };
  },
};
