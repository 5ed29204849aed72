import { draftStorageSweep, storageToken } from '../../azure-storage/draft.js';
import { composeServicePrincipalSignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';

/**
 * The token of a build's service principal leaks through a build log; for the rest of its life it is used with azcopy on
 * a hosting network.
 */
export const storageBuildTokenTaken: Story = {
  id: 'storage-build-token-taken',
  title: 'A service principal’s token used on a hosting network',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when } = stage;
    const [build] = tenant.servicePrincipals;
    if (build === undefined) throw new Error('the tenant has no service principal');
    const machine = (day: number) => ({ ...build.origin, ipAddress: `198.51.100.${205 + day}` });
    const agent = 'azsdk-js-azure-storage-blob/12.26.0 Node/22.11.0 OS/(x64-Linux-6.8.0)';
    const runs = [0, 1, 2, 3, 4].map((day) => ({
      day,
      origin: machine(day),
      identity: storageToken(stage, build),
    }));
    const last = runs[4]?.identity;
    if (last === undefined) throw new Error('no run');
    const thief = {
      ipAddress: '203.0.113.61',
      userAgent: 'AzCopy/10.27.1 Azure-Storage/0.15',
      identity: last,
    };
    return {
      logs: {
        signIns: runs.map(({ day, origin }) =>
          composeServicePrincipalSignIn(tenant, build, random, { at: when(day, 1, 58), origin }),
        ),
        storageRequests: [
          ...runs.flatMap(({ day, origin, identity }) =>
            draftStorageSweep(
              stage,
              { ipAddress: origin.ipAddress, userAgent: agent, identity },
              when(day, 2),
              { container: 'artifacts', blobs: 12 },
            ),
          ),
          ...draftStorageSweep(stage, thief, when(4, 2, 22), { container: 'backups', blobs: 60 }),
        ],
      },
      compromised: [{ account: build.id, severity: 'high', why: ['TokenReplay'] }],
      notCompromised: [],
    };
  },
};
