import { findLookup } from '@interloper/plan';
import type { Catalog, Relation } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import type { Exclusion } from './exclusion.js';

/** What a watchlist holds, for comparing alerts with it. */
export interface WatchlistEntries {
  readonly key: string;
  /** Lower-case names. */
  readonly columns: readonly string[];
  /** Cells by lower-case name of the column; an empty one is not there. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** Watchlists by the name that an exclusion gives them; one that nobody gave is not among them. */
export type Watchlists = ReadonlyMap<string, WatchlistEntries>;

/** Reads the watchlists that exclusions name. */
export async function readNamedWatchlists(
  exclusions: readonly Exclusion[],
  catalog: Catalog,
  reader: Reader,
  signal?: AbortSignal,
): Promise<Watchlists> {
  const found = new Map<string, WatchlistEntries>();
  for (const name of new Set(exclusions.flatMap(namedIn))) {
    const entries = await entriesOf(name, catalog, reader, signal);
    if (entries !== undefined) found.set(name, entries);
  }
  return found;
}

function namedIn({ account, entities, trip }: Exclusion): readonly string[] {
  return [account, ...Object.values(entities), trip].flatMap((given) =>
    given !== undefined && 'watchlist' in given ? [given.watchlist] : [],
  );
}

async function entriesOf(
  name: string,
  catalog: Catalog,
  reader: Reader,
  signal: AbortSignal | undefined,
): Promise<WatchlistEntries | undefined> {
  const lookup = findLookup(catalog.lookups, name);
  if (lookup === undefined || lookup.absent === true) return undefined;
  const { scan, filter, columns, key } = lookup;
  const input: Relation = filter === undefined ? scan : { kind: 'filter', input: scan, predicate: filter };
  const named = columns.map((each) => ({ name: each.name, expression: each.expression }));
  const stop = signal === undefined ? {} : { signal };
  const { rows } = await reader.query({ kind: 'project', input, columns: named }, stop);
  const names = columns.map((each) => each.name.toLowerCase());
  return {
    key: key.toLowerCase(),
    columns: names,
    rows: rows.map((cells) =>
      Object.fromEntries(
        cells.flatMap((cell, index) =>
          typeof cell === 'string' && cell.trim() !== '' ? [[names[index] ?? '', cell.trim()]] : [],
        ),
      ),
    ),
  };
}
