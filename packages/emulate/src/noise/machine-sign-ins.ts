import { applications } from '../applications.js';
import {
  composeManagedIdentitySignIn,
  composeServicePrincipalSignIn,
  composeUserSignIn,
} from '../compose-sign-in.js';
import { createRandom } from '../random.js';
import type { SignIn } from '../sign-in.js';
import { byDeviceCode, codeApplications } from '../stories/device-code.js';
import { times, within, working } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import { originIn, partnerNetworks, runners, serverRoom } from './networks.js';
import { sessionOf } from './residents.js';

/** Sign-ins of all who are no staff at a desk: service accounts, applications, machines, shells and partners. */
export function machineSignIns(day: NoiseDay): readonly SignIn[] {
  return [
    ...serviceUsers(day),
    ...servicePrincipals(day),
    ...machines(day),
    ...shells(day),
    ...guests(day),
    ...leavers(day),
  ];
}

/** Two members that are no people: a backup and the scanners of the offices, with passwords alone. */
function serviceUsers(day: NoiseDay): readonly SignIn[] {
  const stage = day.stageFor('service-users');
  const { tenant, random, when } = stage;
  const { backup, scanner } = day.machines;
  return [
    ...Array.from({ length: times(random, 12 * day.machineRate) }, (_, run) =>
      composeUserSignIn(tenant, backup, random, {
        at: when(day.index, (run * 2) % 24, 1, random.integer(60)),
        origin: serverRoom,
        category: 'nonInteractive',
        userAgent: 'Veeam/12.3',
        proof: 'claims',
        changes: { device: null },
      }),
    ),
    ...Array.from({ length: day.weekend ? 0 : times(random, 40 * day.machineRate) }, () =>
      composeUserSignIn(tenant, scanner, random, {
        at: when(day.index, 7 + random.integer(12), random.integer(60), random.integer(60)),
        origin: random.pick(tenant.offices),
        application: { ...applications.exchangeOnline, clientApp: 'Other clients' },
        userAgent: 'BAV2ROPC',
        proof: 'password',
        changes: { device: null },
      }),
    ),
  ];
}

/** The first application builds on hosted machines, whose address is another every time; the others stay where they are. */
function servicePrincipals(day: NoiseDay): readonly SignIn[] {
  const stage = day.stageFor('service-principals');
  const { tenant, random, when } = stage;
  return tenant.servicePrincipals.flatMap((principal, index) =>
    Array.from({ length: times(random, (index === 0 ? 30 : 24) * day.machineRate) }, () =>
      composeServicePrincipalSignIn(tenant, principal, random, {
        at: when(day.index, random.integer(24), random.integer(60), random.integer(60)),
        ...(index === 0 ? { origin: originIn(runners, random) } : {}),
        // A secret that ran out, until somebody renews it.
        ...(index === 2 && day.index % 30 === 17 ? { errorCode: 7000222 } : {}),
      }),
    ),
  );
}

function machines(day: NoiseDay): readonly SignIn[] {
  const stage = day.stageFor('managed-identities');
  const { tenant, random, when } = stage;
  return tenant.managedIdentities.flatMap((machine) =>
    Array.from({ length: times(random, 24 * day.machineRate) }, () =>
      composeManagedIdentitySignIn(tenant, machine, random, {
        at: when(day.index, random.integer(24), random.integer(60), random.integer(60)),
      }),
    ),
  );
}

/** Developers on a machine without a browser: they type a code at the desk, and the token is used over there. */
function shells(day: NoiseDay): readonly SignIn[] {
  const stage = day.stageFor('shells');
  const { tenant, random } = stage;
  return working(day, 'developers', 'data').flatMap(({ resident, user, seats }) => {
    const desk = seats.find(({ device }) => device === 'computer');
    if (desk === undefined || !random.chance(0.01)) return [];
    const at = within(stage, day.index, desk);
    return [
      byDeviceCode(
        composeUserSignIn(tenant, user, random, {
          at,
          application: codeApplications.azureCli,
          origin: desk.origin,
          proof: user.requiresMfa ? 'claimsAndMfa' : 'claims',
          changes: { sessionId: sessionOf(resident, 'computer', day.index) },
        }),
      ),
    ];
  });
}

/** People of partners: some with a single factor, each from their own desk and home. */
function guests(day: NoiseDay): readonly SignIn[] {
  const stage = day.stageFor('guests');
  const { tenant, random, when } = stage;
  if (day.weekend) return [];
  return day.guests.flatMap((guest) => {
    const desk = originIn(partnerNetworks, createRandom(`${tenant.seed}/${guest.principalName}`));
    return Array.from({ length: times(random, 0.8 * day.rate) }, () =>
      composeUserSignIn(tenant, guest, random, {
        at: when(day.index, 8 + random.integer(10), random.integer(60), random.integer(60)),
        origin: random.chance(0.8) ? desk : originIn(partnerNetworks, random),
        application: random.pick([applications.sharePoint, applications.teams]),
        proof: guest.requiresMfa ? 'passwordAndMfa' : 'password',
      }),
    );
  });
}

/** Telephones of people who have left go on asking for mail, with an account that is disabled. */
function leavers(day: NoiseDay): readonly SignIn[] {
  const stage = day.stageFor('leavers');
  const { tenant, random, when } = stage;
  return day.staff
    .filter(({ lastDay }) => lastDay < day.index && day.index < lastDay + 4)
    .flatMap(({ user }) =>
      Array.from({ length: 4 }, () =>
        composeUserSignIn(tenant, user, random, {
          at: when(day.index, 6 + random.integer(16), random.integer(60)),
          origin: user.mobile,
          device: user.phone,
          userAgent: user.phoneUserAgent,
          application: { ...applications.exchangeOnline, clientApp: 'Exchange ActiveSync' },
          errorCode: 50057,
          proof: 'wrongPassword',
        }),
      ),
    );
}
