import { isIP } from 'node:net';
import { and, call, datetime, nullOf, or, text, ticksOfIso } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { Json } from '@interloper/sql';
import type { Alert } from '../result.js';
import { eventColumn } from './events.js';

/** An alert, and which logs its rule reads: events of others are no evidence of it. Without them: any log. */
export interface AlertWithSources {
  readonly alert: Alert;
  readonly sources?: ReadonlySet<string>;
  /** Only events in which the account goes by one of these names, in lower case. */
  readonly names?: readonly string[];
  /** No event is evidence of it from anywhere: only from an address that it names, or by an identifier. */
  readonly isStrict?: true;
}

/**
 * The ids of the alerts that an event is evidence of, over `eventColumns`: text with a space between them, null for
 * none. Evidence are the events that bear an identifier of the alert's row, and those of the logs that its rule reads,
 * between its first and last event, from an address that the row names (from anywhere, where it names none).
 */
export function alertsOfEvent(alerts: readonly AlertWithSources[]): Expression {
  const found = alerts.flatMap((each) => {
    const { alert } = each;
    const condition = isEvidenceOf(each);
    return condition === undefined
      ? []
      : [call('if', [call('isTrue', [condition]), text(alert.id), nullOf('string')])];
  });
  if (found.length === 0) return nullOf('string');
  return call('nullIf', [call('mvJoin', [call('mvAppend', found), text(' ')]), text('')]);
}

function isEvidenceOf({ alert, sources, names, isStrict }: AlertWithSources): Expression | undefined {
  const [from, to] = [ticksOfIso(alert.time), ticksOfIso(alert.lastTime)];
  const inLogs = [
    ...(sources === undefined ? [] : [call('in', [eventColumn('source'), ...[...sources].map(text)])]),
    ...(names === undefined
      ? []
      : [call('in', [call('lower', [eventColumn('account')]), ...names.map(text)])]),
  ];
  if (from === undefined || to === undefined || sources?.size === 0) return undefined;
  const addresses = addressesIn(alert);
  const identifiers = identifiersIn(alert);
  const inTime = and(
    call('ge', [eventColumn('time'), datetime(from)]),
    // Some languages give times in whole milliseconds.
    call('le', [eventColumn('time'), datetime(to + SECOND)]),
    ...(addresses.length === 0
      ? []
      : [call('in', [call('lower', [eventColumn('address')]), ...addresses.map(text)])]),
  );
  const named = identifiers.length === 0 ? [] : [call('in', [eventColumn('id'), ...identifiers.map(text)])];
  const ways = isStrict === true && addresses.length === 0 ? named : [inTime, ...named];
  return ways.length === 0 ? undefined : and(...inLogs, or(...ways));
}

const SECOND = 10_000_000n;

/**
 * The addresses of an alert's row, in lower case, whichever columns they stand in, but for those in which a rule tells
 * from where the account is used otherwise; ports are left out.
 */
export function addressesIn({ evidence }: Pick<Alert, 'evidence'>): readonly string[] {
  const parts = Object.entries(evidence)
    .filter(([name]) => !OF_THE_OWNER.test(name))
    .flatMap(([, value]) => textsOf(value))
    .flatMap((value) => value.split(/[\s,;"[\]]+/))
    .map((part) => /^(?<address>\d+\.\d+\.\d+\.\d+):\d+$/.exec(part)?.groups?.['address'] ?? part);
  return [...new Set(parts.filter((part) => isIP(part) !== 0).map((part) => part.toLowerCase()))];
}

/** Columns with which a rule tells from where the account is used otherwise: `FirstAddress`, `Other`, `KnownNetworks`. */
export const OF_THE_OWNER = /^(?:first(?!here)|other|known|previous|usual|home|owner|near)/i;

/** So many of a row's texts are taken for identifiers. */
const MOST_IDENTIFIERS = 20;

/** Texts of a row that may be identifiers of its records: long, and without spaces. */
function identifiersIn({ evidence, account }: Alert): readonly string[] {
  const texts = Object.values(evidence).flatMap(textsOf);
  const long = texts.filter(
    (value) => /^[\w:.+/=-]{16,128}$/.test(value) && value !== account && isIP(value) === 0,
  );
  return [...new Set(long)].slice(0, MOST_IDENTIFIERS);
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((each) => textsOf(each));
}
