import type { Json } from '@interloper/sql';
import { compareText, compareTimes } from '../compare-times.js';
import { groupBy } from '../group-by.js';
import { compareSeverity } from '../severity.js';
import type { AlertSeverity } from '../severity.js';
import type { Account, Alert } from '../result.js';
import { addressesIn, OF_THE_OWNER } from './evidence.js';
import { evidenceValues, tellingColumns } from './evidence-values.js';
import type { EvidenceLogs, EvidenceValue, TellingColumn } from './evidence-values.js';
import { ordinaryUses, whyCommon, whyOwn } from './common.js';
import type { OrdinaryUses, SharedColumn } from './common.js';

/** What an intruder may be known again by. */
export type IndicatorType = TellingColumn;

/**
 * Whether a value is the intruder's alone: `yes`, as far as the logs show; `shared`, others or the account itself use it
 * ordinarily, so that whoever blocks it locks them out; `unknown`, nobody could look because the logs were not given.
 */
export type Exclusive = 'yes' | 'shared' | 'unknown';

/** Something by which an intruder can be known again. */
export interface Indicator {
  readonly type: IndicatorType;
  readonly value: string;
  readonly exclusive: Exclusive;
  /** Why it is shared. */
  readonly why: string | null;
  /** ISO 8601: its first and last event that is evidence, else those of the alerts that name it. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Alerts that name it, and the highest severity of them. */
  readonly alerts: number;
  readonly severity: AlertSeverity;
  /** By the names of the ranking. */
  readonly accounts: readonly string[];
  readonly detections: readonly string[];
}

/**
 * What intruders came with: the addresses, programs, sessions, keys and applications that the evidence of alerts names,
 * and those of the events that are evidence, each with its alerts. Alerts that an exclusion took out are left out. Columns in which a rule tells how the account is
 * used otherwise are the owner's.
 *
 * @param isOwnNetwork the label of the organisation's own network that an address lies in; undefined for none
 */
export async function indicatorsOf(
  { accounts, alerts }: { readonly accounts: readonly Account[]; readonly alerts: readonly Alert[] },
  logs: EvidenceLogs | undefined,
  isOwnNetwork: (address: string) => string | undefined,
): Promise<readonly Indicator[]> {
  const accountOf = new Map(
    accounts.flatMap((account) => account.alerts.map((id) => [id, account] as const)),
  );
  const counted = alerts.filter(({ excluded }) => excluded === undefined);
  const named = [
    ...counted.flatMap(namedBy),
    ...(logs === undefined ? [] : await evidenceValues(counted, accountOf, logs)).filter(
      ({ type }) => type !== 'application',
    ),
  ];
  const alerted = new Set(
    accounts.flatMap((account) => [account.account, ...account.aliases].map((name) => name.toLowerCase())),
  );
  for (const { account } of alerts) alerted.add(account.toLowerCase());
  const uses = await usesOf(named, alerted, logs);
  const groups = groupBy(named, ({ type, value }) => `${type} ${value.toLowerCase()}`);
  return [...groups.values()]
    .flatMap((own): readonly Indicator[] => {
      const [first] = own;
      if (first === undefined) return [];
      const { type, value } = first;
      const about = own.map(({ alert }) => alert);
      const why = whyShared(
        { type, value, alerts: about },
        { uses: uses?.[type] ?? NO_USES, accountOf, isOwnNetwork },
      );
      const isJudged = uses !== undefined || type === 'session' || type === 'key';
      return [
        {
          type,
          value,
          exclusive: why === undefined ? (isJudged ? 'yes' : 'unknown') : 'shared',
          why: why ?? null,
          firstSeen: own.map((each) => each.first).toSorted(compareTimes)[0] ?? '',
          lastSeen:
            own
              .map((each) => each.last)
              .toSorted(compareTimes)
              .at(-1) ?? '',
          alerts: new Set(about.map(({ id }) => id)).size,
          severity:
            about
              .map(({ severity }) => severity)
              .toSorted(compareSeverity)
              .at(-1) ?? 'low',
          accounts: distinct(about.map((alert) => accountOf.get(alert.id)?.account ?? alert.account)),
          detections: distinct(about.map(({ detection }) => detection)),
        },
      ];
    })
    .toSorted(
      (left, right) =>
        tellingColumns.indexOf(left.type) - tellingColumns.indexOf(right.type) ||
        compareTimes(left.firstSeen, right.firstSeen) ||
        compareText(left.value, right.value),
    );
}

