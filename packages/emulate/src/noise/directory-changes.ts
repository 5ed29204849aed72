import type { AuditEvent } from '../entra-audit/audit-event.js';
import { changed, draftAuditEvent, personTarget } from '../entra-audit/draft.js';
import { draftApplicationSecret, draftAppRole, draftConsent } from '../entra-audit/draft-consent.js';
import {
  draftMethodChange,
  draftPolicyChange,
  draftStrongAuthenticationOff,
} from '../entra-audit/draft-method.js';
import { officeHour, pickSome, times, within, working } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import type { PersonDay } from './seats.js';

/** What Entra's audit log has of a day: new telephones and colleagues, the service desk, administrators, applications. */
export function directoryChanges(day: NoiseDay): readonly AuditEvent[] {
  return [...newDevices(day), ...serviceDesk(day), ...administration(day), ...applicationChanges(day)];
}

/** People register the second factor of a new telephone, newcomers their first one, and some change a password. */
function newDevices(day: NoiseDay): readonly AuditEvent[] {
  const stage = day.stageFor('methods');
  return day.people.flatMap((person): readonly AuditEvent[] => {
    const { resident, user } = person;
    const seat = person.seats[stage.random.integer(person.seats.length)];
    if (seat === undefined) return [];
    const at = within(stage, day.index, seat);
    const address = seat.origin.ipAddress;
    const registered = (method: string, later = 0): AuditEvent =>
      draftMethodChange(stage, user, { at: at + later, address, change: 'registered', method });
    return [
      ...(resident.newPhoneOn === day.index
        ? [
            registered('Authenticator App with Push'),
            draftMethodChange(stage, user, {
              at: at + 95_000,
              address,
              change: 'deleted',
              method: 'Authenticator App with Push',
            }),
          ]
        : []),
      ...(resident.firstDay === day.index && day.index > 0
        ? [registered('Authenticator App with Push'), registered('Mobile Phone SMS', 80_000)]
        : []),
      ...(resident.newPasswordOn === day.index
        ? [
            draftAuditEvent(stage, user, {
              at,
              address,
              activity: 'Change password (self-service)',
              category: 'UserManagement',
              service: 'Self-service Password Management',
              targets: [personTarget(user)],
            }),
          ]
        : []),
      ...(stage.random.chance(0.0008) ? [registered('Passkey (device-bound)')] : []),
    ];
  });
}

/** Forgotten passwords and lost telephones: reset by the desk, for people at their office, at home and on journeys. */
function serviceDesk(day: NoiseDay): readonly AuditEvent[] {
  const stage = day.stageFor('service-desk');
  const { random } = stage;
  const agents = working(day, 'service desk');
  const [first] = agents;
  if (first === undefined || day.people.length === 0) return [];
  const calls = times(random, (day.people.length / 500) * 3 * day.rate);
  return Array.from({ length: calls }, () => {
    const agent = random.pick(agents).user;
    const of = random.pick(day.people).user;
    const at = officeHour(stage, day.index, agent, 8 + random.integer(9));
    const lostTelephone = random.chance(0.25);
    return lostTelephone
      ? [
          draftMethodChange(stage, agent, {
            at,
            of,
            change: 'deleted',
            method: 'Authenticator App with Push',
          }),
          draftMethodChange(stage, agent, {
            at: at + 120_000,
            of,
            change: 'registered',
            method: 'Temporary Access Pass',
          }),
          draftMethodChange(stage, of, {
            at: at + 900_000,
            address: random.pick([of.office, of.home]).ipAddress,
            change: 'registered',
            method: 'Authenticator App with Push',
          }),
        ]
      : [
          draftAuditEvent(stage, agent, {
            at,
            activity: 'Reset password (by admin)',
            category: 'UserManagement',
            targets: [personTarget(of)],
          }),
        ];
  }).flat();
}

