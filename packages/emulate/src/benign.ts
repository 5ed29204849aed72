import { workplaceApplications } from './applications.js';
import {
  composeManagedIdentitySignIn,
  composeServicePrincipalSignIn,
  composeUserSignIn,
  type Proof,
} from './compose-sign-in.js';
import { createRandom, type Random } from './random.js';
import type { SignIn, SignInCategory } from './sign-in.js';
import type { Tenant, TenantUser } from './tenant.js';
import { toMilliseconds } from './time.js';

export interface BenignOptions {
  /** First day, `YYYY-MM-DD` (UTC). */
  readonly from: string;
  readonly days: number;
  /** Attempts of each user on each day; an attempt is one record, rarely two. */
  readonly perUserPerDay: number;
  /** Default: only `interactive`. Each attempt draws its kind, three parts interactive to one of the others. */
  readonly categories?: readonly SignInCategory[];
  /** Saturdays and Sundays have no sign-ins of people; default false. */
  readonly weekendsOff?: boolean;
}

/**
 * Everyday sign-ins in order of time: office, home and telephone, single and second factor, now and then a
 * mistyped password or an interrupted step before the success. None of them carries a risk. Holds one day
 * of records at a time. The tenant's seed and the options decide every byte.
 */
export function* benignSignIns(tenant: Tenant, options: BenignOptions): Generator<SignIn, void, undefined> {
  const categories = options.categories ?? ['interactive'];
  const random = createRandom(`benign/${tenant.seed}/${options.from}`);
  const start = toMilliseconds(`${options.from}T00:00:00.000`);
  if (Number.isNaN(start))
    throw new Error(`benign sign-ins start on the day "${options.from}", which is not a date`);
  const weighted = categories.flatMap((category) =>
    category === 'interactive' ? [category, category, category] : [category],
  );
  for (let day = 0; day < options.days; day++) {
    const midnight = start + day * DAY;
    const weekday = new Date(midnight).getUTCDay();
    if (options.weekendsOff === true && (weekday === 0 || weekday === 6)) continue;
    const signIns: SignIn[] = [];
    for (const user of tenant.users) {
      for (let attempt = 0; attempt < options.perUserPerDay; attempt++) {
        composeAttempt(tenant, user, random, midnight, random.pick(weighted), signIns);
      }
    }
    signIns.sort(byCreation);
    yield* signIns;
  }
}

/** Orders sign-ins by the time they happened, and those of one instant by id. */
export function byCreation(left: SignIn, right: SignIn): number {
  if (left.createdDateTime !== right.createdDateTime)
    return left.createdDateTime < right.createdDateTime ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

function composeAttempt(
  tenant: Tenant,
  user: TenantUser,
  random: Random,
  midnight: number,
  category: SignInCategory,
  into: SignIn[],
): void {
  if (category === 'servicePrincipal') {
    const principal = random.pick(tenant.servicePrincipals);
    into.push(
      composeServicePrincipalSignIn(tenant, principal, random, { at: midnight + random.integer(DAY) }),
    );
    return;
  }
  if (category === 'managedIdentity') {
    const machine = random.pick(tenant.managedIdentities);
    into.push(composeManagedIdentitySignIn(tenant, machine, random, { at: midnight + random.integer(DAY) }));
    return;
  }
  // 07:00 to 19:00 at 15 degrees of longitude to the hour.
  const offset = Math.round(user.office.place.longitude / 15) * HOUR;
  const at = midnight + 7 * HOUR - offset + random.integer(12 * HOUR);
  const application = random.pick(workplaceApplications);
  const setting = random.next();
  const where =
    setting < 0.6
      ? { origin: user.office }
      : setting < 0.85
        ? { origin: user.home }
        : { origin: user.mobile, device: user.phone, userAgent: user.phoneUserAgent };
  const proof: Proof = user.requiresMfa
    ? random.chance(0.3)
      ? 'passwordAndMfa'
      : 'claimsAndMfa'
    : random.chance(0.4)
      ? 'password'
      : 'claims';
  if (category === 'nonInteractive') {
    into.push(
      composeUserSignIn(tenant, user, random, {
        at,
        category,
        application,
        ...where,
        proof: user.requiresMfa ? 'claimsAndMfa' : 'claims',
      }),
    );
    return;
  }
  const success = composeUserSignIn(tenant, user, random, { at, application, ...where, proof });
  if (random.chance(0.04)) {
    into.push(
      composeUserSignIn(tenant, user, random, {
        at: at - 9_000 - random.integer(20_000),
        application,
        ...where,
        errorCode: 50126,
        proof: 'wrongPassword',
      }),
    );
  } else if (proof === 'passwordAndMfa' && random.chance(0.3)) {
    // The open second factor is a record of its own, with the attempt's correlation id.
    into.push(
      composeUserSignIn(tenant, user, random, {
        at: at - 4_000 - random.integer(8_000),
        application,
        ...where,
        errorCode: 50074,
        proof: 'mfaPending',
        changes: { correlationId: success.correlationId },
      }),
    );
  }
  into.push(success);
}
