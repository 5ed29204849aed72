import type { Account, Alert, ExcludedAccount } from '@interloper/detect';
import type { Screen } from '../terminal/paint.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import { count, timeOf } from './values.js';

/** The alerts that exclusions took out, each with the reason; and how many accounts have no other. */
export function renderExcluded(
  alerts: readonly Alert[],
  accounts: readonly ExcludedAccount[],
  screen: Screen,
): readonly string[] {
  const excluded = alerts.filter((alert) => alert.excluded !== undefined);
  if (excluded.length === 0) return [];
  return [
    '',
    screen.paint.bold(excludedTitle(excluded.length, accounts)),
    ...excluded.flatMap((alert) =>
      wrapIndented(
        visible(
          `${nameOf(alert, accounts)}: ${alert.title} at ${timeOf(alert.time)}: ${alert.excluded ?? ''}`,
        ),
        screen.width,
        '  ',
        '    ',
      ),
    ),
  ];
}

/** The account that an alert without others is of, by its best name. */
function nameOf({ id, account }: Alert, accounts: readonly ExcludedAccount[]): string {
  return accounts.find(({ alerts }) => alerts.includes(id))?.account ?? account;
}

/** `Excluded by tuning: 3 alerts; 2 accounts have no other` */
export function excludedTitle(alerts: number, accounts: readonly ExcludedAccount[]): string {
  const rest =
    accounts.length === 0
      ? ''
      : `; ${count(accounts.length, 'account')} ${accounts.length === 1 ? 'has' : 'have'} no other`;
  return `Excluded by tuning: ${count(alerts, 'alert')}${rest}`;
}

/** `2 alerts, 1 more excluded` */
export function alertCount(account: Account, alerts: readonly Alert[]): string {
  const own = new Set(account.alerts);
  const excluded = alerts.filter((alert) => own.has(alert.id) && alert.excluded !== undefined).length;
  const counted = count(account.alerts.length - excluded, 'alert');
  return excluded === 0 ? counted : `${counted}, ${excluded} more excluded`;
}

/** Why an alert stays although an exclusion speaks of it; undefined when none does. */
export function refusalOf({ exclusionRefused }: Alert): string | undefined {
  if (exclusionRefused === undefined) return undefined;
  return `a confirmed compromise is never excluded; refused: ${exclusionRefused}`;
}
