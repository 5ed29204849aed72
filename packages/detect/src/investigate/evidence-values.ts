import { call, column, ticksOfIso } from '@interloper/plan';
import type { Activity, Relation } from '@interloper/plan';
import type { Reader, ResultSet } from '@interloper/sql';
import type { Account, Alert } from '../result.js';
import { alertsOfEvent } from './evidence.js';
import { eventColumn, eventsOf, together } from './events.js';
import { EVIDENCE, textOr, withEvidence } from './facets.js';
import { withKept } from './with-kept.js';

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
    const events = eventsAround(part, accountOf, there);
    if (events === undefined) continue;
    const running = signal === undefined ? {} : { signal };
    // Held once: the engine would else try each alert on each row of each log.
    const { rows } = await withKept(reader, events, running, async (held) =>
      valuesIn(held, part, accountOf, { reader, sourcesOf, ...running }),
    );
    const byId = new Map(part.map((alert) => [alert.id, alert]));
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

/** The events of the accounts of alerts in the time that these span; undefined when no log can have one. */
function eventsAround(
  alerts: readonly Alert[],
  accountOf: ReadonlyMap<string, Account>,
  activities: readonly Activity[],
): Relation | undefined {
  const from = leastOf(alerts.map(({ time }) => time));
  const to = leastOf(
    alerts.map(({ lastTime }) => lastTime),
    -1n,
  );
  if (from === undefined || to === undefined) return undefined;
  const names = new Set(alerts.flatMap((alert) => namesOf(alert, accountOf)));
  const accounts = new Map([['any' as const, names]]);
  return together(activities.map((activity) => eventsOf(activity, { accounts, from, to: to + SECOND })));
}

/** The earliest of instants in ticks; with the sign turned, the latest. */
function leastOf(times: readonly string[], sign: 1n | -1n = 1n): bigint | undefined {
  const ticks = times.flatMap((time) => [ticksOfIso(time)].filter((instant) => instant !== undefined));
  return ticks.reduce<bigint | undefined>(
    (least, each) => (least === undefined || each * sign < least * sign ? each : least),
    undefined,
  );
}

function namesOf(alert: Alert, accountOf: ReadonlyMap<string, Account>): readonly string[] {
  const account = accountOf.get(alert.id);
  const names = [alert.account, ...(account === undefined ? [] : [account.account, ...account.aliases])];
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

/** What events that are evidence came with, by the ids of their alerts. */
async function valuesIn(
  events: Relation,
  alerts: readonly Alert[],
  accountOf: ReadonlyMap<string, Account>,
  { reader, sourcesOf, signal }: Omit<EvidenceLogs, 'activities'>,
): Promise<ResultSet> {
  const evidence = alertsOfEvent(
    alerts.map((alert) => {
      const sources = sourcesOf(alert);
      const names = namesOf(alert, accountOf);
      return { alert, names, isStrict: true, ...(sources === undefined ? {} : { sources }) };
    }),
  );
  const running = signal === undefined ? {} : { signal };
  return withKept(reader, withEvidence(events, evidence), running, async (marked) =>
    reader.query(
      {
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
      },
      running,
    ),
  );
}
