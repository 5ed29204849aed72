import { and, call, not, text } from '@interloper/plan';
import type { Activity, Expression, Relation } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import { accountOf } from './events.js';
import { textOr } from './facets.js';

/** What accounts may have in common with an intruder. */
export type SharedColumn = 'address' | 'agent' | 'application' | 'session' | 'key';

/** Who uses values with success: what is no sign of an intruder. Values and names are in lower case. */
export interface OrdinaryUses {
  /** How many accounts without alerts use a value. */
  readonly others: ReadonlyMap<string, number>;
  /** The days (`2026-03-10`) on which an alerted account used a value, by value and name. */
  readonly days: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
}

/** So many accounts without alerts that use a value make it common. */
const COMMON_ACCOUNTS = 3;
/** On so many days before an account's alerts its own use of a value is its custom. */
const CUSTOM_DAYS = 2;
const AT_ONCE = 1000;

/** Where uses are looked for. */
export interface UseOptions {
  readonly activities: readonly Activity[];
  /** Names of accounts with alerts, in lower case. */
  readonly alerted: ReadonlySet<string>;
  readonly reader: Reader;
  readonly signal?: AbortSignal;
}

/** The ordinary uses of values in all logs but those of findings. */
export async function ordinaryUses(
  by: SharedColumn,
  values: readonly string[],
  { activities, alerted, reader, signal }: UseOptions,
): Promise<OrdinaryUses> {
  const wanted = [...new Set(values.map((value) => value.toLowerCase()))];
  const others = new Map<string, number>();
  const days = new Map<string, Map<string, Set<string>>>();
  const options = signal === undefined ? {} : { signal };
  for (const activity of activities) {
    const value = activity[by];
    if (value === undefined || activity.findings === true || !reader.holds(activity.scan.dataset)) continue;
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const uses = usesOf(activity, value, wanted.slice(at, at + AT_ONCE));
      const counted = await reader.query(othersIn(uses, alerted), options);
      for (const [used, accounts] of counted.rows) {
        const key = textOr(used, '');
        // One person has a name in each log: the log with the most names says how many they are.
        others.set(key, Math.max(others.get(key) ?? 0, Number(accounts ?? 0)));
      }
      if (alerted.size === 0) continue;
      const found = await reader.query(daysIn(uses, alerted), options);
      for (const [used, account, day] of found.rows) {
        const byAccount = days.get(textOr(used, '')) ?? new Map<string, Set<string>>();
        days.set(textOr(used, ''), byAccount);
        const name = textOr(account, '');
        byAccount.set(name, (byAccount.get(name) ?? new Set()).add(textOr(day, '').slice(0, 10)));
      }
    }
  }
  return { others, days };
}

interface Uses {
  readonly relation: Relation;
  readonly value: Expression;
  readonly account: Expression;
  readonly time: Expression;
}

function usesOf(activity: Activity, value: Expression, wanted: readonly string[]): Uses {
  const lower = call('lower', [call('trim', [value])]);
  const predicate = and(
    call('in', [lower, ...wanted.map(text)]),
    ...(activity.where === undefined ? [] : [activity.where]),
    ...(activity.result === undefined
      ? []
      : [not(call('isTrue', [call('eq', [activity.result, text('failure')])]))]),
  );
  return {
    relation: { kind: 'filter', input: activity.scan, predicate },
    value: lower,
    account: call('lower', [accountOf(activity)]),
    time: activity.time,
  };
}

function isAlerted(account: Expression, alerted: ReadonlySet<string>): Expression {
  return call('isTrue', [call('in', [account, ...[...alerted].map(text)])]);
}

function othersIn({ relation, value, account }: Uses, alerted: ReadonlySet<string>): Relation {
  return {
    kind: 'aggregate',
    input: relation,
    groups: [{ name: 'value', expression: value }],
    aggregates: [
      {
        name: 'accounts',
        fn: 'countDistinct',
        args: [account],
        type: 'long',
        ...(alerted.size === 0 ? {} : { where: not(isAlerted(account, alerted)) }),
      },
    ],
  };
}

function daysIn({ relation, value, account, time }: Uses, alerted: ReadonlySet<string>): Relation {
  return {
    kind: 'aggregate',
    input: { kind: 'filter', input: relation, predicate: isAlerted(account, alerted) },
    groups: [
      { name: 'value', expression: value },
      { name: 'account', expression: account },
      { name: 'day', expression: call('startOfDay', [time]) },
    ],
    aggregates: [{ name: 'events', fn: 'count', args: [], type: 'long' }],
  };
}

/** Why a value is no sign of an intruder; undefined when it may be one. */
export function whyCommon(value: string, { others }: OrdinaryUses): string | undefined {
  const accounts = others.get(value.toLowerCase()) ?? 0;
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
  { days }: OrdinaryUses,
  names: ReadonlySet<string>,
  since: string,
): string | undefined {
  const byAccount = days.get(value.toLowerCase());
  const before = new Set(
    [...names].flatMap((name) => [...(byAccount?.get(name) ?? [])]).filter((day) => day < since.slice(0, 10)),
  );
  return before.size >= CUSTOM_DAYS
    ? `the account used it on ${before.size} days before its alerts`
    : undefined;
}
