import { isIPv4 } from 'node:net';
import type { Account, Alert, Confidence } from '@interloper/detect';
import { v5 } from 'uuid';
import { addressesOf } from '../scan/addresses.js';
import { accountsByAlert, techniqueOf } from './told.js';
import type { Findings } from './told.js';

/** A STIX object by its id; a bundle has each once. */
interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

/**
 * A scan as a STIX 2.1 bundle: accounts and addresses as observables, each alert as observed data and as a sighting of
 * its ATT&CK technique, the ranking as notes, and the addresses of alerts at high or above as indicators. Of an alert
 * that tuning excluded there is only a note with the reason. The same data gives the same ids.
 * See https://docs.oasis-open.org/cti/stix/v2.1/stix-v2.1.html.
 */
export function renderStix(findings: Findings): string {
  const objects = new Map<string, StixObject>();
  const add = (object: StixObject): string => {
    if (!objects.has(object.id)) objects.set(object.id, object);
    return object.id;
  };
  const stamp = stampOf(findings);
  const accounts = accountsByAlert(findings.accounts);
  add(stamp.author);
  for (const account of findings.accounts) addNote(account, stamp, add);
  for (const alert of findings.alerts) {
    if (alert.excluded === undefined) addAlert(alert, accounts.get(alert.id), { findings, stamp, add });
    else addExcluded(alert, alert.excluded, stamp, add);
  }
  const content = findings.inputs.map(({ sha256 }) => sha256 ?? '').join(' ');
  const bundle = {
    type: 'bundle',
    id: idOf('bundle', `${findings.run.version} ${findings.run.now ?? ''} ${content}`),
    objects: [...objects.values()],
  };
  return JSON.stringify(bundle, undefined, 2);
}

/** What all objects of a run share. */
interface Stamp {
  readonly author: StixObject;
  /** The common properties of an object that is made at an instant and was last changed by this run. */
  readonly since: (created: string) => Common;
  /** Those of objects that say the same in every run. */
  readonly always: Common;
  readonly now: string;
}

type Common = Readonly<Record<string, string>>;
type Add = (object: StixObject) => string;

function stampOf({ run }: Findings): Stamp {
  const now = milliseconds(run.now ?? BEGINNING);
  const fixed = { spec_version: '2.1', created: BEGINNING, modified: BEGINNING };
  const author: StixObject = {
    type: 'identity',
    id: idOf('identity', 'interloper'),
    ...fixed,
    name: 'Interloper',
    identity_class: 'system',
  };
  const by = { created_by_ref: author.id };
  return {
    author,
    // An object of one id has one instant of creation, whatever run writes it.
    since: (created) => ({ spec_version: '2.1', created: milliseconds(created), modified: now, ...by }),
    always: { ...fixed, ...by },
    now,
  };
}

const BEGINNING = '2026-01-01T00:00:00.000Z';

function addNote(account: Account, { since, now }: Stamp, add: Add): void {
  const refs = [account.account, ...account.aliases].map((name) => add(userAccount(name)));
  add({
    type: 'note',
    id: idOf('note', `${now} ${account.account}`),
    ...since(now),
    abstract: `${account.severity}, score ${account.score} of 100`,
    content: `${account.account} shows signs of compromise from ${account.firstSeen} to ${account.lastSeen}: ${account.why.join(', ')}.`,
    object_refs: refs,
  });
}

/** A sighting would say that the technique was used. */
function addExcluded(alert: Alert, reason: string, { since, now }: Stamp, add: Add): void {
  add({
    type: 'note',
    id: idOf('note', `excluded ${now} ${alert.id}`),
    ...since(now),
    abstract: `excluded: ${alert.title}`,
    content: `${alert.title} (${alert.severity}): ${alert.account} at ${alert.time}: excluded by tuning: ${reason}`,
    labels: ['excluded', alert.detection],
    object_refs: [add(userAccount(alert.account))],
  });
}

interface Adding {
  readonly findings: Findings;
  readonly stamp: Stamp;
  readonly add: Add;
}

