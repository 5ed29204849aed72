import { identityKinds, kindOfName } from '@interloper/plan';
import type { IdentityKind, IdentityLink } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import { linkRows } from './link-rows.js';
import type { Name } from './link-rows.js';
import { createSameness } from './sameness.js';

/** An account as a detection names it. */
export interface NamedAccount {
  /** In lower case. */
  readonly key: string;
  /** The datasets that the detection reads: in them the name is looked for. */
  readonly datasets: ReadonlySet<string>;
}

/** Whose account it is: the same for all names of one account. */
export interface Person {
  readonly id: string;
  /** All lasting names that the logs give the account, and those it was asked for by, best first. */
  readonly names: readonly Name[];
}

/** A name under which the logs show more accounts than one, so that it joins none. */
export interface AmbiguousName {
  readonly name: string;
  readonly kind: IdentityKind;
  readonly accounts: readonly string[];
}

export interface People {
  /** In the order of the named accounts; undefined where no log knows the name. */
  readonly persons: readonly (Person | undefined)[];
  readonly ambiguous: readonly AmbiguousName[];
}

/** Two accounts that a user knows to be one person's. */
export type KnownPair = readonly [string, string];

/** From a name to another takes one look at the logs; chains in real logs are shorter. */
const MOST_LOOKS = 6;
/** Lasting names of one kind that a name may stand with: a person is renamed, a hub is nobody's. */
const MOST_NAMES = 3;

/**
 * Who is behind accounts: follows the names that stand together in records, from log to log, until no new one comes.
 * A name that leads to several accounts joins none and is told.
 */
export async function peopleBehind(
  accounts: readonly NamedAccount[],
  links: readonly IdentityLink[],
  pairs: readonly KnownPair[],
  reader: Reader,
  signal?: AbortSignal,
): Promise<People> {
  const seen = new Map<string, Name>();
  const rows = new Map<IdentityLink, Map<string, readonly Name[]>>();
  const looked = new Map<IdentityLink, Set<string>>();
  /** What each link is asked for next. */
  let wanted = (link: IdentityLink): readonly { readonly kind: IdentityKind; readonly key: string }[] =>
    firstWanted(link, accounts, pairs);
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const fresh: Name[] = [];
    for (const link of links) {
      const done = looked.get(link) ?? new Set();
      looked.set(link, done);
      const texts = new Map<IdentityKind, Set<string>>();
      for (const { kind, key } of wanted(link)) {
        if (done.has(idOf({ kind, key }))) continue;
        done.add(idOf({ kind, key }));
        texts.set(kind, (texts.get(kind) ?? new Set()).add(key));
      }
      const known = rows.get(link) ?? new Map<string, readonly Name[]>();
      rows.set(link, known);
      for (const names of await linkRows(reader, link, texts, signal === undefined ? {} : { signal })) {
        known.set(names.map(idOf).join('\n'), names);
        for (const name of names) {
          if (seen.has(idOf(name))) continue;
          seen.set(idOf(name), name);
          fresh.push(name);
        }
      }
    }
    if (fresh.length === 0) break;
    wanted = (link) => {
      const kinds = new Set(link.names.map(({ kind }) => kind));
      const paired = pairedWith(fresh, pairs).flatMap((key) => [...kinds].map((kind) => ({ kind, key })));
      return [...fresh.filter(({ kind }) => kinds.has(kind)), ...paired];
    };
  }
  return joined(accounts, pairs, seen, rows);
}

/** A name's text is looked for in the logs of its detection; a mail address, and what the user paired, in all. */
function firstWanted(
  { scan, names }: IdentityLink,
  accounts: readonly NamedAccount[],
  pairs: readonly KnownPair[],
): readonly { readonly kind: IdentityKind; readonly key: string }[] {
  const kinds = names.map(({ kind }) => kind);
  const own = accounts.filter(({ datasets }) => datasets.has(scan.dataset)).map(({ key }) => key);
  const mails = accounts.map(({ key }) => key).filter((key) => key.includes('@'));
  const paired = pairs.flat().map((item) => item.toLowerCase());
  return [
    ...[...own, ...paired].flatMap((key) => kinds.map((kind) => ({ kind, key }))),
    ...(kinds.includes('mail') ? mails.map((key) => ({ kind: 'mail' as const, key })) : []),
  ];
}

function pairedWith(names: readonly Name[], pairs: readonly KnownPair[]): readonly string[] {
  const keys = new Set(names.map(({ key }) => key));
  return pairs.flatMap(([one, other]) => {
    const [left, right] = [one.toLowerCase(), other.toLowerCase()];
    return [...(keys.has(left) ? [right] : []), ...(keys.has(right) ? [left] : [])];
  });
}

