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
  const administers = events.some(({ type }) => type === type.toUpperCase());
  return {
    time: instant(at),
    uniqueQualifier: String(random.integer(2 ** 31)) + String(random.integer(2 ** 31)),
    application: administers ? 'admin' : 'login',
    customerId: 'C04tailsp',
    email: user.principalName,
    profileId: `1${String(parseInt(user.id.slice(0, 8), 16)).padStart(20, '0')}`,
    ipAddress: from.ipAddress,
    events,
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
