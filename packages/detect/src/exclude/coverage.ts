import type { EntityKind } from '../package.js';
import { entityKinds } from '../package.js';
import type { Match } from '../run/match.js';
import { compareSeverity } from '../severity.js';
import { networksOf } from './addresses.js';
import type { Networks } from './addresses.js';
import type { Exclusion, Membership } from './exclusion.js';
import { tripsIn } from './trips.js';
import type { Watchlists, WatchlistEntries } from './watchlists.js';

/** A match as exclusions look at it. */
export interface Candidate extends Pick<Match, 'time' | 'severity' | 'why'> {
  readonly detection: string;
  /** All names of the account in lower case. */
  readonly names: ReadonlySet<string>;
  /** In lower case; undefined when the row does not tell all of them. */
  readonly valuesOf: (kind: EntityKind) => readonly string[] | undefined;
}

/** Whether an exclusion covers a match; the kind that it is not sure of, because the row does not tell all values. */
type Covering = 'covered' | 'other' | { readonly unsure: EntityKind };

/** An exclusion that is ready to be held against matches. */
export interface ReadyExclusion {
  readonly exclusion: Exclusion;
  readonly covers: (candidate: Candidate) => Covering;
  /** Why it cannot do what it says. */
  readonly remarks: readonly string[];
}

/** One condition of an exclusion. */
type Condition = (candidate: Candidate) => Covering;

/**
 * Looks up what an exclusion names. It covers a match when all of its conditions hold; a condition on a kind of value
 * holds when the match has values of the kind and every one of them is meant.
 */
export function readyExclusion(exclusion: Exclusion, watchlists: Watchlists): ReadyExclusion {
  const remarks: string[] = [];
  const entriesOf = (name: string, wanted: readonly string[]): WatchlistEntries | undefined => {
    const entries = watchlists.get(name);
    const missing = wanted.filter((column) => entries?.columns.includes(column) === false);
    if (entries === undefined) remarks.push(`the watchlist ${name} is not given (--watchlist ${name}=FILE)`);
    for (const column of missing) remarks.push(`the watchlist ${name} has no column ${column}`);
    return missing.length === 0 ? entries : undefined;
  };
  const { account, entities, trip } = exclusion;
  const conditions: Condition[] = [(candidate) => (holdsPlainly(exclusion, candidate) ? 'covered' : 'other')];
  if (account !== undefined) conditions.push(accountCondition(account, entriesOf, remarks));
  for (const kind of entityKinds) {
    const membership = entities[kind];
    if (membership !== undefined) conditions.push(entityCondition(kind, membership, entriesOf, remarks));
  }
  if (trip !== undefined) {
    const entries = entriesOf(trip.watchlist, ['user', 'country', 'from', 'to']);
    const trips = tripsIn(entries?.rows ?? []);
    if (trips.undated > 0)
      remarks.push(
        `the watchlist ${trip.watchlist} has entries without a day in from or to: ${trips.undated}`,
      );
    conditions.push(({ names, time, valuesOf }) =>
      every(valuesOf('country'), 'country', (country) => trips.hold(names, country, time)),
    );
  }
  return { exclusion, remarks, covers: (candidate) => coveredBy(conditions, candidate) };
}

type EntriesOf = (name: string, columns: readonly string[]) => WatchlistEntries | undefined;

/** What is not sure is told only of a match for which everything else holds. */
function coveredBy(conditions: readonly Condition[], candidate: Candidate): Covering {
  let unsure: Covering | undefined;
  for (const condition of conditions) {
    const covering = condition(candidate);
    if (covering === 'other') return 'other';
    if (covering !== 'covered') unsure ??= covering;
  }
  return unsure ?? 'covered';
}

