import { draftWorkspaceActivity, workspaceSignIn } from '../google-workspace/draft.js';
import type { WorkspaceActivity, WorkspaceEvent } from '../google-workspace/activity.js';
import { draftOktaEvent, draftOktaVisit, openAdministration, signOn, userTarget } from '../okta/draft.js';
import type { OktaVisitor } from '../okta/draft.js';
import type { OktaEvent } from '../okta/okta-event.js';
import { createRandom } from '../random.js';
import type { Stage } from '../stories/story.js';
import { times, within, working } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import { companyExits, tunnels } from './networks.js';
import { sessionOf } from './residents.js';
import type { PersonDay, Seat } from './seats.js';

/** A company that was bought keeps its own sign-on, Okta, until its people move. */
export function oktaEvents(day: NoiseDay): readonly OktaEvent[] {
  const stage = day.stageFor('okta');
  const { random } = stage;
  const people = working(day, 'subsidiary');
  return people
    .flatMap((person) => {
      const signedIn = person.seats.flatMap((seat, index) => {
        const begins = index === 0 || random.chance(0.3);
        const at = within(stage, day.index, seat);
        const visitor = visitorAt(day, person, seat);
        const applications = ['Google Workspace', 'Jira', 'Salesforce', 'Payroll'].filter(() =>
          random.chance(0.4),
        );
        return [
          ...(begins && random.chance(0.05)
            ? [
                draftOktaEvent(stage, visitor, at - 30_000, {
                  eventType: 'user.session.start',
                  message: 'User login to Okta',
                  result: 'FAILURE',
                  reason: 'INVALID_CREDENTIALS',
                }),
              ]
            : []),
          ...(begins && random.chance(0.02)
            ? [
                draftOktaEvent(stage, visitor, at - 60_000, {
                  eventType: 'user.authentication.auth_via_mfa',
                  message: 'Authentication of user via MFA',
                  result: 'FAILURE',
                  reason: random.pick(['User rejected Okta push verify', 'INVALID_CREDENTIALS']),
                  credentialType: 'OTP',
                  targets: [userTarget(person.user)],
                  debugData: { factor: 'OKTA_VERIFY_PUSH' },
                }),
              ]
            : []),
          // Sessions last; what is opened later in them has no sign-in of its own.
          ...(begins
            ? draftOktaVisit(stage, visitor, at, applications)
            : applications.map((name, later) =>
                draftOktaEvent(stage, visitor, at + later * 240_000, signOn(name)),
              )),
        ];
      });
      const [seat] = person.seats;
      const renewed = person.resident.newPhoneOn === day.index && seat !== undefined;
      return [
        ...signedIn,
        ...(renewed
          ? (['user.mfa.factor.activate', 'user.mfa.factor.deactivate'] as const).map((eventType, index) =>
              draftOktaEvent(
                stage,
                visitorAt(day, person, seat),
                within(stage, day.index, seat) + index * 90_000,
                {
                  eventType,
                  message: index === 0 ? 'Activate factor for user' : 'Reset factor for user',
                  targets: [userTarget(person.user)],
                  debugData: { factor: 'OKTA_VERIFY_PUSH' },
                },
              ),
            )
          : []),
      ];
    })
    .concat(oktaAdministration(day, stage, people));
}

/** The first of the people administers the rest: factors reset, groups, now and then another administrator. */
function oktaAdministration(day: NoiseDay, stage: Stage, people: readonly PersonDay[]): readonly OktaEvent[] {
  const { random } = stage;
  const [administrator] = people;
  const seat = administrator?.seats.find(({ device }) => device === 'computer');
  if (administrator === undefined || seat === undefined) return [];
  const visitor = visitorAt(day, administrator, seat);
  const at = within(stage, day.index, seat);
  const act = (later: number, eventType: string, message: string, of: PersonDay): OktaEvent =>
    draftOktaEvent(stage, visitor, at + later, { eventType, message, targets: [userTarget(of.user)] });
  const open = draftOktaEvent(stage, visitor, at, openAdministration);
  return [
    open,
    ...Array.from({ length: times(random, 1.5 * day.rate) }, (_, index) =>
      act(
        60_000 + index * 40_000,
        'group.user_membership.add',
        'Add user to group membership',
        random.pick(people),
      ),
    ),
    ...(random.chance(0.2)
      ? [act(300_000, 'user.mfa.factor.reset_all', 'Reset all factors for user', random.pick(people))]
      : []),
    ...(random.chance(0.3)
      ? [act(400_000, 'user.account.reset_password', 'Password reset by admin', random.pick(people))]
      : []),
    ...(random.chance(0.05)
      ? [
          draftOktaEvent(stage, visitor, at + 500_000, {
            eventType: 'user.account.privilege.grant',
            message: 'Grant user privilege',
            targets: [userTarget(random.pick(people).user)],
            debugData: {
              privilegeGranted: random.pick(['Read-only administrator', 'Help Desk administrator']),
            },
          }),
        ]
      : []),
  ];
}

