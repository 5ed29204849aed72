import { call } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import type { Json } from '@interloper/sql';
import type { Account, Alert } from '../result.js';
import { findAccount } from './account-keys.js';
import type { Looking, SeveralAccounts } from './account-keys.js';
import { alertsOfEvent } from './evidence.js';
import type { AlertWithSources } from './evidence.js';
import { eventColumn, eventsOf, together } from './events.js';
import {
  EVIDENCE,
  facetsOf,
  isEvidence,
  SUSPECT,
  tallies,
  textOr,
  withEvidence,
  withSuspicion,
} from './facets.js';
import { facetNames } from './investigation.js';
import type { FacetName, Facets, InvestigatedAlert, Investigation } from './investigation.js';
import {
  facetsToTell,
  followedOf,
  judge,
  MOST_FOLLOWED,
  MOST_ROWS,
  notFollowedOf,
  suspicionOf,
} from './judgement.js';
import type { CameWith } from './judgement.js';
import { relatedAccounts } from './related.js';
import { isSuspect, timelineOf } from './timeline.js';
import { withKept } from './with-kept.js';

/** What is asked about an account. */
export interface InvestigateOptions extends Looking {
  readonly account: string;
  /** Of a scan. */
  readonly accounts: readonly Account[];
  readonly alerts: readonly Alert[];
  /** The ids of the sources that an alert's rule reads; undefined where that is not known. */
  readonly sourcesOf: (alert: Alert) => ReadonlySet<string> | undefined;
  /** Bounds in ticks; without them all that there is. */
  readonly from?: bigint;
  readonly to?: bigint;
  /** So many events, and of each list so many rows, are told; the others are counted. */
  readonly limit: number;
}

/** No log has an event of such an account. */
export interface NoEvents {
  readonly looked: readonly string[];
}

/**
 * What the logs say of an account under all of its names: its events in order of time with the alerts that they are
 * evidence of, what it came with and what it touched, and who else came with the same. The engine holds the account's
 * events once and answers all questions from them.
 */
