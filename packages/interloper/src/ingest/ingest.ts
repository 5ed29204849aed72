import type { Diagnostic } from '@interloper/plan';
import { listInputs, ownDatasetName } from '@interloper/sources';
import type { OwnTable } from '@interloper/sources';
import type { Store } from '@interloper/sql';
import { createTemporaryFolder } from '../workspace/temporary-folder.js';
import { closeAccount, openAccount } from './account.js';
import type { InputAccount, OpenAccount, Quarantined } from './account.js';
import { foldRepeats } from './fold-repeats.js';
import { look } from './look.js';
import type { Looked } from './look.js';
import { aboutTable, createOwnTables } from './own-tables.js';
import { missingFields, unconvertedValues } from './presence.js';
import { prepareRaw } from './raw-text.js';
import { readBatch } from './read-batch.js';
import { recognitionOf } from './recognition.js';
import type { UnknownFiles } from './recognition.js';
import type { Run } from './run.js';
import { readSalvaged } from './salvaged.js';
import { createSlowPath } from './slow-path.js';
import type { SalvagedFile } from './slow-path.js';

export interface IngestOptions {
  /**
   * What the files are: the id of a source, or one of its KQL tables, whose shapes are then the only ones tried; or the
   * name of a table of its own, to which all of their records go. By default that is told by their content.
   */
  readonly source?: string;
  /** Whether files in which no log is recognised become tables of their own names; default `refused`. */
  readonly unknown?: UnknownFiles;
  /** The tables of their own that the store holds. */
  readonly tables?: readonly OwnTable[];
  /** Keep the raw text of every record beside its row; see `joinRaw`. Rows of a store that were loaded without it have none. */
  readonly raw?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** How far reading has come. */
export interface Progress {
  readonly phase: 'reading' | 'comparing';
  readonly files: number;
  readonly filesDone: number;
  /** Bytes on disk. */
  readonly bytes: number;
  readonly bytesDone: number;
}

export interface IngestResult {
  /** One for each file and archive member, in the order of the paths given and of the names below them. */
  readonly inputs: readonly InputAccount[];
  readonly quarantine: readonly Quarantined[];
  /** What a user should know of the reading: date orders that were judged, values that could not be converted. */
  readonly diagnostics: readonly Diagnostic[];
  /** Records of inputs that the store held before which were folded now into records that say more, by path. */
  readonly foldedBefore: ReadonlyMap<string, number>;
  /** The tables of their own that were made or added to. */
  readonly tables: readonly OwnTable[];
}

/** Files that are read before the next are opened: at most so many, and about so many bytes. */
const BATCH_FILES = 1024;
const BATCH_BYTES = 1024 * 1024 * 1024;

/**
 * Reads files and folders into the datasets of their sources: recognises each by its content, lets the engine read
 * what it can in bulk, salvages the rest record by record, quarantines what is no record, folds repeats, and accounts
 * for every input. What a file holds never raises an error; an unknown source id and the signal do.
 */
export async function ingest(
  store: Store,
  paths: readonly string[],
  options: IngestOptions = {},
): Promise<IngestResult> {
  const { raw = false, unknown = 'refused', signal, onProgress } = options;
  const recognition = recognitionOf(options.source, unknown);
  const { sources } = recognition;
  for (const { dataset } of sources) {
    await store.createDataset(dataset.name, dataset.columns);
    if (raw) await prepareRaw(store, dataset);
  }
  const folder = createTemporaryFolder();
  const quarantine: Quarantined[] = [];
  const slow = createSlowPath(folder.path, recognition, (item) => void quarantine.push(item), signal);
  const own = createOwnTables(store, raw, options.tables ?? []);
  const run: Run = {
    store,
    recognition,
    sources: recognition.forced?.table === undefined ? sources : [],
    own,
    strangers: [],
    slow,
    accounts: [],
    quarantine,
    diagnostics: [],
    raw,
    signal,
  };
  let reading = Promise.resolve();
  try {
    let batch: string[] = [];
    let batchBytes = 0;
    let progress = { files: 0, filesDone: 0, bytes: 0, bytesDone: 0 };
    const readLooked = async (looked: Looked, filesDone: number, bytesDone: number): Promise<void> => {
      await readBatch(run, looked);
      progress = { ...progress, filesDone, bytesDone };
      onProgress?.({ phase: 'reading', ...progress });
    };
    // While the engine reads a batch, the next one is opened and recognised; one at a time is read.
    const flush = async (): Promise<void> => {
      const { files, bytes } = progress;
      const looked = await look(batch, run.recognition, run.signal);
      batch = [];
      batchBytes = 0;
      await reading;
      run.accounts.push(...looked.accounts);
      reading = readLooked(looked, files, bytes);
      // A failure is met where the batch is waited for.
      reading.catch(() => undefined);
    };
    for await (const found of listInputs(paths)) {
      signal?.throwIfAborted();
      if (found.kind === 'refused') {
        if (batch.length > 0) await flush();
        await reading;
        const account = openAccount(found.path);
        account.refusals.push(found.cause);
        account.unreadable = found.unreadable === true;
        run.accounts.push(account);
        continue;
      }
      batch.push(found.path);
      batchBytes += found.size;
      progress = { ...progress, files: progress.files + 1, bytes: progress.bytes + found.size };
      onProgress?.({ phase: 'reading', ...progress });
      if (batch.length >= BATCH_FILES || batchBytes >= BATCH_BYTES) await flush();
    }
    await flush();
    await reading;
    await readSlowFiles(run);
    onProgress?.({ phase: 'comparing', ...progress });
    const foldedBefore = await concludeAccounts(run);
    const tables = await concludeTables(run);
    const inputs = run.accounts.map(closeAccount);
    return { inputs, quarantine, diagnostics: run.diagnostics, foldedBefore, tables };
  } finally {
    await reading.catch(() => undefined);
    await slow.close();
    folder.remove();
  }
}

async function readSlowFiles(run: Run): Promise<void> {
  for (const written of await run.slow.finish()) {
    const file = await withOwnColumns(run, written);
    const lost = await readSalvaged(run.store, file, run);
    for (const { path, record } of await file.placesOf(lost)) {
      const account = run.accounts.find((item) => item.path === path);
      if (account !== undefined) {
        account.records -= 1;
        account.quarantined += 1;
      }
      run.quarantine.push({ path, line: 0, record, cause: 'the engine cannot read it', excerpt: '' });
    }
  }
}

/** Salvaged records of a table of its own: only now all of their names are known. */
async function withOwnColumns(run: Run, file: SalvagedFile): Promise<SalvagedFile> {
  const table =
    run.own.named(file.source.id) ?? run.strangers.find(({ source }) => source.id === file.source.id)?.own;
  if (table === undefined) return file;
  const { group } = file;
  const source = await run.own.widen(typeof table === 'string' ? table : table.name, group.observed.names);
  const shape = source.shapes.find(({ id }) => id === group.shape.id) ?? group.shape;
  return { ...file, source, group: { ...group, shape } };
}

/** The tables of their own, and what a user should know of them. */
async function concludeTables(run: Run): Promise<readonly OwnTable[]> {
  const { tables, diagnostics } = await run.own.conclude();
  run.diagnostics.push(...diagnostics);
  for (const table of tables) {
    const inputs = run.strangers.filter(({ source }) => source.id === ownDatasetName(table.name));
    const read = inputs.map(({ account, unknown }) => ({
      path: account.path,
      records: account.records,
      unknown,
    }));
    run.diagnostics.push(aboutTable(table, read, run.recognition.forced !== undefined));
  }
  return tables;
}

/** Fills in what only the rows together tell; gives the folded records of other inputs than the run's. */
async function concludeAccounts(run: Run): Promise<ReadonlyMap<string, number>> {
  const foldedBefore = new Map<string, number>();
  const accounts = new Map(run.accounts.map((account) => [account.path, account]));
  for (const { path, repeated } of run.accounts) {
    if (repeated.records > 0) run.diagnostics.push(aboutRepeatedNames(path, repeated));
  }
  for (const { dataset } of run.sources) {
    if (!run.store.holds(dataset.name)) continue;
    for (const [path, missing] of await missingFields(run.store, dataset)) {
      const account = accounts.get(path);
      if (account !== undefined) account.missing = [...new Set([...account.missing, ...missing])];
    }
    for (const { input, column, rows, example } of await unconvertedValues(run.store, dataset)) {
      if (!accounts.has(input)) continue;
      run.diagnostics.push({
        code: 'SRC0002',
        severity: 'warning',
        message: `${input}: ${column} of ${rows} ${rows === 1 ? 'record' : 'records'} could not be understood, for example ${JSON.stringify(example.slice(0, 80))}`,
        help: 'The records are kept without that value.',
      });
    }
    for (const [path, duplicates] of await foldRepeats(run.store, dataset)) {
      const account = accounts.get(path);
      if (account !== undefined) account.duplicates += duplicates;
      else foldedBefore.set(path, (foldedBefore.get(path) ?? 0) + duplicates);
    }
  }
  return foldedBefore;
}

function aboutRepeatedNames(path: string, { records, names }: OpenAccount['repeated']): Diagnostic {
  const shown = [...names].slice(0, 5).map((name) => JSON.stringify(name.slice(0, 40)));
  return {
    code: 'SRC0005',
    severity: 'warning',
    message: `${path}: ${records} ${records === 1 ? 'record names' : 'records name'} a property twice: ${shown.join(', ')}`,
    help: 'Of values under one name the first is read. No log service writes such records: look at them as they are.',
  };
}
