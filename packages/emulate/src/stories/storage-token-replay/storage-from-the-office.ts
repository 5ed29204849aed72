import { draftStorageSweep, storageToken } from '../../azure-storage/draft.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';

/**
 * The logs begin on the day on which somebody signs in at home and goes on at the office, with a program that the log has
 * not seen yet. Nothing of theirs explains the office's address; that four colleagues sign in from it does.
 */
export const storageFromTheOffice: Story = {
  id: 'storage-from-the-office',
  title: 'Storage used at the office on the first day of the logs, after a sign-in at home',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const commuter = person(0);
    const { office } = commuter;
    const colleagues = tenant.users.filter((user) => user !== commuter).slice(0, 4);
    return {
      logs: {
        signIns: [
          composeUserSignIn(tenant, commuter, random, { at: when(0, 7, 5), origin: commuter.home }),
          ...colleagues.map((user, index) =>
            composeUserSignIn(tenant, user, random, { at: when(0, 8, index * 6), origin: office }),
          ),
        ],
        storageRequests: draftStorageSweep(
          stage,
          {
            ipAddress: office.ipAddress,
            userAgent: 'Microsoft Azure Storage Explorer, 1.38.0, win32',
            identity: storageToken(stage, commuter),
          },
          when(0, 9, 20),
          { container: 'reports', blobs: 6 },
        ),
      },
      compromised: [],
      notCompromised: [
        {
          account: commuter.principalName,
          why: 'Works at the office, where four colleagues sign in from.',
        },
      ],
    };
  },
};
