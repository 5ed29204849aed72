import { draftStorageSweep, storageToken } from '../../azure-storage/draft.js';
import { composeServicePrincipalSignIn, composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';

const AZCOPY = 'AzCopy/10.27.1 Azure-Storage/0.15 (go1.23.1; linux)';

/**
 * A backup account that fetches everything at night from its server; builds on another machine each day, each signed in
 * from there; a traveller; an analyst whose storage requests come from inside the virtual network; a new laptop at the
 * office.
 */
export const storageEverydayCopies: Story = {
  id: 'storage-everyday-copies',
  title: 'Nightly backups, builds on changing machines, a traveller and a new laptop',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const backup = person(0);
    const traveller = person(1);
    const analyst = person(2);
    const renewed = person(3);
    const [build] = tenant.servicePrincipals;
    if (build === undefined) throw new Error('the tenant has no service principal');
    const server = { ...backup.office, ipAddress: '192.0.2.77' };
    const hotel = { ipAddress: '198.51.100.231', autonomousSystemNumber: 64505, place: places.porto };
    const days = [0, 1, 2, 3, 4];
    const sweep = (
      of: Parameters<typeof storageToken>[1],
      at: number,
      ipAddress: string,
      userAgent: string,
      blobs: number,
    ) =>
      draftStorageSweep(stage, { ipAddress, userAgent, identity: storageToken(stage, of) }, at, {
        container: 'reports',
        blobs,
      });
    const machine = (day: number) => ({ ...build.origin, ipAddress: `203.0.113.${170 + day * 9}` });
    const explorer = 'Microsoft Azure Storage Explorer, 1.38.0, win32';
    return {
      logs: {
        signIns: [
          ...days.flatMap((day) => [
            composeUserSignIn(tenant, backup, random, {
              at: when(day, 1, 59),
              origin: server,
              category: 'nonInteractive',
              proof: 'claims',
            }),
            composeServicePrincipalSignIn(tenant, build, random, {
              at: when(day, 4, 12),
              origin: machine(day),
            }),
            ...[traveller, analyst, renewed].map((user) =>
              composeUserSignIn(tenant, user, random, { at: when(day, 8, random.integer(50)) }),
            ),
          ]),
          composeUserSignIn(tenant, traveller, random, { at: when(4, 20, 2), origin: hotel }),
        ],
        storageRequests: [
          ...days.flatMap((day) => [
            ...sweep(backup, when(day, 2), server.ipAddress, AZCOPY, 70),
            ...sweep(build, when(day, 4, 15), machine(day).ipAddress, AZCOPY, 20),
            ...sweep(analyst, when(day, 10), `10.20.${day}.4`, 'azsdk-python-storage-blob/12.24.0', 55),
          ]),
          ...sweep(traveller, when(4, 20, 6), hotel.ipAddress, explorer, 14),
          ...sweep(renewed, when(1, 11), renewed.office.ipAddress, explorer, 3),
          ...sweep(renewed, when(4, 11), renewed.office.ipAddress, 'rclone/v1.68.2', 80),
        ],
      },
      compromised: [],
      notCompromised: [
        {
          account: backup.principalName,
          why: 'The server that it signs in from and copies from every night.',
        },
        { account: build.id, why: 'Each machine signed in before it copied.' },
        { account: traveller.principalName, why: 'Signed in at the hotel first.' },
        { account: analyst.principalName, why: 'Addresses of the virtual network.' },
        { account: renewed.principalName, why: 'Another program at the usual desk.' },
      ],
    };
  },
};
