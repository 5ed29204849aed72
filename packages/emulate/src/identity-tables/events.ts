import { attackerOrigins } from '../places.js';
import type { Origin } from '../places.js';
import { createRandom } from '../random.js';
import type { Tenant, TenantUser } from '../tenant.js';
import { instant } from '../time.js';

/** A user doing something, as Sentinel's analytics, Defender and Entra's provisioning each saw it. */
export interface IdentityEvent {
  readonly id: string;
  readonly tenantId: string;
  /** UTC, seven fraction digits. */
  readonly time: string;
  readonly user: TenantUser;
  readonly origin: Origin;
  readonly failed: boolean;
  /** From 0 to 10. */
  readonly priority: number;
  readonly unusualCountry: boolean;
  readonly correlationId: string;
  readonly jobId: string;
}

/** Each person twice: from the office, and from where nobody works. */
export function composeIdentityEvents(tenant: Tenant, at: number): readonly IdentityEvent[] {
  const random = createRandom(`${tenant.seed}/identity`);
  return tenant.users.flatMap((user, person) =>
    [user.office, attackerOrigins.hosting].map((origin, turn): IdentityEvent => ({
      id: random.guid(),
      tenantId: tenant.id,
      time: instant(at + person * 3_600_000 + turn * 61_000, random.integer(9999) + 1),
      user,
      origin,
      failed: random.chance(0.4),
      priority: turn === 0 ? 0 : random.integer(9) + 1,
      unusualCountry: turn === 1,
      correlationId: random.guid(),
      jobId: `job-${person % 2}`,
    })),
  );
}
