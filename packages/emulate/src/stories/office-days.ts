import { composeUserSignIn } from '../compose-sign-in.js';
import { draftFileEvents } from '../m365-audit/draft-file.js';
import type { UnifiedAuditEvent } from '../m365-audit/audit-record.js';
import type { SignIn } from '../sign-in.js';
import type { TenantUser } from '../tenant.js';
import type { Stage } from './story.js';

/** Sign-ins of people on some days: at the office in the morning, at home in the evening. */
export function signInDays(
  { tenant, random, when }: Stage,
  people: readonly TenantUser[],
  days: readonly number[],
): readonly SignIn[] {
  return people.flatMap((person) =>
    days.flatMap((day) => [
      composeUserSignIn(tenant, person, random, { at: when(day, 9, random.integer(50)) }),
      composeUserSignIn(tenant, person, random, {
        at: when(day, 20, random.integer(50)),
        origin: person.home,
      }),
    ]),
  );
}

/** Files that people open and fetch on some days at their desks: a few each. */
export function fileDays(
  stage: Stage,
  people: readonly TenantUser[],
  days: readonly number[],
): readonly UnifiedAuditEvent[] {
  return people.flatMap((person) => {
    const desk = { ipAddress: person.office.ipAddress, userAgent: person.userAgent };
    return days.flatMap((day) => [
      ...draftFileEvents(stage, person, desk, stage.when(day, 10, stage.random.integer(50)), {
        operation: 'FileAccessed',
        file: `notes-${day}`,
        count: 2 + stage.random.integer(6),
        apart: 400,
      }),
      ...draftFileEvents(stage, person, desk, stage.when(day, 14, stage.random.integer(50)), {
        operation: 'FileDownloaded',
        site: 'projects',
        file: `week-${day}`,
        count: 1 + stage.random.integer(4),
        apart: 200,
      }),
    ]);
  });
}
