import type { JsonObject } from '../json.js';
import { createRandom } from '../random.js';

/** An event of a Dropbox team (log-format reference, section 13). */
export interface DropboxEvent {
  /** To the second, with Z. */
  readonly time: string;
  readonly category: string;
  readonly type: string;
  readonly description: string;
  readonly actorKind: 'user' | 'admin';
  readonly email: string;
  readonly name: string;
  readonly accountId: string;
  readonly memberId: string;
  readonly address: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly sessionId: string;
  /** Which program: default the web page. `api` is an application that was given access. */
  readonly client?: 'web' | 'desktop_client' | 'mobile' | 'api';
  /** What is particular to the type, its tag aside. */
  readonly details: JsonObject;
  /** Path of the file concerned. */
  readonly path?: string;
  /** Who else is concerned, outside the team. */
  readonly guest?: string;
}

interface Kind extends Pick<DropboxEvent, 'category' | 'type' | 'description' | 'details'> {
  readonly actorKind?: 'admin';
  readonly path?: string;
  readonly guest?: string;
}

const kinds: readonly Kind[] = [
  {
    category: 'logins',
    type: 'login_success',
    description: 'Signed in',
    details: { login_method: { '.tag': 'password' }, is_emm_managed: false },
  },
  {
    category: 'logins',
    type: 'login_fail',
    description: 'Failed to sign in',
    details: {
      login_method: { '.tag': 'password' },
      error_details: { user_friendly_message: 'The "password" was wrong: _tag' },
    },
  },
  {
    category: 'file_operations',
    type: 'file_download',
    description: 'Downloaded files and/or folders',
    details: {},
    path: '/Finance/Q1, plan.xlsx',
  },
  {
    category: 'sharing',
    type: 'shared_content_add_member',
    description: 'Added users and/or groups to shared file/folder',
    details: { shared_content_access_level: { '.tag': 'viewer' } },
    path: '/Finance/payroll.csv',
    guest: 'collector@fabrikam.example',
  },
  {
    category: 'tfa',
    type: 'tfa_change_status',
    description: 'Enabled/disabled/changed two-step verification setting',
    details: {
      new_value: { '.tag': 'disabled' },
      previous_value: { '.tag': 'authenticator' },
      used_rescue_code: false,
    },
  },
  {
    category: 'logins',
    type: 'sign_in_as_session_start',
    description: 'Started admin sign-in-as session',
    details: {},
    actorKind: 'admin',
  },
];

const people = [
  ['maren.okada@tailspin.example', 'Maren Okada'],
  ['priya.nair@tailspin.example', 'Priya Nair'],
  ['tomas.weber@tailspin.example', 'Tomás Weber'],
] as const;

const origins = [
  { address: '192.0.2.17', city: 'Bern', region: 'Bern', country: 'CH' },
  { address: '203.0.113.77', city: 'Amsterdam', region: 'North Holland', country: 'NL' },
  { address: '2001:db8::41', city: 'Lisbon', region: 'Lisbon', country: 'PT' },
] as const;

/** Events of one team, a kind after the other, in order of time. */
export function composeDropboxEvents(seed: string | number, count: number): readonly DropboxEvent[] {
  const random = createRandom(`dropbox/${seed}`);
  return Array.from({ length: count }, (_, index) => {
    const { actorKind = 'user', ...kind } = kinds[index % kinds.length] ?? kinds[0] ?? noKinds();
    const [email, name] = random.pick(people);
    const at = Date.UTC(2026, 2, 12, 6) + index * 97_000 + random.integer(60) * 1000;
    return {
      ...kind,
      ...random.pick(origins),
      actorKind,
      email,
      name,
      time: `${new Date(at).toISOString().slice(0, 19)}Z`,
      accountId: `dbid:AAEXAMPLE${email.length}${name.length}`,
      memberId: `dbmid:AAEXAMPLE${email.length}${name.length}`,
      sessionId: `dbwsid:${random.integer(1_000_000_000)}`,
    };
  });
}

function noKinds(): never {
  throw new Error('no kinds of events');
}

/** The event as `team_log/get_events` gives it. */
export function dropboxRecord(event: DropboxEvent): JsonObject {
  const member = {
    '.tag': 'team_member',
    account_id: event.accountId,
    display_name: event.name,
    email: event.email,
    team_member_id: event.memberId,
  };
  return {
    timestamp: event.time,
    event_category: { '.tag': event.category },
    event_type: { '.tag': event.type, description: event.description },
    details: { '.tag': `${event.type}_details`, ...event.details },
    actor: { '.tag': event.actorKind, [event.actorKind]: member },
    origin: {
      geo_location: {
        city: event.city,
        region: event.region,
        country: event.country,
        ip_address: event.address,
      },
      access_method: accessOf(event),
    },
    involve_non_team_member: event.guest !== undefined,
    context: member,
    ...(event.guest === undefined
      ? {}
      : {
          participants: [
            { user: { '.tag': 'non_team_member', display_name: 'Collector', email: event.guest } },
          ],
        }),
    ...(event.path === undefined ? {} : { assets: [fileOf(event.path)] }),
  };
}

function accessOf({ client = 'web', sessionId }: DropboxEvent): JsonObject {
  return client === 'api'
    ? { '.tag': 'api', request_id: sessionId }
    : { '.tag': 'end_user', end_user: { '.tag': client, session_id: sessionId } };
}

function fileOf(path: string): JsonObject {
  return {
    '.tag': 'file',
    path: { contextual: path, namespace_relative: { ns_id: '12345', relative_path: path } },
    display_name: path.slice(path.lastIndexOf('/') + 1),
    file_id: `id:EXAMPLE${path.length}`,
    file_size: path.length * 100,
  };
}
