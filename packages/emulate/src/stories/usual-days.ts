import { applications } from '../applications.js';
import { composeUserSignIn } from '../compose-sign-in.js';
import type { SignIn } from '../sign-in.js';
import type { TenantGuest, TenantUser } from '../tenant.js';
import type { Stage } from './story.js';

/** The hour in UTC at which a clock at the person's office shows an hour: a zone for every 15 degrees. */
export function hourAt({ office }: TenantUser | TenantGuest, hour: number): number {
  return hour - Math.round(office.place.longitude / 15);
}

/**
 * What a person leaves on ordinary days from day `from` to day `to` (both included): mail in the morning by telephone
 * from home and on the way, the computer at the office with a refresh at noon, the computer at home in the evening.
 */
export function usualDays(
  { tenant, random, when }: Stage,
  person: TenantUser | TenantGuest,
  from: number,
  to: number,
): readonly SignIn[] {
  const byPhone = { device: person.phone, userAgent: person.phoneUserAgent };
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((day) => {
    const at = (hour: number): number =>
      when(day, hourAt(person, hour), random.integer(50), random.integer(60));
    return [
      composeUserSignIn(tenant, person, random, {
        at: at(7),
        application: applications.exchangeOnline,
        origin: person.home,
        ...byPhone,
      }),
      composeUserSignIn(tenant, person, random, {
        at: at(8),
        application: applications.teams,
        origin: person.mobile,
        ...byPhone,
      }),
      composeUserSignIn(tenant, person, random, { at: at(9) }),
      composeUserSignIn(tenant, person, random, {
        at: at(12),
        category: 'nonInteractive',
        application: applications.teams,
        proof: person.requiresMfa ? 'claimsAndMfa' : 'claims',
      }),
      composeUserSignIn(tenant, person, random, {
        at: at(14),
        application: applications.sharePoint,
      }),
      composeUserSignIn(tenant, person, random, {
        at: at(20),
        origin: person.home,
        application: applications.exchangeOnline,
      }),
    ];
  });
}
