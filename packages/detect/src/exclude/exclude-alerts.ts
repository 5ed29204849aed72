import type { Alert, AlertedPerson } from '../result.js';
import type { RaisedAlert } from '../run/alerts.js';
import type { RunDetectionsOptions } from '../run/options.js';
import { readyExclusion } from './coverage.js';
import type { Candidate, ReadyExclusion } from './coverage.js';
import { entityValues } from './entity-values.js';
import type { Exclusion, ExclusionOutcome } from './exclusion.js';
import { remarksOn } from './remarks.js';
import { readNamedWatchlists } from './watchlists.js';
import type { Watchlists } from './watchlists.js';

/** Alerts with what was said of them, and what became of each exclusion. */
export interface ExcludedAlerts {
  readonly alerts: readonly Alert[];
  readonly outcomes: readonly ExclusionOutcome[];
}

/** Excludes alerts as the run's exclusions say, whose watchlists are those of its catalogue; see `judgeAlerts`. */
export async function excludeAlerts(
  raised: readonly RaisedAlert[],
  personOf: (alert: Alert) => AlertedPerson,
  { exclusions = [], detections, catalog, reader, now, signal }: RunDetectionsOptions,
): Promise<ExcludedAlerts> {
  const watchlists = await readNamedWatchlists(exclusions, catalog, reader, signal);
  return judgeAlerts(raised, personOf, exclusions, { watchlists, detections, now });
}

/** What exclusions are judged with. */
export interface ExclusionSetting extends Pick<RunDetectionsOptions, 'detections' | 'now'> {
  readonly watchlists: Watchlists;
}

/**
 * An alert is excluded when each of its matches is covered by an exclusion, and it is no confirmed compromise: one match
 * that nobody has explained keeps it. Whether an alert is excluded depends on no other alert.
 */
export function judgeAlerts(
  raised: readonly RaisedAlert[],
  personOf: (alert: Alert) => AlertedPerson,
  exclusions: readonly Exclusion[],
  setting: ExclusionSetting,
): ExcludedAlerts {
  const entries = exclusions.map((exclusion): Entry => ({
    ready: readyExclusion(exclusion, setting.watchlists),
    excluded: [],
    refused: [],
    partly: [],
    unsure: new Set(),
  }));
  const alerts = raised.map((each) => judged(each, personOf(each.alert), entries));
  return { alerts, outcomes: entries.map((entry) => outcomeOf(entry, setting)) };
}

/** An exclusion, and the ids of the alerts that it had to do with. */
interface Entry {
  readonly ready: ReadyExclusion;
  readonly excluded: string[];
  readonly refused: string[];
  readonly partly: string[];
  readonly unsure: Set<string>;
}

function judged(
  { alert, detection, matches }: RaisedAlert,
  person: AlertedPerson,
  entries: readonly Entry[],
): Alert {
  const names = new Set([alert.account, person.account, ...person.aliases].map((name) => name.toLowerCase()));
  const used = new Set<Entry>();
  let isCovered = true;
  for (const { key, time, severity, why, row, query } of matches) {
    const declared = detection.queries.find(({ language }) => language === query)?.entities;
    const candidate: Candidate = {
      detection: detection.slug,
      names: new Set([...names, key]),
      time,
      severity,
      why,
      valuesOf: (kind) => entityValues(row, declared, kind),
    };
    const covering = entries.filter((entry) => isCovering(entry, candidate));
    for (const entry of covering) used.add(entry);
    if (covering.length === 0) isCovered = false;
  }
  if (used.size === 0) return alert;
  const fate = !isCovered ? 'partly' : alert.confirmed === true ? 'refused' : 'excluded';
  for (const entry of used) entry[fate].push(alert.id);
  if (fate === 'partly') return alert;
  const reason = [...new Set([...used].map(({ ready }) => ready.exclusion.reason))].join('; ');
  return { ...alert, ...(fate === 'refused' ? { exclusionRefused: reason } : { excluded: reason }) };
}

function isCovering({ ready, unsure }: Entry, candidate: Candidate): boolean {
  const covering = ready.covers(candidate);
  if (covering !== 'covered' && covering !== 'other') unsure.add(`${covering.unsure} ${candidate.detection}`);
  return covering === 'covered';
}

function outcomeOf(
  { ready, excluded, refused, partly, unsure }: Entry,
  setting: ExclusionSetting,
): ExclusionOutcome {
  const { file, line, reason, owner, ticket } = ready.exclusion;
  const found = { excluded, refused, partly };
  return {
    file,
    line,
    reason,
    ...(owner === undefined ? {} : { owner }),
    ...(ticket === undefined ? {} : { ticket }),
    ...found,
    remarks: remarksOn(ready, { ...found, unsure: [...unsure] }, setting),
  };
}
