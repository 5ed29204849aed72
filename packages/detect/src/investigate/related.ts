import { call, text } from '@interloper/plan';
import type { Activity, Relation } from '@interloper/plan';
import type { Json, Reader } from '@interloper/sql';
import { compareText, compareTimes } from '../compare-times.js';
import { groupBy } from '../group-by.js';
import type { Account } from '../result.js';
import { compareSeverity } from '../severity.js';
import { eventColumn, eventsOf } from './events.js';
import type { AccountKeys } from './events.js';
import { textOr } from './facets.js';
import type { RelatedAccount, SharedValue } from './investigation.js';

/** What to follow from an account to others. */
export type Followed = Readonly<Record<SharedValue['by'], readonly string[]>>;

/** Whose the others may be, and where they are looked for. */
export interface RelatedOptions {
  readonly activities: readonly Activity[];
  /** The account itself. */
  readonly own: AccountKeys;
  /** Of a scan: which of the others are alerted, and by which names they are one. */
  readonly accounts: readonly Account[];
  readonly from?: bigint;
  readonly to?: bigint;
  readonly most: number;
  readonly reader: Reader;
  readonly signal?: AbortSignal;
}

/** Pairs of another account and a shared value that one log is asked for. */
const MOST_PAIRS = 20_000;

/**
 * Other accounts that come from the same addresses, with the same agents, sessions or keys. Alerted ones come first, then
 * those that share what is rarest (a key, a session, an address, an agent), then those with the most events.
 */
export async function relatedAccounts(
  followed: Followed,
  options: RelatedOptions,
): Promise<{ readonly rows: readonly RelatedAccount[]; readonly total: number }> {
  const shared: { readonly account: string; readonly value: SharedValue }[] = [];
  for (const by of ORDER) {
    for (const activity of options.activities)
      if (followed[by].length > 0 && options.reader.holds(activity.scan.dataset))
        shared.push(...(await sharersOf(by, followed[by], activity, options)));
  }
  const known = new Map(
    options.accounts.flatMap((account) =>
      [account.account, ...account.aliases].map((name) => [name.toLowerCase(), account] as const),
    ),
  );
  const groups = groupBy(
    shared,
    ({ account }) => known.get(account.toLowerCase())?.account ?? account.toLowerCase(),
  );
  const all = [...groups.values()].map((own): RelatedAccount => {
    const [first] = own;
    const name = first?.account ?? '';
    const scanned = known.get(name.toLowerCase());
    const values = merged(own.map(({ value }) => value));
    return {
      account: scanned?.account ?? name,
      shared: values,
      events: Math.max(...values.map(({ events }) => events)),
      first: values.map((value) => value.first).toSorted(compareTimes)[0] ?? '',
      last:
        values
          .map((value) => value.last)
          .toSorted(compareTimes)
          .at(-1) ?? '',
      ...(scanned === undefined ? {} : { alerted: { severity: scanned.severity, score: scanned.score } }),
    };
  });
  return { rows: all.toSorted(byWeight).slice(0, options.most), total: all.length };
}

/** The rarest first. */
const ORDER = ['key', 'session', 'address', 'agent'] as const satisfies readonly SharedValue['by'][];

async function sharersOf(
  by: SharedValue['by'],
  values: readonly string[],
  activity: Activity,
  { own, from, to, reader, signal }: RelatedOptions,
): Promise<readonly { readonly account: string; readonly value: SharedValue }[]> {
  const events = eventsOf(activity, {
    without: own,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    where: (each) => {
      const value = each[by];
      return value === undefined ? undefined : call('in', [call('trim', [value]), ...values.map(text)]);
    },
  });
  if (events === undefined) return [];
  const account = eventColumn('account');
  const plan: Relation = {
    kind: 'limit',
    count: MOST_PAIRS,
    input: {
      kind: 'aggregate',
      input: { kind: 'filter', input: events, predicate: call('not', [call('isNull', [account])]) },
      groups: [
        { name: 'value', expression: eventColumn(by) },
        { name: 'key', expression: call('lower', [account]) },
      ],
      aggregates: [
        { name: 'account', fn: 'min', args: [account], type: 'string' },
        { name: 'events', fn: 'count', args: [], type: 'long' },
        {
          name: 'failures',
          fn: 'countIf',
          args: [call('eq', [eventColumn('result'), text('failure')])],
          type: 'long',
        },
        { name: 'first', fn: 'min', args: [eventColumn('time')], type: 'datetime' },
        { name: 'last', fn: 'max', args: [eventColumn('time')], type: 'datetime' },
      ],
    },
  };
  const { rows } = await reader.query(plan, signal === undefined ? {} : { signal });
  return rows.map((row) => sharerOf(by, row));
}

function sharerOf(
  by: SharedValue['by'],
  [value, , account, events, failures, first, last]: readonly Json[],
): { readonly account: string; readonly value: SharedValue } {
  return {
    account: textOr(account, ''),
    value: {
      by,
      value: textOr(value, ''),
      events: Number(events ?? 0),
      failures: Number(failures ?? 0),
      first: textOr(first, ''),
      last: textOr(last, ''),
    },
  };
}

/** What several logs, or several names of one account, say of one value, together. */
function merged(values: readonly SharedValue[]): readonly SharedValue[] {
  const groups = groupBy(values, ({ by, value }) => JSON.stringify([by, value]));
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          others.reduce(
            (so, each) => ({
              ...so,
              events: so.events + each.events,
              failures: so.failures + each.failures,
              first: compareTimes(each.first, so.first) < 0 ? each.first : so.first,
              last: compareTimes(each.last, so.last) > 0 ? each.last : so.last,
            }),
            first,
          ),
        ],
  );
}

function byWeight(left: RelatedAccount, right: RelatedAccount): number {
  const severity = ({ alerted }: RelatedAccount): number =>
    alerted === undefined ? -1 : compareSeverity(alerted.severity, 'low');
  const rarest = ({ shared }: RelatedAccount): number =>
    Math.min(...shared.map(({ by }) => ORDER.indexOf(by)));
  return (
    severity(right) - severity(left) ||
    rarest(left) - rarest(right) ||
    right.events - left.events ||
    compareText(left.account, right.account)
  );
}