function visitorAt(day: NoiseDay, { resident, user }: PersonDay, seat: Seat): OktaVisitor {
  const ofExit = companyExits.some(({ ipAddress }) => ipAddress === seat.origin.ipAddress);
  const inTunnel = tunnels.some(({ number }) => number === seat.origin.autonomousSystemNumber);
  return {
    user,
    origin: seat.origin,
    userAgent: seat.device === 'phone' ? user.phoneUserAgent : user.userAgent,
    session: `102${sessionOf(resident, seat.device, day.index).replaceAll('-', '').slice(0, 22)}`,
    device: createRandom(`${resident.seed}/okta/${seat.device}/${day.index >= resident.newPhoneOn}`)
      .guid()
      .replaceAll('-', ''),
    // Gateways of security services are listed as proxies, as tunnels are.
    isProxy: ofExit || inTunnel,
  };
}

/** The same people's Google accounts. */
export function workspaceActivities(day: NoiseDay): readonly WorkspaceActivity[] {
  const stage = day.stageFor('workspace');
  const { random } = stage;
  const people = working(day, 'subsidiary');
  const usual = people.flatMap((person) =>
    person.seats.flatMap((seat) => {
      const at = within(stage, day.index, seat);
      const did = (events: readonly WorkspaceEvent[], later = 0): WorkspaceActivity =>
        draftWorkspaceActivity(stage, person.user, seat.origin, at + later, events);
      const changed = (type: string, name: string): WorkspaceEvent => ({ type, name, parameters: [] });
      const renewed = person.resident.newPhoneOn === day.index && seat === person.seats[0];
      return [
        ...(random.chance(0.03)
          ? [
              did(
                [
                  {
                    type: 'login',
                    name: 'login_failure',
                    parameters: [
                      { name: 'login_type', value: 'google_password' },
                      { name: 'login_failure_type', value: 'login_failure_invalid_password' },
                    ],
                  },
                ],
                -20_000,
              ),
            ]
          : []),
        // Google finds a tenth of the sign-ins on journeys suspicious, and hardly any other.
        ...(random.chance(0.35)
          ? [did([workspaceSignIn(random.chance(seat.where === 'abroad' ? 0.1 : 0.0005))])]
          : []),
        ...(renewed
          ? [
              did([changed('2sv_change', '2sv_disable')], 120_000),
              did([changed('2sv_change', '2sv_enroll')], 300_000),
              did([changed('recovery_info_change', 'recovery_phone_edit')], 420_000),
            ]
          : []),
      ];
    }),
  );
  const [administrator] = people;
  const seat = administrator?.seats.find(({ device }) => device === 'computer');
  if (administrator === undefined || seat === undefined || !random.chance(0.4)) return usual;
  const [type, name] = random.pick(administratorActs);
  return [
    ...usual,
    draftWorkspaceActivity(stage, administrator.user, seat.origin, within(stage, day.index, seat), [
      { type, name, parameters: [{ name: 'USER_EMAIL', value: random.pick(people).user.principalName }] },
    ]),
  ];
}

const administratorActs = [
  ['USER_SETTINGS', 'CHANGE_PASSWORD'],
  ['USER_SETTINGS', 'CREATE_USER'],
  ['GROUP_SETTINGS', 'ADD_GROUP_MEMBER'],
  ['USER_SETTINGS', 'UNENROLL_USER_FROM_STRONG_AUTH'],
  ['DELEGATED_ADMIN_SETTINGS', 'ASSIGN_ROLE'],
] as const;
