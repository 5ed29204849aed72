import { draftGcpLook, serviceAccount, serviceAccountKey } from '../../gcp-audit/draft.js';
import { usualAdministration, usualDeployments } from '../../gcp-audit/usual-work.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/** A key that lay in a container image: somebody abroad tries what it may do, is refused most of it, and reads a bucket. */
export const gcpKeyFoundInAnImage: Story = {
  id: 'gcp-key-found-in-an-image',
  title: 'An old key used by a script from a strange network',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const account = serviceAccount('reporting');
    const key = serviceAccountKey(stage);
    const job = () => ({
      email: account,
      callerIp: '192.0.2.77',
      userAgent: 'gcloud-python/3.27.0 gl-python/3.12.7 gccl/3.27.0',
      key,
    });
    const thief = {
      email: account,
      callerIp: attackerOrigins.residentialProxy.ipAddress,
      userAgent: 'python-requests/2.32.3,gzip(gfe)',
      key,
    };
    return {
      logs: {
        gcp: [
          ...usualAdministration(stage, person(0), 0, 5),
          ...usualDeployments(stage, job, 0, 5),
          draftGcpLook(stage, thief, when(5, 23, 3), 'projects', true),
          draftGcpLook(stage, thief, when(5, 23, 4), 'service-accounts', true),
          draftGcpLook(stage, thief, when(5, 23, 5), 'secret', true),
          draftGcpLook(stage, thief, when(5, 23, 7), 'buckets'),
          ...Array.from({ length: 40 }, (_, index) =>
            draftGcpLook(stage, thief, when(5, 23, 9) + index * 2_300, 'objects'),
          ),
        ],
      },
      compromised: [{ account, severity: 'high', why: ['UseFromNewPlace'] }],
      notCompromised: [{ account: person(0).principalName, why: 'An administrator’s usual days.' }],
    };
  },
};
