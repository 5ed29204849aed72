import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/**
 * A consultant's own computer on seven networks in two days; a commuter whose carrier gives out an address every few
 * minutes, and a café; a telephone behind a privacy relay with exits at two providers; a cloud computer at Microsoft.
 */
export const manyNetworksOfOneLife: Story = {
  id: 'many-networks-of-one-life',
  title: 'Consultant on the road, commuter, privacy relay and cloud computer',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [consultant, commuter, relayed, cloudWorker] = [person(0), person(1), person(2), person(3)];
    const onTheRoad = [64540, 64541, 64542, 64543, 64544, 64545, 64546].map((autonomousSystemNumber, index) =>
      composeUserSignIn(tenant, consultant, random, {
        at: when(5, 6 + index * 6, 30),
        origin: {
          ipAddress: `198.51.100.${201 + index}`,
          autonomousSystemNumber,
          place: index < 3 ? places.zurich : places.amsterdam,
        },
        proof: index % 3 === 0 ? 'passwordAndMfa' : 'claimsAndMfa',
      }),
    );
    const byPhone = (user: typeof commuter) => ({ device: user.phone, userAgent: user.phoneUserAgent });
    const onTheTrain = Array.from({ length: 14 }, (_, index) =>
      composeUserSignIn(tenant, commuter, random, {
        at: when(5, hourAt(commuter, 17), index * 4),
        application: applications.teams,
        category: 'nonInteractive',
        origin:
          index === 9
            ? { ipAddress: '198.51.100.222', autonomousSystemNumber: 64514, place: commuter.office.place }
            : { ...commuter.mobile, ipAddress: `2001:db8:${5100 + index * 7}::${index + 1}` },
        proof: 'claims',
        ...byPhone(commuter),
      }),
    );
    const throughTheRelay = Array.from({ length: 8 }, (_, index) =>
      composeUserSignIn(tenant, relayed, random, {
        at: when(5, hourAt(relayed, 19), index * 5),
        application: applications.exchangeOnline,
        origin: {
          ipAddress: `2001:db8:fe0${index}::7`,
          autonomousSystemNumber: index % 2 === 0 ? 64505 : 64506,
          place: index % 2 === 0 ? places.germany : relayed.office.place,
        },
        ...byPhone(relayed),
      }),
    );
    const cloud = [3, 4, 5].map((day) =>
      composeUserSignIn(tenant, cloudWorker, random, {
        at: when(day, hourAt(cloudWorker, 10), 20),
        origin: {
          ipAddress: `203.0.113.${100 + day}`,
          autonomousSystemNumber: 8075,
          place: cloudWorker.office.place,
        },
        device: {
          ...cloudWorker.computer,
          deviceId: '6d1c4f2e-11aa-4c57-9b0e-3a5f0c8d2e71',
          displayName: 'CPC-0007',
          isCompliant: true,
          isManaged: true,
        },
      }),
    );
    return {
      logs: {
        signIns: [
          ...[consultant, commuter, relayed, cloudWorker].flatMap((user) => usualDays(stage, user, 0, 5)),
          ...onTheRoad,
          ...onTheTrain,
          ...throughTheRelay,
          ...cloud,
        ],
      },
      compromised: [],
      notCompromised: [
        { account: consultant.principalName, why: "The account's own computer wherever it is." },
        { account: commuter.principalName, why: 'One carrier and one café.' },
        { account: relayed.principalName, why: 'The known telephone, at two providers of a relay.' },
        { account: cloudWorker.principalName, why: 'A managed cloud computer.' },
      ],
    };
  },
};
