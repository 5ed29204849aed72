import type { Catalog, Diagnostic, Relation } from '@interloper/plan';
import type { DetectionPackage } from '@interloper/detect';
import type { BadRecord, ContextSummary, InputSummary } from '@interloper/report';
import type { Engine, Reader } from '@interloper/sql';
import type { Compiler, RuleText } from '../compile/compiler.js';
import { readCache } from '../compile/compiled-cache.js';
import type { ContextOptions } from '../context/options.js';
import type { WrittenRows } from '../context/write-lookup.js';
import type { Progress } from '../ingest/ingest.js';
import { isTableName, knownSource } from '../ingest/recognition.js';
import type { UnknownFiles } from '../ingest/recognition.js';
import { UserError } from '../user-error.js';
import { needsRaw, withRawText } from './raw-text.js';
import { openDatabase } from './database.js';
import type { Database } from './database.js';
import { loadedDetections } from './detections.js';
import { extentOf } from './extent.js';
import type { Extent } from './extent.js';
import { foldLater, inputsColumns, inputsDataset, loadInputs, saveInputs } from './inputs-table.js';
import type { KeptInput } from './inputs-table.js';
import {
  createNames,
  datasetsOf,
  loadTables,
  saveTables,
  tablesColumns,
  tablesDataset,
} from './own-tables.js';

/** The data of a workspace and what compiles rules for it. */
export interface Session {
  /** What there is to ask. It grows when files are loaded that become tables of their own. */
  readonly catalog: Catalog;
  /** Compiles rules for the catalogue. */
  readonly compiler: Compiler;
  /** True when a rule asks for all logs, or for one that is not there: it may be among files that are no known log. */
  readonly wantsMore: (rule: RuleText) => Promise<boolean>;
  /** The detections of a folder, or the shipped ones; see `loadedDetections`. */
  readonly detections: (folder?: string) => Promise<readonly DetectionPackage[]>;
  /** Loads files; see `Workspace.ingest`. */
  readonly ingest: (paths: readonly string[], options?: IngestOptions) => Promise<Ingested>;
  /** Everything that was loaded or refused, what the store held before first. */
  readonly inputs: () => readonly InputSummary[];
  /** The first of the quarantined of each input. */
  readonly quarantine: () => readonly BadRecord[];
  /** Takes in watchlists, CSV files by name, beside those that are there. Throws `UserError`. */
  readonly giveWatchlists: (files: Readonly<Record<string, string>>) => Promise<void>;
  /** Writes lookups as a search says (`Compilation.writes`); see `Context.writeLookups`. */
  readonly writeLookups: (written: readonly WrittenRows[]) => Promise<readonly Diagnostic[]>;
  /** What is known beside the logs, and what is not. */
  readonly context: () => readonly ContextSummary[];
  /** What a user should know of the files that were given as context. */
  readonly contextDiagnostics: () => readonly Diagnostic[];
  /**
   * Makes sure that the raw text of records is there if one of the plans reads it. It is kept from the start in a store
   * and by a session that knows its rules before it loads; else what was loaded is read once more.
   */
  readonly readyFor: (plans: readonly (Relation | undefined)[], signal?: AbortSignal) => Promise<void>;
  /** Asks the data; questions and loading wait for each other. */
  readonly read: <T>(work: (reader: Reader) => Promise<T>) => Promise<T>;
  /** When the first and last event happened; undefined when no record has a time. */
  readonly extent: () => Promise<Extent | undefined>;
  readonly close: () => Promise<void>;
}

