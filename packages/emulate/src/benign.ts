import type { Proof } from './authentication.js';
import { workplaceApplications } from './applications.js';
import {
  composeManagedIdentitySignIn,
  composeServicePrincipalSignIn,
  composeUserSignIn,
  type ApplicationSignInDraft,
  type UserSignInDraft,
} from './compose-sign-in.js';
import { createRandom, type Random } from './random.js';
import type { SignIn, SignInCategory } from './sign-in.js';
import type { Tenant, TenantManagedIdentity, TenantServicePrincipal, TenantUser } from './tenant.js';
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
 * mistyped password or an interrupted step before the success. None of them carries a risk. Holds the outline
 * of one day at a time, and composes each record when it is asked for. The tenant's seed and the options decide
 * every byte.
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
    const outlines: Outline[] = [];
    for (const user of tenant.users) {
      for (let attempt = 0; attempt < options.perUserPerDay; attempt++) {
        outlineAttempt(tenant, user, random, midnight, random.pick(weighted), outlines);
      }
    }
    outlines.sort((left, right) => left.draft.at - right.draft.at || left.draft.ticks - right.draft.ticks);
    for (const outline of outlines) yield composeOutline(tenant, random, outline);
  }
}

/** Orders sign-ins by the time they happened, those of one instant by id, the records of one id by their own time. */
export function byCreation(left: SignIn, right: SignIn): number {
  return (
    compareText(left.createdDateTime, right.createdDateTime) ||
    compareText(left.id, right.id) ||
    compareText(left.recordTime, right.recordTime)
  );
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Who signs in, and how, before the record is composed: records are large and a day may hold many. */
type Outline =
  | { readonly user: TenantUser; readonly draft: Timed<UserSignInDraft> }
  | { readonly principal: TenantServicePrincipal; readonly draft: Timed<ApplicationSignInDraft> }
  | { readonly machine: TenantManagedIdentity; readonly draft: Timed<ApplicationSignInDraft> };

type Timed<Draft> = Draft & { readonly ticks: number };

function composeOutline(tenant: Tenant, random: Random, outline: Outline): SignIn {
  if ('user' in outline) return composeUserSignIn(tenant, outline.user, random, outline.draft);
  if ('principal' in outline)
    return composeServicePrincipalSignIn(tenant, outline.principal, random, outline.draft);
  return composeManagedIdentitySignIn(tenant, outline.machine, random, outline.draft);
}

function outlineAttempt(
  tenant: Tenant,
  user: TenantUser,
  random: Random,
  midnight: number,
  category: SignInCategory,
  into: Outline[],
): void {
  const ticks = random.integer(10_000);
  if (category === 'servicePrincipal') {
    into.push({
      principal: random.pick(tenant.servicePrincipals),
      draft: { at: midnight + random.integer(DAY), ticks },
    });
    return;
  }
  if (category === 'managedIdentity') {
    into.push({
      machine: random.pick(tenant.managedIdentities),
      draft: { at: midnight + random.integer(DAY), ticks },
    });
    return;
  }
  // 07:00 to 19:00 at 15 degrees of longitude to the hour.
  const offset = Math.round(user.office.place.longitude / 15) * HOUR;
  const at = midnight + 7 * HOUR - offset + random.integer(12 * HOUR);
  const setting = random.next();
  const where =
    setting < 0.6
      ? { origin: user.office }
      : setting < 0.85
        ? { origin: user.home }
        : { origin: user.mobile, device: user.phone, userAgent: user.phoneUserAgent };
  const usual = { ticks, application: random.pick(workplaceApplications), ...where };
  if (category === 'nonInteractive') {
    into.push({
      user,
      draft: { ...usual, at, category, proof: user.requiresMfa ? 'claimsAndMfa' : 'claims' },
    });
    return;
  }
  const proof = drawProof(user, random);
  if (random.chance(0.04)) {
    const before = at - 9_000 - random.integer(20_000);
    into.push({ user, draft: { ...usual, at: before, errorCode: 50126, proof: 'wrongPassword' } });
  } else if (proof === 'passwordAndMfa' && random.chance(0.3)) {
    // The open second factor is a record of its own, with the attempt's correlation id.
    const changes = { correlationId: random.guid() };
    const before = at - 4_000 - random.integer(8_000);
    into.push({ user, draft: { ...usual, at: before, errorCode: 50074, proof: 'mfaPending', changes } });
    into.push({ user, draft: { ...usual, at, proof, changes } });
    return;
  }
  into.push({ user, draft: { ...usual, at, proof } });
}

function drawProof(user: TenantUser, random: Random): Proof {
  if (user.requiresMfa) return random.chance(0.3) ? 'passwordAndMfa' : 'claimsAndMfa';
  return random.chance(0.4) ? 'password' : 'claims';
}
