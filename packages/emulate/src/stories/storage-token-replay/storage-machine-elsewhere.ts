import { draftStorageSweep, storageToken } from '../../azure-storage/draft.js';
import { composeManagedIdentitySignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';

/**
 * A token of a machine's managed identity is fetched from its metadata service through a hole in its application, and used
 * elsewhere before the machine uses it: its sign-ins have no address that could be compared.
 */
export const storageMachineElsewhere: Story = {
  id: 'storage-machine-elsewhere',
  title: 'A token of a managed identity used by curl from elsewhere',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when } = stage;
    const [machine] = tenant.managedIdentities;
    if (machine === undefined) throw new Error('the tenant has no managed identity');
    const days = [0, 1, 2, 3];
    const own = 'azsdk-net-Storage.Blobs/12.22.2 (.NET 8.0.10; Ubuntu 22.04.5 LTS)';
    return {
      logs: {
        signIns: [...days, 4].map((day) =>
          composeManagedIdentitySignIn(tenant, machine, random, { at: when(day, 6) }),
        ),
        storageRequests: [
          ...days.flatMap((day) =>
            draftStorageSweep(
              stage,
              { ipAddress: '198.51.100.209', userAgent: own, identity: storageToken(stage, machine) },
              when(day, 6, 5),
              { container: 'orders', blobs: 8 },
            ),
          ),
          ...draftStorageSweep(
            stage,
            { ipAddress: '203.0.113.97', userAgent: 'curl/7.88.1', identity: storageToken(stage, machine) },
            when(4, 23, 12),
            { container: 'customers', blobs: 21 },
          ),
        ],
      },
      compromised: [{ account: machine.id, severity: 'medium', why: ['StorageFromNewPlace'] }],
      notCompromised: [],
    };
  },
};
