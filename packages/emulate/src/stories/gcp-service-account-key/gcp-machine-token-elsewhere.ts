import { draftGcpLook, serviceAccount } from '../../gcp-audit/draft.js';
import { usualAdministration } from '../../gcp-audit/usual-work.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * The token of a machine's account is taken from its metadata server and used on a hosting network; a developer's token is
 * used there to read every secret.
 */
export const gcpMachineTokenElsewhere: Story = {
  id: 'gcp-machine-token-elsewhere',
  title: 'A machine’s token used outside, and secrets read with a developer’s',
  kind: 'attack',
  compose: (stage) => {
    const { random, when, person } = stage;
    const developer = person(0);
    const node = serviceAccount('node-pool');
    const { ipAddress: callerIp } = attackerOrigins.hosting;
    const outside = { email: node, callerIp, userAgent: 'google-cloud-sdk gcloud/455.0.0' };
    const thief = { email: developer.principalName, callerIp, userAgent: 'python-requests/2.32.3' };
    return {
      logs: {
        gcp: [
          ...usualAdministration(stage, developer, 0, 4),
          ...[0, 1, 2, 3, 4].flatMap((day) =>
            [2, 14].map((hour) =>
              draftGcpLook(
                stage,
                {
                  email: node,
                  callerIp: random.pick(['private', 'gce-internal-ip', '10.132.0.9']),
                  userAgent: 'Go-http-client/2.0',
                },
                when(day, hour),
                'objects',
              ),
            ),
          ),
          ...[0, 1, 2].map((minute) => draftGcpLook(stage, outside, when(5, 1, minute), 'buckets')),
          ...Array.from({ length: 25 }, (_, index) =>
            draftGcpLook(stage, thief, when(5, 2, 0, index * 12), 'secret'),
          ),
        ],
      },
      compromised: [
        { account: node, severity: 'high', why: ['UseFromNewPlace'] },
        { account: developer.principalName, severity: 'high', why: ['SecretsReadAtNewPlace'] },
      ],
      notCompromised: [],
    };
  },
};