type NamedValue = Pick<EvidenceValue, 'type' | 'value'>;

const COLUMNS: Readonly<Record<Exclude<IndicatorType, 'address' | 'key'>, RegExp>> = {
  agent: /^(?:http)?_?user_?agent(?:header)?$/i,
  session: /^session_?id$/i,
  // An application that is the finding itself; that to which somebody signed in is everybody's.
  application: /^app(?:lication)?(?:_?(?:id|name))?$/i,
};

/** AWS's access keys, the ids of Google's service account keys. */
const KEYS = /\bA(?:KIA|SIA)[A-Z0-9]{12,}\b|\b[0-9a-f]{40}\b/g;

/** What an alert's row names: seen, as far as the row says, from its first event to its last. */
function namedBy(alert: Alert): readonly EvidenceValue[] {
  return valuesIn(alert).map((value) => ({ ...value, alert, first: alert.time, last: alert.lastTime }));
}

function valuesIn(alert: Alert): readonly NamedValue[] {
  const columns = Object.entries(alert.evidence).filter(([name]) => !OF_THE_OWNER.test(name));
  const inColumns = (type: keyof typeof COLUMNS): readonly NamedValue[] =>
    columns
      .filter(([name]) => COLUMNS[type].test(name))
      .flatMap(([, value]) => textsOf(value))
      .map((value) => ({ type, value }));
  return [
    ...addressesIn(alert).map((value) => ({ type: 'address' as const, value })),
    ...inColumns('agent'),
    ...inColumns('session'),
    ...inColumns('application'),
    ...columns
      .filter(([name]) => /key|detail|credential/i.test(name))
      .flatMap(([, value]) => textsOf(value))
      .flatMap((value) => [...value.matchAll(KEYS)].map(([key]) => ({ type: 'key' as const, value: key }))),
  ];
}

/** The ordinary uses of what is named; undefined without logs. */
async function usesOf(
  named: readonly NamedValue[],
  alerted: ReadonlySet<string>,
  logs: EvidenceLogs | undefined,
): Promise<Readonly<Partial<Record<IndicatorType, OrdinaryUses>>> | undefined> {
  if (logs === undefined) return undefined;
  const of = async (by: SharedColumn): Promise<OrdinaryUses> => {
    const values = distinct(named.filter(({ type }) => type === by).map(({ value }) => value));
    return values.length === 0 ? NO_USES : ordinaryUses(by, values, { ...logs, alerted });
  };
  return {
    address: await of('address'),
    agent: await of('agent'),
    application: await of('application'),
    session: await of('session'),
    key: await of('key'),
  };
}

const NO_USES: OrdinaryUses = { others: new Map(), days: new Map() };

interface Judging {
  readonly uses: OrdinaryUses;
  readonly accountOf: ReadonlyMap<string, Account>;
  readonly isOwnNetwork: (address: string) => string | undefined;
}

function whyShared(
  { type, value, alerts }: NamedValue & { readonly alerts: readonly Alert[] },
  { uses, accountOf, isOwnNetwork }: Judging,
): string | undefined {
  const label = type === 'address' ? isOwnNetwork(value) : undefined;
  if (label !== undefined) return `corporate-egress: ${label}`;
  const common = whyCommon(value, uses);
  if (common !== undefined) return common;
  // A session or key that was stolen was the account's, too.
  if (type === 'session' || type === 'key') return undefined;
  for (const alert of alerts) {
    const account = accountOf.get(alert.id);
    const names = [alert.account, ...(account === undefined ? [] : [account.account, ...account.aliases])];
    const own = whyOwn(
      value,
      uses,
      new Set(names.map((name) => name.toLowerCase())),
      account?.firstSeen ?? alert.time,
    );
    if (own !== undefined) return own;
  }
  return undefined;
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  return Array.isArray(value) ? value.flatMap((each: Json) => textsOf(each)) : [];
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
