import { hasErrors } from '@interloper/plan';
import type { Catalog, Diagnostic, ExternalFile, Lookup } from '@interloper/plan';
import {
  absentWatchlist,
  catalogOf,
  indicatorLookups,
  indicatorTables,
  ipGeography,
  standardWatchlists,
  threatIndicators,
} from '@interloper/sources';
import type { ContextTable, Source } from '@interloper/sources';
import type { BadRecord, ContextSummary, InputSummary } from '@interloper/report';
import type { Store } from '@interloper/sql';
import type { DatasetDefinition } from '../workspace/database.js';
import { appendRows, hideRows } from './append-rows.js';
import type { ContextFile } from './context-file.js';
import { keptName, readExternals } from './externals.js';
import type { GivenExternal } from './externals.js';
import { findGeography, noGeography } from './geography/databases.js';
import { createPlaces } from './geography/places.js';
import type { Places } from './geography/places.js';
import { contextColumns, contextDataset, loadContext, saveContext } from './kept-context.js';
import type { KeptContext } from './kept-context.js';
import type { ContextOptions } from './options.js';
import { readIndicatorFile } from './read-given.js';
import type { GivenIndicators } from './read-given.js';
import { readDefinedLookups, readWatchlists } from './read-watchlists.js';
import type { GivenWatchlist } from './read-watchlists.js';
import type { WrittenRows } from './write-lookup.js';
import { prepareWrites } from './written-watchlists.js';

/** What a session knows beside its logs. */
export interface Context {
  /** Datasets to be there, those of the catalogue's tables not included. */
  readonly datasets: readonly DatasetDefinition[];
  /** Puts what was given into a store, and reads what a store from before holds. */
  readonly fill: (store: Store) => Promise<void>;
  /** Takes in more watchlists; one of a name that is there takes its place. Throws `UserError`. */
  readonly giveWatchlists: (store: Store, files: Readonly<Record<string, string>>) => Promise<void>;
  /**
   * Writes lookups as a search says, in order; all, or with an error among the diagnostics none. They stay as watchlists
   * that were given do.
   */
  readonly writeLookups: (store: Store, written: readonly WrittenRows[]) => Promise<readonly Diagnostic[]>;
  /** Where addresses are. */
  readonly places: Places;
  /** Takes in files of indicators that stand among the logs. */
  readonly takeIndicators: (store: Store, paths: readonly string[]) => Promise<readonly InputSummary[]>;
  readonly lookups: () => readonly Lookup[];
  /** Files that rules name by an address. */
  readonly externals: () => readonly ExternalFile[];
  /** The files that were given; what searches wrote is no file. */
  readonly inputs: () => readonly InputSummary[];
  readonly quarantine: () => readonly BadRecord[];
  readonly diagnostics: () => readonly Diagnostic[];
  readonly summaries: () => readonly ContextSummary[];
}

const absent = standardWatchlists.map((standard) => absentWatchlist(standard));

/** The catalogue of sources before any log or context was given. */
export function emptyCatalog(sources: readonly Source[]): Catalog {
  return withContext(
    catalogOf(sources, { raw: true }),
    absent.map(({ lookup }) => lookup),
  );
}

/** A catalogue of logs with the tables that every session has beside them. */
export function withContext(
  catalog: Catalog,
  watchlists: readonly Lookup[],
  externals: readonly ExternalFile[] = [],
): Catalog {
  return {
    ...catalog,
    ...(externals.length === 0 ? {} : { externals }),
    tables: [...catalog.tables, ...indicatorTables],
    lookups: [...watchlists, ...indicatorLookups],
  };
}

/** As `emptyCatalog`, with the watchlists that were given: for rules that are compiled and not run. Throws `UserError`. */
export async function givenCatalog(sources: readonly Source[], options: ContextOptions): Promise<Catalog> {
  const given = (await givenLists(options)).map(({ lookup }) => lookup);
  const missing = absent
    .map(({ lookup }) => lookup)
    .filter(({ name }) => given.every((lookup) => lookup.name !== name));
  const externals = (await readExternals(options.externals ?? {})).map(({ external }) => external);
  return withContext(catalogOf(sources, { raw: true }), [...missing, ...given], externals);
}

