import { draftGcpMachine, serviceAccount, serviceAccountKey } from '../../gcp-audit/draft.js';
import { usualAdministration, usualDeployments } from '../../gcp-audit/usual-work.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/** A service account's key makes machines of sixty-four processors in four regions of Google Cloud, at night from elsewhere. */
export const gcpMachinesWithAStolenKey: Story = {
  id: 'gcp-machines-with-a-stolen-key',
  title: 'Google Cloud machines in four regions by a service account from elsewhere',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const account = serviceAccount('deploy');
    const key = serviceAccountKey(stage);
    const build = () => ({
      email: account,
      callerIp: '198.51.100.210',
      userAgent: 'google-cloud-sdk gcloud/502.0.0 command/gcloud.run.deploy',
      key,
    });
    const thief = {
      ...build(),
      callerIp: attackerOrigins.hosting.ipAddress,
      userAgent: 'google-cloud-sdk gcloud/455.0.0 command/gcloud.compute.instances.create',
    };
    return {
      logs: {
        gcp: [
          ...usualAdministration(stage, person(0), 0, 4),
          ...usualDeployments(stage, build, 0, 4),
          ...['us-central1-a', 'asia-east1-b', 'southamerica-east1-c', 'us-west1-a'].map((zone, index) =>
            draftGcpMachine(stage, thief, when(4, 1, 5 + index), {
              name: `instance-${index}`,
              zone,
              type: 'n2d-highcpu-64',
            }),
          ),
        ],
      },
      compromised: [
        { account, severity: 'high', why: ['LargeMachinesFromNewPlace', 'MachinesInManyRegions'] },
      ],
      notCompromised: [{ account: person(0).principalName, why: 'An administrator’s usual days.' }],
    };
  },
};
