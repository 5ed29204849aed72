import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { TenantUser } from '../../tenant.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * Two people fly to Osaka. Their telephones roam and still come out of the carrier's gateway at home, their computers
 * out of the hotel. One trip is registered, with the telephone on the hotel's network, too; the other is not.
 */
export const roamingTravellers: Story = {
  id: 'roaming-travellers',
  title: 'Travellers whose telephones still come out of the carrier at home',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const registered = person(0);
    const unregistered = person(1);
    const hotel = { ipAddress: '198.51.100.233', autonomousSystemNumber: 64505, place: places.osaka };
    const abroad = (user: TenantUser, on: number, hour: number) => [
      composeUserSignIn(tenant, user, random, {
        at: when(on, hour, 5),
        application: applications.teams,
        origin: user.mobile,
        device: user.phone,
        userAgent: user.phoneUserAgent,
      }),
      composeUserSignIn(tenant, user, random, {
        at: when(on, hour, 25),
        origin: hotel,
        proof: 'passwordAndMfa',
      }),
      composeUserSignIn(tenant, user, random, {
        at: when(on, hour, 58),
        application: applications.teams,
        origin: user.mobile,
        device: user.phone,
        userAgent: user.phoneUserAgent,
      }),
    ];
    const onTheHotelsNetwork = composeUserSignIn(tenant, registered, random, {
      at: when(6, 12, 40),
      origin: hotel,
      device: registered.phone,
      userAgent: registered.phoneUserAgent,
    });
    return {
      logs: {
        signIns: [
          ...[registered, unregistered].flatMap((user) => [
            ...usualDays(stage, user, 0, 4),
            ...abroad(user, 6, 12),
            ...abroad(user, 7, 1),
          ]),
          onTheHotelsNetwork,
        ],
      },
      compromised: [],
      notCompromised: [
        { account: registered.principalName, why: 'A registered trip to Japan.' },
        { account: unregistered.principalName, why: "The account's own managed computer at a hotel." },
      ],
      context: {
        watchlists: {
          travel: `user,from,to,country\n${registered.principalName},${day(when(5, 12))},${day(when(9, 12))},JP\n`,
        },
      },
    };
  },
};

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
