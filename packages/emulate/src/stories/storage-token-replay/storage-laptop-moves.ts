import { draftStorageRequest, draftStorageSweep, storageToken } from '../../azure-storage/draft.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';

/**
 * A laptop is carried from the desk to a café within the hour that a token lives: the same program goes on with the same
 * token, and Entra sees nothing of it. And egress over a pool: storage and sign-ins leave by different addresses of one
 * proxy.
 */
export const storageLaptopMoves: Story = {
  id: 'storage-laptop-moves',
  title: 'A laptop carried to a café with a living token, and a pool of proxies',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const roaming = person(0);
    const proxied = person(1);
    const userAgent = 'Microsoft Azure Storage Explorer, 1.38.0, darwin';
    const identity = storageToken(stage, roaming);
    const days = [0, 1, 2, 3];
    return {
      logs: {
        signIns: [
          ...days.map((day) => composeUserSignIn(tenant, roaming, random, { at: when(day, 9) })),
          ...days.map((day) =>
            composeUserSignIn(tenant, proxied, random, {
              at: when(day, 9, 10),
              origin: { ...proxied.office, ipAddress: `198.51.100.${241 + day}` },
            }),
          ),
        ],
        storageRequests: [
          draftStorageRequest(stage, { ...roaming.office, userAgent, identity }, when(3, 9, 12), {
            operation: 'ListContainers',
          }),
          ...draftStorageSweep(stage, { ipAddress: '198.51.100.222', userAgent, identity }, when(3, 9, 48), {
            container: 'reports',
            blobs: 6,
          }),
          ...days.flatMap((day) =>
            draftStorageSweep(
              stage,
              {
                ipAddress: `198.51.100.${250 + day}`,
                userAgent: day === 3 ? 'curl/8.9.1' : userAgent,
                identity: storageToken(stage, proxied),
              },
              when(day, 11),
              { container: 'reports', blobs: 5 },
            ),
          ),
        ],
      },
      compromised: [],
      notCompromised: [
        {
          account: roaming.principalName,
          why: 'The same program goes on with its token on another network.',
        },
        { account: proxied.principalName, why: 'Addresses of the pool that the account always leaves by.' },
      ],
    };
  },
};
