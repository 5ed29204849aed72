import { draftStorageSweep, storageToken } from '../../azure-storage/draft.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';

/**
 * A token for storage is asked for on the owner's computer and used somewhere else only: one hash, one address, the
 * containers, a listing and a file, and no sign-in from there (validation test 3 of T1586.003).
 */
export const storageWithoutASignIn: Story = {
  id: 'storage-without-a-sign-in',
  title: 'Containers listed and a blob fetched from where nobody signed in',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const owner = person(0);
    const colleague = person(1);
    const thief = {
      ipAddress: '203.0.113.145',
      userAgent: 'curl/8.9.1',
      identity: storageToken(stage, owner),
    };
    const atHome = {
      ipAddress: '198.51.100.240',
      userAgent: 'Microsoft Azure Storage Explorer, 1.38.0, win32',
      identity: storageToken(stage, colleague),
    };
    const home = { ...colleague.home, ipAddress: atHome.ipAddress };
    return {
      logs: {
        signIns: [
          ...[0, 1, 2].map((day) =>
            composeUserSignIn(tenant, owner, random, { at: when(day, 8, 50), proof: 'claimsAndMfa' }),
          ),
          composeUserSignIn(tenant, colleague, random, { at: when(1, 9), proof: 'claimsAndMfa' }),
          composeUserSignIn(tenant, colleague, random, { at: when(2, 19, 58), origin: home }),
        ],
        storageRequests: [
          ...draftStorageSweep(stage, thief, when(2, 14, 20, 3), { container: 'finance', blobs: 1 }),
          ...draftStorageSweep(stage, atHome, when(2, 20, 1), { container: 'reports', blobs: 4 }),
        ],
      },
      compromised: [{ account: owner.principalName, severity: 'high', why: ['StorageWithoutSignIn'] }],
      notCompromised: [
        { account: colleague.principalName, why: 'Signed in from that home three minutes before.' },
      ],
    };
  },
};
