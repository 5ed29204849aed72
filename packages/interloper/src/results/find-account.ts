import type { Account, Alert } from '@interloper/detect';
import { visible } from '@interloper/report';
import { UserError } from '../user-error.js';
import { nearestNames } from './nearest-names.js';

/**
 * The accounts of a scan that go by a name, in any case: more than one where two systems call two accounts alike.
 * Throws a `UserError` with the nearest names when there is none.
 */
export function accountsNamed(
  name: string,
  { accounts, alerts }: { readonly accounts: readonly Account[]; readonly alerts: readonly Alert[] },
): readonly Account[] {
  const key = name.trim().toLowerCase();
  const found = accounts.filter((account) => namesOf(account).some((each) => each.toLowerCase() === key));
  if (found.length > 0) return found;
  throw new UserError(
    `no account with alerts is called ${visible(name)}; ${suggestion(name, accounts, alerts)}`,
  );
}

function suggestion(name: string, accounts: readonly Account[], alerts: readonly Alert[]): string {
  const excluded = alerts.filter(
    (alert) => alert.excluded !== undefined && alert.account.toLowerCase() === name.trim().toLowerCase(),
  );
  if (excluded.length > 0)
    return `all its alerts are excluded: ${[...new Set(excluded.map((each) => visible(each.excluded ?? '')))].join('; ')}`;
  if (accounts.length === 0) return 'no account has alerts';
  const nearest = nearestNames(name, accounts.flatMap(namesOf));
  if (nearest.length > 0) return `the nearest names are ${nearest.map(visible).join(', ')}`;
  const first = accounts.slice(0, MOST).map(({ account }) => visible(account));
  const more = accounts.length - first.length;
  return `there are ${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const MOST = 5;

/** All names that a scan knows an account by. */
export function namesOf({ account, aliases }: Account): readonly string[] {
  return [account, ...aliases];
}
