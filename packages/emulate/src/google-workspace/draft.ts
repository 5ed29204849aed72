import type { Origin } from '../places.js';
import type { Stage } from '../stories/story.js';
import { hourAt } from '../stories/usual-days.js';
import type { TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { WorkspaceActivity, WorkspaceEvent } from './activity.js';

/** One activity of somebody; `at` in milliseconds since 1970. */
export function draftWorkspaceActivity(
  { random }: Stage,
  user: TenantUser,
  from: Origin,
  at: number,
  events: readonly WorkspaceEvent[],
): WorkspaceActivity {
  return {
    time: instant(at),
    uniqueQualifier: String(random.integer(2 ** 31)) + String(random.integer(2 ** 31)),
    application: applicationOf(events),
    customerId: 'C04tailsp',
    email: user.principalName,
    profileId: `1${String(parseInt(user.id.slice(0, 8), 16)).padStart(20, '0')}`,
    ipAddress: from.ipAddress,
    events,
  };
}

/** Types of events say which application logs them; those of administration are in capitals. */
function applicationOf(events: readonly WorkspaceEvent[]): WorkspaceActivity['application'] {
  const [type = ''] = events.map((event) => event.type);
  if (type === 'auth') return 'token';
  if (type === 'access' || type === 'acl_change') return 'drive';
  return type !== '' && type === type.toUpperCase() ? 'admin' : 'login';
}

/** An application that was let in for a scope. */
export function workspaceGrant(application: string, scope: string): WorkspaceEvent {
  return {
    type: 'auth',
    name: 'authorize',
    parameters: [
      { name: 'app_name', value: application },
      { name: 'client_id', value: `${application.length}4711.apps.example` },
      { name: 'client_type', value: 'WEB' },
      { name: 'scope', multiValue: [scope, 'openid'] },
    ],
  };
}

/** A file of Drive that was fetched, or shared by a link. */
export function workspaceFile(id: string, shared = false): WorkspaceEvent {
  return {
    type: shared ? 'acl_change' : 'access',
    name: shared ? 'change_document_visibility' : 'download',
    parameters: [
      { name: 'doc_id', value: id },
      { name: 'doc_type', value: 'spreadsheet' },
      { name: 'visibility', value: shared ? 'people_with_link' : 'private' },
    ],
  };
}

/** A sign-in that succeeded, with what Google thinks of it. */
export function workspaceSignIn(suspicious = false): WorkspaceEvent {
  return {
    type: 'login',
    name: 'login_success',
    parameters: [
      { name: 'login_type', value: 'google_password' },
      { name: 'login_challenge_method', multiValue: ['password', 'google_prompt'] },
      { name: 'is_suspicious', boolValue: suspicious },
    ],
  };
}

/** Somebody's days: a sign-in at the office in the morning and at home in the evening. */
export function usualWorkspaceDays(
  stage: Stage,
  user: TenantUser,
  from: number,
  to: number,
): readonly WorkspaceActivity[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((day) =>
    [
      { hour: 9, origin: user.office },
      { hour: 20, origin: user.home },
    ].map(({ hour, origin }) =>
      draftWorkspaceActivity(
        stage,
        user,
        origin,
        stage.when(day, hourAt(user, hour), stage.random.integer(50)),
        [workspaceSignIn()],
      ),
    ),
  );
}
