import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Origin, Place } from '../../places.js';
import type { TenantUser } from '../../tenant.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/**
 * Nobody moves, the addresses do: a carrier's gateways lie in several cities; a home has IPv4 and IPv6, placed in
 * different parts of the country from the first day on; a cloud computer and Microsoft's services sign in from a data
 * centre abroad.
 */
export const wanderingAddresses: Story = {
  id: 'wandering-addresses',
  title: 'Carrier gateways, dual stack at home and a cloud computer',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [mobile, dualStack, cloudWorker] = [person(0), person(1), person(2)];
    const gateway = (index: number): Origin => ({
      ...mobile.mobile,
      ipAddress: `2001:db8:5fff::${index + 1}`,
      place: index === 2 ? places.singapore : beside(mobile, index),
    });
    const onTheWay = [0, 1, 2, 3].map((index) =>
      composeUserSignIn(tenant, mobile, random, {
        at: when(5, hourAt(mobile, 17), index * 9),
        application: applications.teams,
        origin: gateway(index),
        device: mobile.phone,
        userAgent: mobile.phoneUserAgent,
      }),
    );
    const atHome = [0, 1, 2, 3, 4, 5].map((index) =>
      composeUserSignIn(tenant, dualStack, random, {
        at: when(0, hourAt(dualStack, 18), index * 4),
        origin:
          index % 2 === 0
            ? { ...dualStack.home, ipAddress: '198.51.100.61', autonomousSystemNumber: null }
            : {
                ipAddress: '2001:db8:4000:7::1f',
                autonomousSystemNumber: null,
                place: { ...beside(dualStack, 2), city: '', state: '' },
              },
        device: dualStack.phone,
        userAgent: dualStack.phoneUserAgent,
      }),
    );
    const dataCentre = (last: number): Origin => ({
      ipAddress: `203.0.113.${last}`,
      autonomousSystemNumber: 8075,
      place: places.osaka,
    });
    const cloudDevice = { ...cloudWorker.computer, deviceId: random.guid(), displayName: 'CPC-0001' };
    const cloud = [2, 3, 4, 5].flatMap((day) => [
      composeUserSignIn(tenant, cloudWorker, random, {
        at: when(day, hourAt(cloudWorker, 10), 30),
        origin: dataCentre(11),
        device: { ...cloudDevice, isCompliant: true, isManaged: true, trustType: 'Azure AD joined' },
      }),
      composeUserSignIn(tenant, cloudWorker, random, {
        at: when(day, hourAt(cloudWorker, 9), 55),
        category: 'nonInteractive',
        application: applications.teams,
        origin: dataCentre(20 + day),
        device: cloudWorker.phone,
        userAgent: '',
        proof: 'claims',
      }),
    ]);
    return {
      logs: {
        signIns: [
          ...usualDays(stage, mobile, 0, 5),
          ...onTheWay,
          ...atHome,
          ...usualDays(stage, cloudWorker, 0, 5),
          ...cloud,
        ],
      },
      compromised: [],
      notCompromised: [
        { account: mobile.principalName, why: "One carrier's gateways." },
        { account: dualStack.principalName, why: 'Two addresses of one home.' },
        {
          account: cloudWorker.principalName,
          why: 'A managed cloud computer, and services that act for its user.',
        },
      ],
    };
  },
};

/** A place of the same country a few hundred kilometres off. */
function beside({ office }: TenantUser, index: number): Place {
  return {
    ...office.place,
    city: `${office.place.city} ${index}`,
    latitude: office.place.latitude + index * 1.4,
  };
}