export async function investigate(
  options: InvestigateOptions,
): Promise<Investigation | SeveralAccounts | NoEvents> {
  const { activities, reader, signal, limit, from, to } = options;
  const scanned = scannedAccount(options);
  const names = scanned === undefined ? [options.account] : [scanned.account, ...scanned.aliases];
  const found = await findAccount(names, options);
  if ('several' in found) return found;
  const there = activities.filter(({ scan }) => reader.holds(scan.dataset));
  const filter = {
    accounts: found.keys,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const all = together(there.map((activity) => eventsOf(activity, filter)));
  const looked = [...new Set(there.map(({ source }) => source))];
  if (all === undefined) return { looked };
  const running = signal === undefined ? {} : { signal };
  const alerts = alertsOf(options, [...names, ...found.names], scanned);
  const counted = alerts.filter(({ alert }) => alert.excluded === undefined);
  // Held in two steps: the engine would else try each alert on each row of each log, at each question.
  const work = async (marked: Relation): Promise<Investigation | NoEvents> => {
    const { rows } = await reader.query(
      { kind: 'aggregate', input: marked, groups: [], aggregates: tallies },
      running,
    );
    const [count, , , failures, first, last] = rows[0] ?? [];
    if (Number(count ?? 0) === 0) return { looked };
    const cameWith = await cameWithOf(marked, options);
    const own = new Set([...names, ...found.names].map((name) => name.toLowerCase()));
    const judged = await judge(cameWith, counted, own, { ...options, activities: there });
    const events = withSuspicion(marked, isSuspect(suspicionOf(cameWith, judged, counted)));
    const facets = await allFacets(events, options);
    const evidence = await evidenceOf(events, options);
    const timeline = await timelineOf(events, {
      alerts: counted.map(({ alert }) => alert),
      limit,
      reader,
      ...running,
    });
    const lastSuspect = await lastOf(events, options);
    const related = await relatedAccounts(followedOf(cameWith, judged, counted), {
      ...options,
      activities: there,
      own: found.keys,
      most: MOST_ROWS,
    });
    const sources = new Set(facets.source.rows.map(({ value }) => value));
    return {
      account: scanned?.account ?? found.names[0] ?? options.account,
      aliases: [...new Set([...names, ...found.names])].filter(
        (name) => name !== (scanned?.account ?? found.names[0]),
      ),
      ...(scanned === undefined ? {} : { alerted: { severity: scanned.severity, score: scanned.score } }),
      alerts: alerts.map(({ alert }) => investigated(alert, evidence.byAlert.get(alert.id) ?? 0)),
      events: Number(count ?? 0),
      failures: Number(failures ?? 0),
      first: textOr(first, null),
      last: textOr(last, null),
      firstEvidence: evidence.first,
      lastEvidence: evidence.last,
      lastSuspect,
      facets: facetsToTell(facets, judged),
      timeline,
      hidden: Number(count ?? 0) - timeline.length,
      related,
      notFollowed: notFollowedOf(cameWith, judged),
      looked: {
        found: looked.filter((source) => sources.has(source)),
        without: looked.filter((source) => !sources.has(source)),
      },
    };
  };
  return withKept(reader, all, running, async (held) =>
    withKept(reader, withEvidence(held, alertsOfEvent(counted)), running, work),
  );
}

function scannedAccount({ account, accounts }: InvestigateOptions): Account | undefined {
  const key = account.trim().toLowerCase();
  return accounts.find((each) => [each.account, ...each.aliases].some((name) => name.toLowerCase() === key));
}

/** The alerts on an account, with the logs that their rules read. */
function alertsOf(
  { alerts, sourcesOf }: InvestigateOptions,
  names: readonly string[],
  scanned: Account | undefined,
): readonly AlertWithSources[] {
  const keys = new Set(names.map((name) => name.toLowerCase()));
  const ids = new Set(scanned?.alerts);
  return alerts
    .filter((alert) => ids.has(alert.id) || (scanned === undefined && keys.has(alert.account.toLowerCase())))
    .map((alert) => {
      const sources = sourcesOf(alert);
      return { alert, ...(sources === undefined ? {} : { sources }) };
    });
}

/** With which addresses, programs, sessions and keys the account came. */
async function cameWithOf(events: Relation, { reader, signal }: InvestigateOptions): Promise<CameWith> {
  const asked = { reader, most: MOST_FOLLOWED, ...(signal === undefined ? {} : { signal }) };
  return {
    address: await facetsOf('address', events, asked),
    agent: await facetsOf('agent', events, asked),
    session: await facetsOf('session', events, asked),
    key: await facetsOf('key', events, asked),
  };
}

async function allFacets(
  events: Relation,
  { reader, signal }: InvestigateOptions,
): Promise<Readonly<Record<FacetName, Facets>>> {
  const asked = { reader, most: MOST_ROWS, ...(signal === undefined ? {} : { signal }) };
  const found: Partial<Record<FacetName, Facets>> = {};
  for (const name of facetNames) found[name] = await facetsOf(name, events, asked);
  // All of them have been asked.
  return found as Readonly<Record<FacetName, Facets>>;
}

interface EvidenceTimes {
  readonly first: string | null;
  readonly last: string | null;
  /** Events by alert. */
  readonly byAlert: ReadonlyMap<string, number>;
}

/** When evidence begins and ends (of alerts that count), and how many events each alert has. */
async function evidenceOf(events: Relation, { reader, signal }: InvestigateOptions): Promise<EvidenceTimes> {
  const { rows } = await reader.query(
    {
      kind: 'aggregate',
      input: events,
      groups: [{ name: 'alerts', expression: EVIDENCE }],
      aggregates: tallies,
    },
    signal === undefined ? {} : { signal },
  );
  const byAlert = new Map<string, number>();
  const times: { readonly first: string; readonly last: string }[] = [];
  for (const [ids, count, , , , first, last] of rows) {
    const own = textOr(ids, '')
      .split(' ')
      .filter((id) => id !== '');
    for (const id of own) byAlert.set(id, (byAlert.get(id) ?? 0) + Number(count ?? 0));
    if (own.length > 0) times.push({ first: textOr(first, ''), last: textOr(last, '') });
  }
  return {
    first: times.map(({ first }) => first).toSorted()[0] ?? null,
    last:
      times
        .map(({ last }) => last)
        .toSorted()
        .at(-1) ?? null,
    byAlert,
  };
}

/** The last event that is evidence or suspect. */
async function lastOf(events: Relation, { reader, signal }: InvestigateOptions): Promise<string | null> {
  const { rows } = await reader.query(
    {
      kind: 'aggregate',
      input: events,
      groups: [],
      aggregates: [
        {
          name: 'last',
          fn: 'max',
          args: [eventColumn('time')],
          type: 'datetime',
          where: call('or', [isEvidence, SUSPECT]),
        },
      ],
    },
    signal === undefined ? {} : { signal },
  );
  const last: Json | undefined = rows[0]?.[0];
  return textOr(last, null);
}

function investigated(alert: Alert, events: number): InvestigatedAlert {
  const { id, detection, title, severity, time, lastTime, excluded } = alert;
  return {
    id,
    detection,
    title,
    severity,
    time,
    lastTime,
    ...(excluded === undefined ? {} : { excluded }),
    events,
  };
}
