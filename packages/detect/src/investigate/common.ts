import { call, text } from '@interloper/plan';
import type { Activity, Expression, Relation } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import { accountOf } from './events.js';

/** What accounts may have in common with an intruder. */
export type SharedColumn = 'address' | 'agent' | 'application';

/** On which day which account used a value with success. */
export interface OrdinaryUse {
  /** In lower case. */
  readonly value: string;
  readonly source: string;
  /** In lower case. */
  readonly account: string;
  /** `2026-03-10` */
  readonly day: string;
}

/** So many accounts without alerts that use a value make it common. */
export const COMMON_ACCOUNTS = 3;
/** On so many days before an account's alerts its own use of a value is its custom. */
const CUSTOM_DAYS = 2;
/** Uses that are looked at for one question: three accounts are soon found among them. */
const MOST_USES = 200_000;
const AT_ONCE = 1000;

/** The ordinary uses of values in all logs. */
export async function ordinaryUses(
  by: SharedColumn,
  values: readonly string[],
  activities: readonly Activity[],
  reader: Reader,
  signal?: AbortSignal,
): Promise<readonly OrdinaryUse[]> {
  const wanted = [...new Set(values.map((value) => value.toLowerCase()))];
  const found: OrdinaryUse[] = [];
  for (const activity of activities) {
    const value = activity[by];
    if (value === undefined || activity.findings === true || !reader.holds(activity.scan.dataset)) continue;
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const plan = usesOf(activity, value, wanted.slice(at, at + AT_ONCE));
      const { rows } = await reader.query(plan, signal === undefined ? {} : { signal });
      for (const [used, account, day] of rows)
        if (typeof used === 'string' && typeof account === 'string' && typeof day === 'string')
          found.push({ value: used, source: activity.source, account, day: day.slice(0, 10) });
    }
  }
  return found;
}

function usesOf(activity: Activity, value: Expression, wanted: readonly string[]): Relation {
  const lower = call('lower', [call('trim', [value])]);
  const conditions = [
    call('in', [lower, ...wanted.map(text)]),
    ...(activity.where === undefined ? [] : [activity.where]),
    ...(activity.result === undefined
      ? []
      : [call('not', [call('isTrue', [call('eq', [activity.result, text('failure')])])])]),
  ];
  return {
    kind: 'limit',
    count: MOST_USES,
    input: {
      kind: 'aggregate',
      input: { kind: 'filter', input: activity.scan, predicate: call('and', conditions) },
      groups: [
        { name: 'value', expression: lower },
        { name: 'account', expression: call('lower', [accountOf(activity)]) },
        { name: 'day', expression: call('startOfDay', [activity.time]) },
      ],
      aggregates: [{ name: 'events', fn: 'count', args: [], type: 'long' }],
    },
  };
}

/** Why a value is no sign of an intruder; undefined when it may be one. */
export function whyCommon(
  value: string,
  uses: readonly OrdinaryUse[],
  alerted: ReadonlySet<string>,
): string | undefined {
  const key = value.toLowerCase();
  const bySource = new Map<string, Set<string>>();
  for (const use of uses) {
    if (use.value !== key || alerted.has(use.account)) continue;
    bySource.set(use.source, (bySource.get(use.source) ?? new Set()).add(use.account));
  }
  // One person has a name in each log: the log with the most names says how many they are.
  const accounts = Math.max(0, ...[...bySource.values()].map((names) => names.size));
  return accounts >= COMMON_ACCOUNTS ? `${accounts} accounts without alerts use it` : undefined;
}

/**
 * Why a value is an account's own: it used it with success on several days before the day of its first alert.
 *
 * @param names of the account, in lower case
 * @param since when its first alert begins, ISO 8601
 */
export function whyOwn(
  value: string,
  uses: readonly OrdinaryUse[],
  names: ReadonlySet<string>,
  since: string,
): string | undefined {
  const key = value.toLowerCase();
  const days = new Set(
    uses
      .filter((use) => use.value === key && names.has(use.account) && use.day < since.slice(0, 10))
      .map(({ day }) => day),
  );
  return days.size >= CUSTOM_DAYS ? `the account used it on ${days.size} days before its alerts` : undefined;
}