/** The watchlists that were given, and the lookups beside the rules that are none of them. */
async function givenLists({
  watchlists = {},
  lookups = {},
}: ContextOptions): Promise<readonly GivenWatchlist[]> {
  const others = Object.entries(lookups).filter(([name]) => !Object.hasOwn(watchlists, name));
  const given = await readWatchlists(watchlists, lookups);
  return [...given, ...(await readDefinedLookups(Object.fromEntries(others)))];
}

/** Reads what was given; what a store holds is read when it is filled. Throws `UserError`. */
export async function openContext(options: ContextOptions): Promise<Context> {
  const { threatIntel = [], geo = [] } = options;
  const geography = findGeography(geo);
  const places = createPlaces(geography);
  let lists = await givenLists(options);
  const externals = await readExternals(options.externals ?? {});
  const indicators: GivenIndicators[] = [];
  for (const path of threatIntel) indicators.push(await readIndicatorFile(path));
  const remarks: string[] = [...lists, ...indicators].flatMap(({ table }) => table.remarks);
  let kept = new Map<string, KeptContext>();

  const storeIndicators = async (store: Store, given: GivenIndicators): Promise<InputSummary> => {
    const { file, table } = given;
    const before = kept.get(file.sha256);
    if (before !== undefined) return before.input;
    await appendRows(store, { ...table, file: file.path });
    const added = keptOf(file, table, 'threat-intelligence');
    await saveContext(store, file.sha256, added);
    kept.set(file.sha256, added);
    return added.input;
  };

  const knownLookups = (): readonly Lookup[] => {
    const given = [...kept.values()].flatMap(({ lookup }) => lookup ?? []);
    const others = given.filter(({ name }) => absent.every(({ lookup }) => lookup.name !== name));
    return [...absent.map(({ lookup }) => kept.get(lookup.name)?.lookup ?? lookup), ...others];
  };

  return {
    datasets: [
      { name: contextDataset, columns: contextColumns },
      { name: threatIndicators.dataset, columns: threatIndicators.columns },
      { name: ipGeography.dataset, columns: ipGeography.columns },
      ...absent.map(({ table: { dataset, columns } }) => ({ name: dataset, columns })),
    ],
    fill: async (store) => {
      kept = new Map(await loadContext(store));
      await places.reset(store);
      for (const list of lists) {
        if (list.beside === true && kept.get(list.lookup.name)?.written === true) continue;
        const added = await storeWatchlist(store, list);
        kept.set(list.lookup.name, added);
      }
      for (const given of externals) {
        kept.set(keptName(given.external.url), await storeExternal(store, given));
      }
      for (const given of indicators) await storeIndicators(store, given);
    },
    places,
    giveWatchlists: async (store, files) => {
      const more = await readWatchlists(files);
      lists = [...lists.filter(({ lookup }) => !Object.hasOwn(files, lookup.name)), ...more];
      remarks.push(...more.flatMap(({ table }) => table.remarks));
      for (const list of more) kept.set(list.lookup.name, await storeWatchlist(store, list));
    },
    writeLookups: async (store, written) => {
      const known = knownLookups();
      const { lists: found, diagnostics } = await prepareWrites(store, written, known, options.lookups ?? {});
      if (hasErrors(diagnostics)) return diagnostics;
      for (const [name, list] of found) {
        lists = lists.filter(({ lookup }) => lookup.name !== name);
        if (list === undefined) {
          await removeWatchlist(store, name, kept.get(name));
          kept.delete(name);
        } else {
          lists = [...lists, list];
          remarks.push(...list.table.remarks);
          kept.set(name, await storeWatchlist(store, list));
        }
      }
      return diagnostics;
    },
    takeIndicators: async (store, paths) => {
      const inputs: InputSummary[] = [];
      for (const path of paths) {
        const given = await readIndicatorFile(path);
        const known = kept.has(given.file.sha256);
        if (!known) remarks.push(...given.table.remarks);
        inputs.push(await storeIndicators(store, given));
      }
      return inputs;
    },
    lookups: knownLookups,
    externals: () => [...kept.values()].flatMap(({ external }) => external ?? []),
    inputs: () => [...kept.values()].flatMap(({ input, written }) => (written === true ? [] : [input])),
    quarantine: () => [...kept.values()].flatMap(({ quarantine }) => quarantine),
    diagnostics: () =>
      remarks.map((message): Diagnostic => ({ code: 'SRC0101', severity: 'warning', message })),
    summaries: () => [
      ...watchlistSummaries(kept),
      indicatorSummary(kept),
      {
        kind: 'geography',
        name: 'geography',
        rows: places.known(),
        paths: geography?.paths ?? [],
        ...(geography === undefined ? { absent: noGeography } : {}),
      },
    ],
  };
}

