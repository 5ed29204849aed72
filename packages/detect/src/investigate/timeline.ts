import { call, column, datetime, literal, or, text, ticksOfIso } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';
import type { Json, Reader } from '@interloper/sql';
import { compareTimes } from '../compare-times.js';
import type { Alert } from '../result.js';
import { eventColumn, eventColumns, TARGET_SEPARATOR } from './events.js';
import { EVIDENCE, isEvidence, SUSPECT, textOr } from './facets.js';
import type { InvestigatedEvent, InvestigatedTarget } from './investigation.js';

/** What makes an event suspect: what it shares with evidence. */
export interface Suspicion {
  readonly addresses: readonly string[];
  readonly sessions: readonly string[];
  readonly keys: readonly string[];
}

/** True of events that share an address, a session or a key with the evidence. */
export function isSuspect({ addresses, sessions, keys }: Suspicion): Expression {
  const among = (name: 'address' | 'session' | 'key', values: readonly string[]): readonly Expression[] =>
    values.length === 0 ? [] : [call('isTrue', [call('in', [eventColumn(name), ...values.map(text)])])];
  const conditions = [...among('address', addresses), ...among('session', sessions), ...among('key', keys)];
  return conditions.length === 0 ? literal('bool', false) : or(...conditions);
}

/** So many alerts say which events are near; the first ones, where there are more. */
const MOST_SPANS = 100;

/**
 * As many events as are asked for, in order of time: evidence and suspect ones first, then those nearest in time to the
 * alerts; without alerts, the newest.
 */
export async function timelineOf(
  events: Relation,
  {
    alerts,
    limit,
    reader,
    signal,
  }: {
    readonly alerts: readonly Alert[];
    readonly limit: number;
    readonly reader: Reader;
    readonly signal?: AbortSignal;
  },
): Promise<readonly InvestigatedEvent[]> {
  const time = column('time', 'datetime');
  const plan: Relation = {
    kind: 'limit',
    count: limit,
    input: {
      kind: 'sort',
      input: {
        kind: 'project',
        input: events,
        columns: [
          ...eventColumns.map(({ name }) => ({ name, expression: eventColumn(name) })),
          { name: EVIDENCE.name, expression: EVIDENCE },
          { name: SUSPECT.name, expression: SUSPECT },
          { name: 'rank', expression: call('case', [isEvidence, number(0), SUSPECT, number(1), number(2)]) },
          { name: 'away', expression: distanceFrom(alerts) },
        ],
      },
      keys: [
        { expression: column('rank', 'long'), descending: false, nulls: 'last' },
        { expression: column('away', 'long'), descending: false, nulls: 'last' },
        { expression: time, descending: true, nulls: 'last' },
      ],
    },
  };
  const { rows } = await reader.query(plan, signal === undefined ? {} : { signal });
  return rows.map(eventOf).toSorted((left, right) => compareTimes(left.time, right.time));
}

function number(value: number): Expression {
  return literal('long', value);
}

/** Ticks between an event and the nearest alert; 0 within one. */
function distanceFrom(alerts: readonly Alert[]): Expression {
  const time = call('toLong', [eventColumn('time')]);
  const away = alerts.slice(0, MOST_SPANS).flatMap(({ time: first, lastTime }) => {
    const [from, to] = [ticksOfIso(first), ticksOfIso(lastTime)];
    if (from === undefined || to === undefined) return [];
    const [begin, end] = [datetime(from), datetime(to)].map((instant) => call('toLong', [instant]));
    if (begin === undefined || end === undefined) return [];
    return [
      call('case', [
        call('lt', [time, begin]),
        call('subtract', [begin, time], 'long'),
        call('gt', [time, end]),
        call('subtract', [time, end], 'long'),
        number(0),
      ]),
    ];
  });
  const [first] = away;
  if (first === undefined) return number(0);
  return away.length === 1 ? first : call('least', away);
}

function eventOf(row: readonly Json[]): InvestigatedEvent {
  const at = new Map(
    [...eventColumns.map(({ name }) => name), 'alerts', 'suspect'].map((name, index) => [name, row[index]]),
  );
  const told = (name: string): string | null => textOr(at.get(name), null);
  const result = told('result');
  const targets = at.get('targets');
  return {
    time: told('time') ?? '',
    source: told('source') ?? '',
    action: told('action'),
    result: result === 'success' || result === 'failure' ? result : null,
    reason: told('reason'),
    account: told('account'),
    address: told('address'),
    country: told('country'),
    agent: told('agent'),
    session: told('session'),
    key: told('key'),
    application: told('application'),
    targets: Array.isArray(targets) ? targets.map(targetOf) : [],
    alerts: (told('alerts') ?? '').split(' ').filter((id) => id !== ''),
    suspect: at.get('suspect') === true,
  };
}

/** `bucket payroll` as its kind and name. */
function targetOf(value: Json): InvestigatedTarget {
  const [kind = '', ...name] = (typeof value === 'string' ? value : '').split(TARGET_SEPARATOR);
  return { kind, name: name.join(TARGET_SEPARATOR) };
}
