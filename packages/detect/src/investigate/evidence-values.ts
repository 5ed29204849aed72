import { call, column, ticksOfIso } from '@interloper/plan';
import type { Activity, Relation } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import type { Account, Alert } from '../result.js';
import { alertsOfEvent } from './evidence.js';
import { eventColumn, eventsOf, together } from './events.js';
import { EVIDENCE, textOr, withEvidence } from './facets.js';

/** What the columns of an event that tell of an intruder are called. */
export const tellingColumns = ['address', 'agent', 'session', 'key', 'application'] as const;

export type TellingColumn = (typeof tellingColumns)[number];

/** What an event that is evidence of an alert came with, and when. */
export interface EvidenceValue {
  readonly type: TellingColumn;
  readonly value: string;
  readonly alert: Alert;
  /** ISO 8601. */
  readonly first: string;
  readonly last: string;
}

/** Where evidence is looked for. */
export interface EvidenceLogs {
  readonly activities: readonly Activity[];
  readonly reader: Reader;
  /** The ids of the sources that an alert's rule reads; undefined where that is not known. */
  readonly sourcesOf: (alert: Alert) => ReadonlySet<string> | undefined;
  readonly signal?: AbortSignal;
}

/** Alerts that one statement looks for. */
const AT_ONCE = 200;
const MOST_ROWS = 100_000;
const SECOND = 10_000_000n;

/** What the events came with that are evidence of alerts: from the addresses that their rows name, or by identifier. */
export async function evidenceValues(
  alerts: readonly Alert[],
  accountOf: ReadonlyMap<string, Account>,
  { activities, reader, sourcesOf, signal }: EvidenceLogs,
): Promise<readonly EvidenceValue[]> {
  const there = activities.filter(({ scan }) => reader.holds(scan.dataset));
  const found: EvidenceValue[] = [];
  for (let at = 0; at < alerts.length; at += AT_ONCE) {
    const part = alerts.slice(at, at + AT_ONCE);
    const plan = planOf(part, accountOf, there, sourcesOf);
    if (plan === undefined) continue;
    const byId = new Map(part.map((alert) => [alert.id, alert]));
    const { rows } = await reader.query(plan, signal === undefined ? {} : { signal });
    for (const [ids, ...cells] of rows) {
      const [first, last] = [textOr(cells.at(-2), ''), textOr(cells.at(-1), '')];
      for (const id of textOr(ids, '').split(' ')) {
        const alert = byId.get(id);
        if (alert === undefined) continue;
        for (const [index, type] of tellingColumns.entries()) {
          const value = cells[index];
          if (typeof value === 'string') found.push({ type, value, alert, first, last });
        }
      }
    }
  }
  return found;
}

function planOf(
  alerts: readonly Alert[],
  accountOf: ReadonlyMap<string, Account>,
  activities: readonly Activity[],
  sourcesOf: EvidenceLogs['sourcesOf'],
): Relation | undefined {
  const namesOf = (alert: Alert): readonly string[] => {
    const account = accountOf.get(alert.id);
    const names = [alert.account, ...(account === undefined ? [] : [account.account, ...account.aliases])];
    return [...new Set(names.map((name) => name.toLowerCase()))];
  };
  const ticks = (iso: string): readonly bigint[] =>
    [ticksOfIso(iso)].filter((instant) => instant !== undefined);
  const starts = alerts.flatMap(({ time }) => ticks(time));
  const ends = alerts.flatMap(({ lastTime }) => ticks(lastTime));
  const from = starts.reduce<bigint | undefined>(
    (least, each) => (least === undefined || each < least ? each : least),
    undefined,
  );
  const to = ends.reduce<bigint | undefined>(
    (most, each) => (most === undefined || each > most ? each : most),
    undefined,
  );
  if (from === undefined || to === undefined) return undefined;
  const accounts = new Map([['any' as const, new Set(alerts.flatMap(namesOf))]]);
  const events = together(
    activities.map((activity) => eventsOf(activity, { accounts, from, to: to + SECOND })),
  );
  if (events === undefined) return undefined;
  const marked = withEvidence(
    events,
    alertsOfEvent(
      alerts.map((alert) => {
        const sources = sourcesOf(alert);
        return {
          alert,
          names: namesOf(alert),
          isStrict: true,
          ...(sources === undefined ? {} : { sources }),
        };
      }),
    ),
  );
  return {
    kind: 'limit',
    count: MOST_ROWS,
    input: {
      kind: 'aggregate',
      input: { kind: 'filter', input: marked, predicate: call('not', [call('isNull', [EVIDENCE])]) },
      groups: [
        { name: EVIDENCE.name, expression: EVIDENCE },
        ...tellingColumns.map((name) => ({ name, expression: column(name, 'string') })),
      ],
      aggregates: [
        { name: 'first', fn: 'min', args: [eventColumn('time')], type: 'datetime' },
        { name: 'last', fn: 'max', args: [eventColumn('time')], type: 'datetime' },
      ],
    },
  };
}