function watchlistSummaries(kept: ReadonlyMap<string, KeptContext>): readonly ContextSummary[] {
  const given = [...kept.values()].flatMap(({ lookup, input }): readonly ContextSummary[] =>
    lookup === undefined
      ? []
      : [{ kind: 'watchlist', name: lookup.name, rows: input.records, paths: [input.path] }],
  );
  const missing = absent
    .filter(({ lookup }) => !kept.has(lookup.name))
    .map(({ lookup: { name } }): ContextSummary => ({
      kind: 'watchlist',
      name,
      rows: 0,
      paths: [],
      absent: `not given (--watchlist ${name}=FILE)`,
    }));
  return [...given, ...missing];
}

function indicatorSummary(kept: ReadonlyMap<string, KeptContext>): ContextSummary {
  const inputs = [...kept.values()].flatMap(({ lookup, external, input }) =>
    lookup === undefined && external === undefined ? [input] : [],
  );
  return {
    kind: 'threatIntelligence',
    name: 'threat-intelligence',
    rows: inputs.reduce((sum, { records }) => sum + records, 0),
    paths: inputs.map(({ path }) => path),
    ...(inputs.length === 0 ? { absent: 'not given (--threat-intel FILE)' } : {}),
  };
}

/** Rows of a list that was there before make room for those of the file. */
async function storeWatchlist(
  store: Store,
  { lookup, table, file, written }: GivenWatchlist,
): Promise<KeptContext> {
  const { dataset, columns } = table;
  await store.createDataset(dataset, columns);
  await hideRows(store, dataset);
  await appendRows(store, { ...table, file: file.path });
  const added: KeptContext = {
    lookup,
    ...keptOf(file, table, `watchlist ${lookup.name}`),
    ...(written === undefined ? {} : { written }),
  };
  await saveContext(store, lookup.name, added);
  return added;
}

async function removeWatchlist(store: Store, name: string, before: KeptContext | undefined): Promise<void> {
  if (before?.lookup === undefined) return;
  await hideRows(store, before.lookup.scan.dataset);
  await saveContext(store, name, null);
}

/** As a watchlist. */
async function storeExternal(store: Store, { external, table, file }: GivenExternal): Promise<KeptContext> {
  await store.createDataset(table.dataset, table.columns);
  await hideRows(store, table.dataset);
  await appendRows(store, { ...table, file: file.path });
  const added = { external, ...keptOf(file, table, external.url) };
  await saveContext(store, keptName(external.url), added);
  return added;
}

function keptOf({ path, sha256 }: ContextFile, { rows, bad }: ContextTable, source: string): KeptContext {
  return {
    input: {
      path,
      sha256,
      source,
      records: rows.length,
      duplicates: 0,
      quarantined: bad.length,
      missing: [],
    },
    quarantine: bad
      .slice(0, KEPT_BAD)
      .map(({ line, cause, excerpt }) => ({ path, line, record: line, cause, excerpt })),
  };
}

/** So many bad lines of a file are kept; all are counted. */
const KEPT_BAD = 1000;
