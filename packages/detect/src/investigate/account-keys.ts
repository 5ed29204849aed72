import { kindOfName } from '@interloper/plan';
import type { Activity, IdentityKind, IdentityLink } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import { linkRows } from '../identity/link-rows.js';
import { peopleBehind } from '../identity/people.js';
import type { KnownPair, Person } from '../identity/people.js';
import type { AccountKeys } from './events.js';

/** What an account goes by, and what to look for in the logs. */
export interface FoundAccount {
  /** Spellings, best first. */
  readonly names: readonly string[];
  readonly keys: AccountKeys;
}

/** Two or more accounts that go by one name in different logs: their names, so that a reader can say which is meant. */
export interface SeveralAccounts {
  readonly several: readonly (readonly string[])[];
}

/**
 * Whose account it is, under all names that the logs give it, and the keys of the sessions that it opened. A name that
 * no log pairs with another is looked for as it stands, whatever kind of name it is.
 *
 * @param names what the account is known by; one is what a user typed, several are a scan's
 */
export async function findAccount(
  names: readonly string[],
  { links, pairs, reader, signal }: Looking,
): Promise<FoundAccount | SeveralAccounts> {
  const telling = names.length === 1 ? names : names.filter((name) => TELLING.test(name));
  const starts = (telling.length === 0 ? names : telling).map((name) => name.trim().toLowerCase());
  const there = links.filter(({ scan }) => reader.holds(scan.dataset));
  const datasets = [...new Set(there.map(({ scan }) => scan.dataset))];
  // Each log by itself: what one calls so may be another's than what the next calls so.
  const named = starts.flatMap((key) => datasets.map((dataset) => ({ key, datasets: new Set([dataset]) })));
  const { persons } = await peopleBehind(named, there, pairs, reader, signal);
  const found = new Map(
    persons.flatMap((person) => (person === undefined ? [] : [[person.id, person] as const])),
  );
  const people = [...found.values()];
  if (names.length === 1 && people.length > 1)
    return { several: people.map((person) => person.names.map(({ spelling }) => spelling)) };
  if (people.length === 0) return { names, keys: new Map([['any' as const, new Set(starts)]]) };
  const keys = new Map<IdentityKind | 'any', Set<string>>();
  for (const { kind, key } of people.flatMap((person) => person.names)) add(keys, kind, key);
  await addSessions(keys, there, reader, signal);
  return { names: [...new Set([...names, ...spellingsOf(people)])], keys };
}

/** What accounts are looked for in. */
export interface Looking {
  readonly activities: readonly Activity[];
  readonly links: readonly IdentityLink[];
  readonly pairs: readonly KnownPair[];
  readonly reader: Reader;
  readonly signal?: AbortSignal;
}

/** Mail addresses, ARNs and ids: what no second account is called in another system. */
const TELLING = /[@:]|^[0-9a-f]{8}-/i;

function spellingsOf(people: readonly Person[]): readonly string[] {
  return people.flatMap((person) => person.names.map(({ spelling }) => spelling));
}

function add(keys: Map<IdentityKind | 'any', Set<string>>, kind: IdentityKind, key: string): void {
  keys.set(kind, (keys.get(kind) ?? new Set()).add(key));
}

/** The keys of sessions that the account opened: each is of one session alone. Names of sessions are chosen by anybody. */
async function addSessions(
  keys: Map<IdentityKind | 'any', Set<string>>,
  links: readonly IdentityLink[],
  reader: Reader,
  signal: AbortSignal | undefined,
): Promise<void> {
  const wanted = new Map(
    [...keys].flatMap(([kind, texts]) => (kind === 'any' ? [] : [[kind, texts] as const])),
  );
  for (const link of links) {
    const kinds = new Set(link.names.map(({ kind }) => kind));
    const hasSessions = [...kinds].some((kind) => isSessionKey(kind));
    if (!hasSessions || ![...kinds].some((kind) => wanted.has(kind))) continue;
    const rows = await linkRows(reader, link, wanted, {
      sessions: true,
      ...(signal === undefined ? {} : { signal }),
    });
    for (const { kind, key } of rows.flat()) if (isSessionKey(kind)) add(keys, kind, key);
  }
}

function isSessionKey(kind: IdentityKind): boolean {
  const { lasting, many } = kindOfName(kind);
  return !lasting && many === true;
}