/** Accounts that come and go, groups, licences, roles, and now and then a policy. */
function administration(day: NoiseDay): readonly AuditEvent[] {
  const stage = day.stageFor('administration');
  const { random } = stage;
  const administrators = working(day, 'administrators');
  if (administrators.length === 0) return [];
  const share = day.staff.length / 500;
  const act = (activity: string, category: string, of: PersonDay['user'], role?: string): AuditEvent => {
    const { user } = random.pick(administrators);
    const fromHome = random.chance(0.3);
    return draftAuditEvent(stage, user, {
      at: officeHour(stage, day.index, user, 8 + random.integer(10)),
      ...(fromHome ? { address: user.home.ipAddress } : {}),
      activity,
      category,
      targets: [personTarget(of, role === undefined ? [] : [changed('Role.DisplayName', role)])],
    });
  };
  const somebody = (): PersonDay['user'] => random.pick(day.staff).user;
  const often = (mean: number, make: () => readonly AuditEvent[]): readonly AuditEvent[] =>
    Array.from({ length: times(random, mean * share * day.rate) }, make).flat();
  const { user: administrator } = random.pick(administrators);
  const at = officeHour(stage, day.index, administrator, 10 + random.integer(6));
  return [
    ...day.staff
      .filter(({ firstDay }) => firstDay > 0 && firstDay === day.index + 1)
      .flatMap(({ user }) => [
        act('Add user', 'UserManagement', user),
        act('Change user license', 'UserManagement', user),
      ]),
    ...day.staff
      .filter(({ lastDay }) => lastDay === day.index)
      .map(({ user }) => act('Disable account', 'UserManagement', user)),
    ...often(25, () => [act('Add member to group', 'GroupManagement', somebody())]),
    ...often(6, () => [act('Change user license', 'UserManagement', somebody())]),
    ...often(4, () => {
      const { user } = random.pick(administrators);
      return [
        act(
          'Add member to role completed (PIM activation)',
          'RoleManagement',
          user,
          'Exchange Administrator',
        ),
      ];
    }),
    ...(random.chance(0.06)
      ? [act('Add member to role', 'RoleManagement', somebody(), 'Reports Reader')]
      : []),
    ...(random.chance(0.05)
      ? [
          draftPolicyChange(stage, administrator, {
            at,
            activity: 'Update conditional access policy',
            state: 'enabled',
          }),
        ]
      : []),
    ...(random.chance(0.04)
      ? [draftStrongAuthenticationOff(stage, administrator, { at, of: somebody() })]
      : []),
  ];
}

/** Programs that people and administrators let in, and secrets that developers renew before they run out. */
function applicationChanges(day: NoiseDay): readonly AuditEvent[] {
  const stage = day.stageFor('applications');
  const { random, tenant } = stage;
  const application = (displayName: string): { id: string; appId: string; displayName: string } => ({
    id: random.guid(),
    appId: random.guid(),
    displayName,
  });
  const at = (person: PersonDay): number => officeHour(stage, day.index, person.user, 8 + random.integer(11));
  const share = day.staff.length / 500;
  const consent = (person: PersonDay): readonly AuditEvent[] => {
    const [name, scopes] = random.pick(smallApplications);
    return draftConsent(stage, person.user, application(name), {
      at: at(person),
      scopes,
      address: (random.chance(0.7) ? person.user.office : person.user.home).ipAddress,
      first: random.chance(0.4),
    });
  };
  const approval = (person: PersonDay): readonly AuditEvent[] => {
    const [name, scopes] = random.pick(approvedApplications);
    const approved = application(name);
    const when = at(person);
    return [
      ...draftConsent(stage, person.user, approved, { at: when, scopes, forAll: true }),
      ...(random.chance(0.4)
        ? [draftAppRole(stage, person.user, approved, { at: when + 60_000, role: 'User.Read.All' })]
        : []),
    ];
  };
  return [
    ...pickSome(stage, working(day, 'desk work', 'sales', 'marketing'), 0.5 * share).flatMap(consent),
    ...pickSome(stage, working(day, 'administrators'), 0.08).flatMap(approval),
    ...pickSome(stage, working(day, 'developers'), 0.25 * share).map((person) =>
      draftApplicationSecret(stage, person.user, random.pick(tenant.servicePrincipals), {
        at: at(person),
        name: `renewed-${day.index}`,
        address: (random.chance(0.6) ? person.user.office : person.user.home).ipAddress,
        of: random.pick(['Application', 'ServicePrincipal']),
      }),
    ),
  ];
}

const smallApplications = [
  ['Room Planner', 'User.Read Calendars.ReadWrite offline_access'],
  ['Whiteboard', 'openid profile User.Read'],
  ['Meeting Notes', 'User.Read Calendars.Read OnlineMeetings.Read offline_access'],
  ['Diagram Studio', 'User.Read Files.ReadWrite offline_access'],
  ['Thunderfowl Mail', 'IMAP.AccessAsUser.All SMTP.Send offline_access'],
] as const;

const approvedApplications = [
  ['Contract Signing', 'User.Read Files.ReadWrite.All offline_access'],
  ['Expenses', 'User.Read Mail.Send offline_access'],
  ['Learning Portal', 'User.Read User.Read.All'],
] as const;