function joined(
  accounts: readonly NamedAccount[],
  pairs: readonly KnownPair[],
  seen: ReadonlyMap<string, Name>,
  rows: ReadonlyMap<IdentityLink, ReadonlyMap<string, readonly Name[]>>,
): People {
  const same = createSameness();
  const ambiguous = new Map([...rows].flatMap(([link, found]) => ambiguousIn(link, [...found.values()])));
  for (const row of [...rows.values()].flatMap((found) => [...found.values()])) {
    const [first, ...others] = row.filter((name) => !ambiguous.has(idOf(name)));
    for (const other of others) if (first !== undefined) same.join(idOf(first), idOf(other));
  }
  const byKey = new Map<string, Name[]>();
  for (const name of seen.values()) byKey.set(name.key, [...(byKey.get(name.key) ?? []), name]);
  for (const [one, other] of pairs) {
    const names = [one, other].flatMap((item) => byKey.get(item.toLowerCase()) ?? []);
    const [first] = names;
    for (const name of names) if (first !== undefined) same.join(idOf(first), idOf(name));
  }
  const members = new Map<string, Name[]>();
  for (const [id, name] of seen) members.set(same.of(id), [...(members.get(same.of(id)) ?? []), name]);
  const asked = new Set(accounts.map(({ key }) => key));
  const persons = accounts.map(({ key, datasets }): Person | undefined => {
    const found = startOf(key, datasets, byKey.get(key) ?? [], rows);
    if (found === undefined) return undefined;
    const id = same.of(idOf(found));
    const names = (members.get(id) ?? [])
      .filter((name) => kindOfName(name.kind).lasting || asked.has(name.key))
      .toSorted(byRank);
    return { id, names };
  });
  return { persons, ambiguous: [...ambiguous.values()] };
}

/** The name that a detection means by a text: one that its own logs have, else a mail address anywhere. */
function startOf(
  key: string,
  datasets: ReadonlySet<string>,
  names: readonly Name[],
  rows: ReadonlyMap<IdentityLink, ReadonlyMap<string, readonly Name[]>>,
): Name | undefined {
  const own = names.filter((name) =>
    [...rows].some(
      ([{ scan }, found]) =>
        datasets.has(scan.dataset) &&
        [...found.values()].some((row) => row.some((item) => idOf(item) === idOf(name))),
    ),
  );
  return own.toSorted(byRank)[0] ?? names.find(({ kind }) => kind === 'mail');
}

/** What stands with a name in the records of one link. */
interface Company {
  readonly name: Name;
  readonly claimed: boolean;
  /** Spellings by key. */
  readonly byKind: Map<IdentityKind, Map<string, string>>;
}

/** Names under which the records of a link show several accounts, by id. */
function ambiguousIn(
  link: IdentityLink,
  rows: readonly (readonly Name[])[],
): readonly (readonly [string, AmbiguousName])[] {
  const claimed = new Set(link.names.flatMap((name) => (name.claimed === true ? [name.kind] : [])));
  const companies = new Map<string, Company>();
  for (const row of rows) {
    for (const [index, name] of row.entries()) {
      // Of two names of one kind the later one is the one that was claimed.
      const isClaimed =
        claimed.has(name.kind) && row.findLastIndex(({ kind }) => kind === name.kind) === index;
      const id = `${String(isClaimed)} ${idOf(name)}`;
      const company = companies.get(id) ?? {
        name,
        claimed: isClaimed,
        byKind: new Map<IdentityKind, Map<string, string>>(),
      };
      companies.set(id, company);
      for (const other of row) {
        if (other === name || kindOfName(other.kind).many === true) continue;
        company.byKind.set(
          other.kind,
          (company.byKind.get(other.kind) ?? new Map<string, string>()).set(other.key, other.spelling),
        );
      }
    }
  }
  return [...companies.values()].flatMap(({ name, claimed: isClaimed, byKind }) => {
    const several = [...byKind].find(
      ([other, spellings]) =>
        spellings.size > (isClaimed ? 1 : kindOfName(other).lasting ? MOST_NAMES : Infinity),
    );
    if (several === undefined) return [];
    const accounts = [...several[1].values()].toSorted();
    return [[idOf(name), { name: name.spelling, kind: name.kind, accounts }] as const];
  });
}

function idOf({ kind, key }: Pick<Name, 'kind' | 'key'>): string {
  return `${kind} ${key}`;
}

const ranks = new Map(Object.keys(identityKinds).map((kind, index) => [kind, index]));

/** Mail addresses first, then in the order of the kinds, then by text. */
function byRank(left: Name, right: Name): number {
  const order = (ranks.get(left.kind) ?? 0) - (ranks.get(right.kind) ?? 0);
  if (order !== 0) return order;
  return left.key < right.key ? -1 : Number(left.key > right.key);
}