/** Detection, severity, indicators and validity, which every match tells. */
function holdsPlainly(
  { detections, indicators, maxSeverity, from, until }: Exclusion,
  { detection, severity, why, time }: Candidate,
): boolean {
  if (detections !== 'all' && !detections.includes(detection)) return false;
  if (from !== undefined && time < from) return false;
  if (until !== undefined && time >= until) return false;
  if (maxSeverity !== undefined && compareSeverity(severity, maxSeverity) > 0) return false;
  if (indicators === undefined) return true;
  const wanted = indicators.map((each) => each.toLowerCase());
  return (
    why.length > 0 &&
    why.every((shown) => {
      const label = shown.toLowerCase();
      return wanted.some((each) => label === each || label.startsWith(`${each}:`));
    })
  );
}

/**
 * An entry of a watchlist that says in `source` where the account comes from (the standard list `service-accounts`)
 * speaks only of matches from those addresses; from anywhere when it says nothing.
 */
function accountCondition(membership: Membership, entriesOf: EntriesOf, remarks: string[]): Condition {
  if ('values' in membership) {
    const wanted = membership.values.map((value) => value.toLowerCase());
    return ({ names }) => (wanted.some((name) => names.has(name)) ? 'covered' : 'other');
  }
  const { watchlist, column } = membership;
  const entries = entriesOf(watchlist, column === undefined ? [] : [column.toLowerCase()]);
  const key = column?.toLowerCase() ?? entries?.key ?? '';
  const listed = (entries?.rows ?? []).flatMap(({ [key]: name, source }) =>
    name === undefined ? [] : [{ name: name.toLowerCase(), source, networks: networksIn(source) }],
  );
  const placeless = listed.filter(({ source, networks }) => source !== undefined && networks.size === 0);
  if (placeless.length > 0)
    remarks.push(
      `the watchlist ${watchlist} has sources that are no addresses, so these accounts stay (without a source they are covered from anywhere): ${placeless.length}`,
    );
  return ({ names, valuesOf }) => {
    const own = listed.filter(({ name }) => names.has(name));
    if (own.length === 0) return 'other';
    if (own.some(({ source }) => source === undefined)) return 'covered';
    return every(valuesOf('address'), 'address', (address) =>
      own.some(({ networks }) => networks.hold(address)),
    );
  };
}

function networksIn(text = ''): Networks {
  return networksOf(text.split(/[\s,;]+/));
}

function entityCondition(
  kind: EntityKind,
  membership: Membership,
  entriesOf: EntriesOf,
  remarks: string[],
): Condition {
  const texts = 'values' in membership ? membership.values : listedIn(membership, entriesOf);
  const isMeant = kind === 'address' ? networksMeant(texts, remarks) : textsMeant(texts);
  return ({ valuesOf }) => every(valuesOf(kind), kind, isMeant);
}

function listedIn(
  { watchlist, column }: Extract<Membership, { readonly watchlist: string }>,
  entriesOf: EntriesOf,
): readonly string[] {
  const entries = entriesOf(watchlist, column === undefined ? [] : [column.toLowerCase()]);
  const key = column?.toLowerCase() ?? entries?.key ?? '';
  return (entries?.rows ?? []).flatMap((row) => row[key] ?? []);
}

function networksMeant(texts: readonly string[], remarks: string[]): (value: string) => boolean {
  const { hold, bad } = networksOf(texts);
  if (bad > 0) remarks.push(`entries that are neither an address nor a network mean nothing: ${bad}`);
  return hold;
}

/** Texts in any case, in which `*` stands for any text. */
function textsMeant(texts: readonly string[]): (value: string) => boolean {
  const plain = new Set(texts.filter((text) => !text.includes('*')).map((text) => text.toLowerCase()));
  const patterns = texts.filter((text) => text.includes('*')).map((text) => text.toLowerCase().split('*'));
  return (value) => plain.has(value) || patterns.some((parts) => hasInOrder(value, parts));
}

/** The first part begins the text, the last ends it, the others come between in their order: linear in the text. */
function hasInOrder(text: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

function every(
  values: readonly string[] | undefined,
  kind: EntityKind,
  isMeant: (value: string) => boolean,
): Covering {
  if (values === undefined) return { unsure: kind };
  return values.length > 0 && values.every(isMeant) ? 'covered' : 'other';
}
