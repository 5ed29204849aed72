import type { Catalog, Diagnostic, Lookup } from '@interloper/plan';
import { absentWatchlist, catalogOf, standardWatchlists } from '@interloper/sources';
import type { Source } from '@interloper/sources';
import type { BadRecord, InputSummary } from '@interloper/report';
import type { Store } from '@interloper/sql';
import type { DatasetDefinition } from '../workspace/database.js';
import { appendRows, hideRows } from './append-rows.js';
import { contextColumns, contextDataset, loadWatchlists, saveWatchlist } from './kept-context.js';
import type { KeptWatchlist } from './kept-context.js';
import type { ContextOptions, ContextSummary } from './options.js';
import { readWatchlists } from './read-watchlists.js';
import type { GivenWatchlist } from './read-watchlists.js';

/** What a session knows beside its logs. */
export interface Context {
  /** Datasets to be there, those of the catalogue's tables not included. */
  readonly datasets: readonly DatasetDefinition[];
  /** Puts what was given into a store, and reads what a store from before holds. */
  readonly fill: (store: Store) => Promise<void>;
  readonly lookups: () => readonly Lookup[];
  /** The files that were given. */
  readonly inputs: () => readonly InputSummary[];
  readonly quarantine: () => readonly BadRecord[];
  readonly diagnostics: () => readonly Diagnostic[];
  readonly summaries: () => readonly ContextSummary[];
}

const absent = standardWatchlists.map((standard) => absentWatchlist(standard));

/** The catalogue of sources before any log or context was given. */
export function emptyCatalog(sources: readonly Source[]): Catalog {
  return { ...catalogOf(sources, { raw: true }), lookups: absent.map(({ lookup }) => lookup) };
}

/** Reads what was given; what a store holds is read when it is filled. Throws `UserError`. */
export async function openContext({ watchlists = {} }: ContextOptions): Promise<Context> {
  const given = await readWatchlists(watchlists);
  let kept: ReadonlyMap<string, KeptWatchlist> = new Map();

  const fill = async (store: Store): Promise<void> => {
    for (const list of given) await storeWatchlist(store, list);
    kept = await loadWatchlists(store);
  };

  return {
    datasets: [
      { name: contextDataset, columns: contextColumns },
      ...absent.map(({ table: { dataset, columns } }) => ({ name: dataset, columns })),
    ],
    fill,
    lookups: () => [
      ...absent.map(({ lookup }) => kept.get(lookup.name)?.lookup ?? lookup),
      ...[...kept.values()]
        .map(({ lookup }) => lookup)
        .filter(({ name }) => absent.every(({ lookup }) => lookup.name !== name)),
    ],
    inputs: () => [...kept.values()].map(({ input }) => input),
    quarantine: () => [...kept.values()].flatMap(({ quarantine }) => quarantine),
    diagnostics: () =>
      given.flatMap(({ table }) =>
        table.remarks.map((message): Diagnostic => ({ code: 'SRC0101', severity: 'warning', message })),
      ),
    summaries: () => [
      ...[...kept.values()].map(({ lookup, input }): ContextSummary => ({
        kind: 'watchlist',
        name: lookup.name,
        rows: input.records,
        paths: [input.path],
      })),
      ...absent
        .filter(({ lookup }) => !kept.has(lookup.name))
        .map(({ lookup: { name } }): ContextSummary => ({
          kind: 'watchlist',
          name,
          rows: 0,
          paths: [],
          absent: `not given (--watchlist ${name}=FILE)`,
        })),
    ],
  };
}

/** Rows of a list that was there before make room for those of the file. */
async function storeWatchlist(store: Store, { lookup, table, file }: GivenWatchlist): Promise<void> {
  const { dataset, columns, rows, bad } = table;
  await store.createDataset(dataset, columns);
  await hideRows(store, dataset);
  await appendRows(store, { dataset, columns, rows, file: file.path });
  await saveWatchlist(store, {
    lookup,
    input: {
      path: file.path,
      sha256: file.sha256,
      source: `watchlist ${lookup.name}`,
      records: rows.length,
      duplicates: 0,
      quarantined: bad.length,
      missing: [],
    },
    quarantine: bad.map(({ line, cause, excerpt }) => ({
      path: file.path,
      line,
      record: line,
      cause,
      excerpt,
    })),
  });
}
