import type { Expression } from './expressions.js';
import type { Scan } from './relations.js';

/** A column of a lookup: the name users know it by, and its text over the dataset's columns; null where a cell is empty. */
export interface LookupColumn {
  readonly name: string;
  readonly expression: Expression;
  /** How an event's value is held against the column's: by equality without it. */
  readonly match?: LookupMatch;
}

/**
 * `network`: the column holds addresses and CIDR networks; `first` and `last` (text over the dataset's columns) are the
 * ends of the network as the plan's `addressKey` gives addresses, null where the column holds neither.
 * `wildcard`: in the column `*` stands for any text.
 */
export type LookupMatch =
  | { readonly kind: 'network'; readonly first: Expression; readonly last: Expression }
  | { readonly kind: 'wildcard' };

/**
 * A table that rules look things up in, which is no log: a watchlist, indicators of threats. KQL asks for watchlists
 * with `_GetWatchlist('name')`, SPL with `lookup name` and `inputlookup name`, Sigma with `%name%`.
 */
export interface Lookup {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly title: string;
  /** Without a time: what it holds is there at every instant. */
  readonly scan: Scan;
  readonly filter?: Expression;
  /** In the order of the file. */
  readonly columns: readonly LookupColumn[];
  /** The column that KQL's `SearchKey` and Sigma's placeholders stand for. */
  readonly key: string;
  /** What `_GetWatchlist` gives beside the columns; absent for what is no watchlist. */
  readonly watchlist?: { readonly item: Expression; readonly updated: Expression };
  readonly caseSensitive: boolean;
  /** Of several matches only the first so many count. */
  readonly maxMatches: number;
  /** With fewer matches than that, `defaultMatch` fills up. */
  readonly minMatches: number;
  readonly defaultMatch: string;
  /** In these columns no value occurs twice, whatever its case. */
  readonly unique: readonly string[];
  /** Nobody has given it: it is empty. */
  readonly absent?: true;
}

/**
 * A file outside the logs that rules name by its address (KQL's `externaldata`) and that a user gave: its whole text, in
 * the one row of a column `text`. How records lie in it is said by the rule.
 */
export interface ExternalFile {
  readonly url: string;
  readonly scan: Scan;
}

/** A lookup by its name or one of its aliases, as written or with the `.csv` that Splunk's files have. */
export function findLookup(lookups: readonly Lookup[] | undefined, name: string): Lookup | undefined {
  const bare = name.replace(/\.csv$/i, '');
  return [name, bare].reduce<Lookup | undefined>(
    (found, wanted) =>
      found ?? lookups?.find((lookup) => lookup.name === wanted || lookup.aliases.includes(wanted)),
    undefined,
  );
}

/** Whether a text can be the name of a lookup: letters, digits, `_`, `-` and `.`; no path. */
export function isLookupName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name);
}