function addAlert(alert: Alert, account: Account | undefined, { findings, stamp, add }: Adding): void {
  const common = stamp.since(alert.time);
  const names = account === undefined ? [] : [account.account];
  const addresses = addressesOf([alert]);
  const seen = [
    ...[...new Set([alert.account, ...names])].map((name) => add(userAccount(name))),
    ...addresses.map((value) => add(address(value))),
  ];
  const observed = add({
    type: 'observed-data',
    id: idOf('observed-data', alert.id),
    ...common,
    first_observed: alert.time,
    last_observed: alert.lastTime,
    number_observed: Math.min(Math.max(1, alert.matches), MOST_OBSERVED),
    object_refs: seen,
  });
  add({
    type: 'sighting',
    id: idOf('sighting', alert.id),
    ...common,
    description: `${alert.title} (${alert.severity}): ${alert.account}: ${alert.why.join(', ')}`,
    labels: [alert.severity, alert.detection],
    confidence: CONFIDENCE[alert.confidence],
    first_seen: alert.time,
    last_seen: alert.lastTime,
    count: Math.min(Math.max(1, alert.matches), MOST_OBSERVED),
    sighting_of_ref: add(attackPattern(alert, findings, stamp.always)),
    observed_data_refs: [observed],
    where_sighted_refs: [stamp.author.id],
  });
  if (!isIndicating(alert)) return;
  const { intruders } = findings;
  for (const value of addresses.filter((each) => intruders?.has(each.toLowerCase()) !== false))
    addIndicator(value, findings, { observed, common: (time) => stamp.since(time), add, alert });
}

interface AddingIndicator {
  readonly observed: string;
  readonly alert: Alert;
  readonly common: (created: string) => Common;
  readonly add: Add;
}

/** One indicator for each address, from the first alert that names it. */
function addIndicator(
  value: string,
  { alerts }: Findings,
  { observed, alert, common, add }: AddingIndicator,
): void {
  const first = alerts.find((each) => isIndicating(each) && addressesOf([each]).includes(value)) ?? alert;
  const indicator = add({
    type: 'indicator',
    id: idOf('indicator', `${value} ${first.time}`),
    ...common(first.time),
    name: `${value}: ${first.title}`,
    indicator_types: ['anomalous-activity'],
    pattern: `[${addressType(value)}:value = '${value}']`,
    pattern_type: 'stix',
    valid_from: first.time,
    confidence: CONFIDENCE[first.confidence],
  });
  add({
    type: 'relationship',
    id: idOf('relationship', `${indicator} ${observed}`),
    ...common(alert.time),
    relationship_type: 'based-on',
    source_ref: indicator,
    target_ref: observed,
  });
}

function isIndicating({ severity, excluded }: Alert): boolean {
  return excluded === undefined && (severity === 'high' || severity === 'critical');
}

const MOST_OBSERVED = 999_999_999;

/** The middle of each range of the specification's appendix A (None, Low, Med, High). */
const CONFIDENCE: Readonly<Record<Confidence, number>> = { low: 15, medium: 50, high: 85 };

function attackPattern(alert: Alert, { detections }: Findings, common: Common): StixObject {
  const { id, name, tactics } = techniqueOf(alert, detections);
  return {
    type: 'attack-pattern',
    id: idOf('attack-pattern', id),
    ...common,
    name: name ?? id,
    external_references: [{ source_name: 'mitre-attack', external_id: id }],
    ...(tactics.length === 0
      ? {}
      : {
          kill_chain_phases: tactics.map((tactic) => ({
            kill_chain_name: 'mitre-attack',
            phase_name: tactic,
          })),
        }),
  };
}

function userAccount(name: string): StixObject {
  return observable('user-account', { user_id: name });
}

function address(value: string): StixObject {
  return observable(addressType(value), { value });
}

function addressType(value: string): 'ipv4-addr' | 'ipv6-addr' {
  return isIPv4(value) ? 'ipv4-addr' : 'ipv6-addr';
}

/** Ids of observables are those of section 2.9: everybody gives the same address the same id. */
function observable(type: string, contributing: Readonly<Record<string, string>>): StixObject {
  const id = `${type}--${v5(JSON.stringify(contributing), OBSERVABLES)}`;
  return { type, spec_version: '2.1', id, ...contributing };
}

const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** A namespace of our own: objects that are no observables may not be in that of observables. */
const OURS = 'b0f8c1de-6f0a-4d0e-9a55-3f0f2f3d7c61';

function idOf(type: string, name: string): string {
  return `${type}--${v5(`${type} ${name}`, OURS)}`;
}

/** `created` and `modified` have exactly three digits of a second. */
function milliseconds(iso: string): string {
  return new Date(iso).toISOString();
}
