import { groupBy } from '../group-by.js';
import type { Alert, AlertedPerson, ExcludedAccount } from '../result.js';

/** The accounts all of whose alerts are excluded, by name; `alerts` are in order of time. */
export function excludedAccountsOf(
  alerts: readonly Alert[],
  personOf: (alert: Alert) => AlertedPerson,
): readonly ExcludedAccount[] {
  const byAccount = groupBy(alerts, (alert) => personOf(alert).account);
  return [...byAccount.values()]
    .flatMap((own) => {
      const [first] = own;
      if (first === undefined || own.some(({ excluded }) => excluded === undefined)) return [];
      const { account, aliases } = personOf(first);
      return [{ account, aliases, alerts: own.map(({ id }) => id) }];
    })
    .toSorted((left, right) => (left.account < right.account ? -1 : 1));
}
