import { draftStorageRequest, draftStorageSweep, storageToken } from '../../azure-storage/draft.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';

const CLI = 'azsdk-python-storage-blob/12.24.0 Python/3.12.8 (Windows-11-10.0.26100-SP0)';

/**
 * An access token taken out of the command line's cache is used within its hour by a script elsewhere, while its owner
 * goes on with it: containers are listed, blobs fetched, and no sign-in is logged.
 */
export const storageTokenInAScript: Story = {
  id: 'storage-token-in-a-script',
  title: 'A token of the command line used by a script elsewhere at the same time',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const owner = person(0);
    const desk = { ipAddress: owner.office.ipAddress, userAgent: CLI };
    const days = [0, 1, 2, 5, 6].map((day) => ({
      day,
      caller: { ...desk, identity: storageToken(stage, owner) },
    }));
    const stolen = storageToken(stage, owner);
    const thief = { ipAddress: '203.0.113.88', userAgent: 'python-requests/2.32.3', identity: stolen };
    return {
      logs: {
        signIns: [0, 1, 2, 5, 6, 7].map((day) =>
          composeUserSignIn(tenant, owner, random, { at: when(day, 9, 2), proof: 'claimsAndMfa' }),
        ),
        storageRequests: [
          ...days.flatMap(({ day, caller }) =>
            draftStorageSweep(stage, caller, when(day, 9, 20), { container: 'reports', blobs: 3 }),
          ),
          ...[5, 20, 44].map((minute) =>
            draftStorageRequest(stage, { ...desk, identity: stolen }, when(7, 9, minute), {
              operation: 'GetBlob',
              blob: 'reports/2026/summary.parquet',
            }),
          ),
          ...draftStorageSweep(stage, thief, when(7, 9, 31), { container: 'finance', blobs: 40 }),
        ],
      },
      compromised: [{ account: owner.principalName, severity: 'high', why: ['TokenReplay'] }],
      notCompromised: [],
    };
  },
};