interface IngestOptions {
  /** What the files are: a source's id, one of its tables, or the name of a table of their own. */
  readonly source?: string;
  /** Whether files in which no log is recognised become tables of their own names (the default) or are refused. */
  readonly unknown?: UnknownFiles;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

interface Ingested {
  /** One for each input among the paths. */
  readonly inputs: readonly InputSummary[];
  /** What a user should know of the reading: guessed date orders, values that could not be converted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Opens the data at a path, or for as long as the session lasts. Throws `UserError` when it cannot be opened. */
export async function openSession(store?: string, contextOptions: ContextOptions = {}): Promise<Session> {
  const [{ catalogOf, rawDataset, sources }, { openContext, withContext }, engine] = await Promise.all([
    import('@interloper/sources'),
    import('../context/context.js'),
    loadEngine(),
  ]);
  const context = await openContext(contextOptions);
  const datasets = [
    ...sources.flatMap(({ dataset }) => [
      dataset,
      { name: rawDataset(dataset.name), columns: [{ name: 'text', type: 'string' as const }] },
    ]),
    { name: inputsDataset, columns: inputsColumns },
    { name: tablesDataset, columns: tablesColumns },
    ...context.datasets,
  ];
  const database = await openDatabase(engine, datasets, store);
  await closedOnFailure(database, async () => context.fill(await database.store()));
  const knownCatalog = (): Catalog =>
    withContext(catalogOf(sources, { raw: true }), context.lookups(), context.externals());
  const catalog = knownCatalog();
  const cache = readCache(catalog);
  const kept: KeptInput[] = store === undefined ? [] : [...(await loadInputs(await database.store()))];
  let names = createNames(catalog, cache?.rules ?? {});
  if (store !== undefined) {
    const open = await database.store();
    const tables = await loadTables(open);
    for (const { name, columns } of datasetsOf(tables)) await open.createDataset(name, columns);
    names.add(tables);
  }
  const told: InputSummary[] = [];
  const loads: { readonly paths: readonly string[]; readonly options: IngestOptions }[] = [];
  // The files may be gone when a store is asked.
  let raw = store !== undefined;
  const inTurn = queue();

  const renewNames = (): void => {
    const renewed = createNames(knownCatalog(), {});
    renewed.add(names.tables());
    names = renewed;
  };

  const load = async (paths: readonly string[], options: IngestOptions): Promise<Ingested> => {
    const { source } = options;
    const readAs = source === undefined ? undefined : readingOf(source);
    const [{ ingest }, { withoutKnown }, { findIndicators }] = await Promise.all([
      import('../ingest/ingest.js'),
      import('./known-inputs.js'),
      import('../context/find-indicators.js'),
    ]);
    const found = readAs === undefined ? await findIndicators(paths, options.signal) : { files: [], paths };
    const open = await database.store();
    const indicators = await context.takeIndicators(open, found.files);
    const known = new Map(
      kept.flatMap(({ input }) => {
        // Under another name the same bytes are other rows.
        const same = readAs === undefined || readAs === (input.table ?? input.source);
        return input.sha256 === null || !same ? [] : [[input.sha256, input.path]];
      }),
    );
    const fresh = await withoutKnown(found.paths, known, options.signal);
    const ingested = await ingest(open, fresh.paths, {
      unknown: 'tables',
      ...options,
      raw,
      tables: names.tables(),
    });
    const { inputs, quarantine, diagnostics, foldedBefore, tables } = ingested;
    context.places.changed();
    await saveTables(open, tables);
    names.add(tables);
    const byPath = groupByPath(quarantine);
    const loaded = inputs
      .filter(({ records, quarantined }) => records > 0 || quarantined > 0)
      .map((input) => ({ input, quarantine: byPath.get(input.path) ?? [] }));
    await saveInputs(open, [...foldLater(kept, foldedBefore), ...loaded]);
    kept.push(...loaded);
    told.push(
      ...inputs.filter(({ records, quarantined }) => records === 0 && quarantined === 0),
      ...fresh.repeats,
    );
    return { inputs: [...indicators, ...inputs, ...fresh.repeats], diagnostics };
  };

  const loadRaw = async (signal: AbortSignal | undefined): Promise<void> => {
    if (raw) return;
    raw = true;
    if (loads.length === 0) return;
    await database.empty();
    await context.fill(await database.store());
    names.clear();
    kept.length = 0;
    told.length = 0;
    for (const { paths, options } of loads)
      await load(paths, { ...options, ...(signal === undefined ? {} : { signal }) });
  };

  return {
    get catalog() {
      return names.catalog();
    },
    get compiler() {
      return names.compiler();
    },
    wantsMore: async (rule) => names.wantsMore(rule),
    detections: async (folder) => loadedDetections(folder, cache?.detections),
    ingest: async (paths, options = {}) =>
      inTurn(async () => {
        const ingested = await load(paths, options);
        loads.push({ paths, options });
        return ingested;
      }),
    readyFor: async (plans, signal) => {
      if (plans.some((plan) => plan !== undefined && needsRaw(plan)))
        await inTurn(async () => loadRaw(signal));
      const asking = plans.filter((plan) => plan !== undefined);
      await inTurn(async () => context.places.prepare(database.store, asking));
    },
    inputs: () => [...context.inputs(), ...kept.map(({ input }) => input), ...told],
    quarantine: () => [...context.quarantine(), ...kept.flatMap(({ quarantine }) => quarantine)],
    giveWatchlists: async (files) =>
      inTurn(async () => {
        await context.giveWatchlists(await database.store(), files);
        renewNames();
      }),
    writeLookups: async (written) =>
      inTurn(async () => {
        const said = await context.writeLookups(await database.store(), written);
        renewNames();
        return store === undefined ? said.map(unkept) : said;
      }),
    context: context.summaries,
    contextDiagnostics: context.diagnostics,
    read: async (work) =>
      inTurn(async () => work(context.places.reader(withRawText(await database.reader())))),
    extent: async () =>
      inTurn(async () => extentOf(await database.reader(), [...sources, ...names.sources()])),
    close: async () => inTurn(database.close),
  };
}

/** What a search has written is gone with its workspace. */
function unkept(said: Diagnostic): Diagnostic {
  const help = 'There is no store: it lasts as long as this session. Name a file with --store to keep it.';
  return said.code === 'RUN0401' ? { ...said, help } : said;
}

/** The id of a source, or the name of a table of its own, that a user names. */
function readingOf(name: string): string {
  const source = knownSource(name);
  if (source !== undefined) return source.id;
  if (isTableName(name)) return name;
  throw new UserError(
    `there is no source ${name} (interloper sources lists them), and a table's name has only letters, digits and _`,
  );
}

async function loadEngine(): Promise<Engine> {
  return (await import('@interloper/duckdb')).duckdb;
}

async function closedOnFailure(database: Database, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Runs tasks one after the other, whether they succeed or not. */
function queue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (task) => {
    const result = last.then(task, task);
    last = result;
    return result;
  };
}

function groupByPath(quarantine: readonly BadRecord[]): ReadonlyMap<string, readonly BadRecord[]> {
  const byPath = new Map<string, BadRecord[]>();
  for (const bad of quarantine) {
    const known = byPath.get(bad.path);
    if (known === undefined) byPath.set(bad.path, [bad]);
    else known.push(bad);
  }
  return byPath;
}
