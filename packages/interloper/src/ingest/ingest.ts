import type { Diagnostic } from '@interloper/plan';
import { listInputs, salvageRecords, sources as allSources } from '@interloper/sources';
import type { JsonRecord, ReadOptions, Source } from '@interloper/sources';
import type { Store } from '@interloper/sql';
import { createTemporaryFolder } from '../workspace/temporary-folder.js';
import { closeAccount, openAccount } from './account.js';
import type { InputAccount, OpenAccount, Quarantined } from './account.js';
import type { Examined } from './examine.js';
import { readGroup } from './fast-path.js';
import { foldRepeats } from './fold-repeats.js';
import { directInput } from './groups.js';
import type { DirectInput } from './groups.js';
import { evidenceOf, evidenceOfFile, localeDateColumns, orderOfDates } from './locale-dates.js';
import { look } from './look.js';
import type { Looked } from './look.js';
import { missingFields, unconvertedValues } from './presence.js';
import { prepareRaw } from './raw-text.js';
import { readSalvaged } from './salvaged.js';
import { createSlowPath } from './slow-path.js';
import type { SlowPath } from './slow-path.js';

export interface IngestOptions {
  /** Only the source of this id; default all. */
  readonly source?: string;
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
}

/** Files that are read before the next are opened: at most so many, and about so many bytes. */
const BATCH_FILES = 1024;
const BATCH_BYTES = 1024 * 1024 * 1024;

/** What one run of reading shares. */
interface Run {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly slow: SlowPath;
  readonly accounts: OpenAccount[];
  readonly quarantine: Quarantined[];
  readonly diagnostics: Diagnostic[];
  readonly raw: boolean;
  readonly signal: AbortSignal | undefined;
}

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
  const { raw = false, signal, onProgress } = options;
  const sources = chosenSources(options.source);
  for (const { dataset } of sources) {
    await store.createDataset(dataset.name, dataset.columns);
    if (raw) await prepareRaw(store, dataset);
  }
  const folder = createTemporaryFolder();
  const quarantine: Quarantined[] = [];
  const slow = createSlowPath(folder.path, sources, (item) => void quarantine.push(item), signal);
  const run: Run = { store, sources, slow, accounts: [], quarantine, diagnostics: [], raw, signal };
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
      const looked = await look(batch, run.sources, run.signal);
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
    return { inputs: run.accounts.map(closeAccount), quarantine, diagnostics: run.diagnostics, foldedBefore };
  } finally {
    await reading.catch(() => undefined);
    await slow.close();
    folder.remove();
  }
}

function chosenSources(id: string | undefined): readonly Source[] {
  if (id === undefined) return allSources;
  const found = allSources.filter((source) => source.id === id);
  if (found.length > 0) return found;
  throw new Error(`no source ${id}; there are: ${allSources.map((source) => source.id).join(', ')}`);
}

async function readBatch(run: Run, { ready, hashing }: Looked): Promise<void> {
  const direct: DirectInput[] = [];
  const slow: { readonly examined: Examined; readonly options: ReadOptions }[] = [];
  for (const { examined, textBytes, damaged } of ready) {
    const options = await optionsFor(run, examined, textBytes);
    const input = damaged ? undefined : directInput(examined, options, textBytes);
    if (input === undefined) slow.push({ examined, options });
    else direct.push(input);
  }
  const groups = new Map<string, DirectInput[]>();
  for (const input of direct) {
    const group = groups.get(input.key) ?? [];
    groups.set(input.key, group);
    group.push(input);
  }
  for (const group of groups.values()) {
    const refused = await readDirect(run, group);
    slow.push(...refused.map(({ examined, group: { options } }) => ({ examined, options })));
  }
  for (const { examined, options } of slow) await run.slow.read({ ...examined, options });
  await Promise.all(hashing);
}

/** Reads a group through the engine; what looks doubtful afterwards is read again record by record. */
async function readDirect(run: Run, group: readonly DirectInput[]): Promise<readonly DirectInput[]> {
  const [first] = group;
  if (first === undefined) return [];
  const { dataset } = first.examined.source;
  const { loaded, refused } = await readGroup(run.store, dataset, group, run);
  for (const { input, rows, doubtful } of loaded) {
    const { account } = input.examined;
    account.records += rows - doubtful.size;
    if (doubtful.size === 0) continue;
    await run.store.hide(dataset.name, [...doubtful.values()]);
    const only = new Set(doubtful.keys());
    await run.slow.read({ ...input.examined, options: input.group.options, only });
  }
  return refused;
}

/** Settles the order of day and month where a file's dates are in numbers. */
async function optionsFor(run: Run, examined: Examined, textBytes: number): Promise<ReadOptions> {
  const { member, sample, account } = examined;
  const names = localeDateColumns(sample);
  if (names.length === 0 || examined.shape?.monthFirst === true) return { dayFirst: false };
  const direct = directInput(examined, { dayFirst: false }, textBytes);
  const evidence =
    direct === undefined
      ? evidenceOf(await allRecords(examined), names)
      : await evidenceOfFile(run.store, member.file, direct.group.container, member.compression, names).catch(
          async () => evidenceOf(await allRecords(examined), names),
        );
  const { dayFirst, by } = orderOfDates(evidence);
  if (by !== 'dates') {
    const order = dayFirst ? 'day before month' : 'month before day';
    const why =
      by === 'contradiction'
        ? 'some of its dates can only be read one way and some only the other'
        : 'no day above 12 occurs, so the way its times are written decides';
    run.diagnostics.push({
      code: 'SRC0001',
      severity: 'warning',
      message: `${account.path}: dates are read with the ${order}: ${why}`,
      help: 'Export with ISO 8601 times to be sure.',
    });
  }
  return { dayFirst };
}

async function allRecords({ member, container }: Examined): Promise<readonly JsonRecord[]> {
  const records: JsonRecord[] = [];
  for await (const item of salvageRecords(member, container))
    if (item.kind === 'record') records.push(item.value);
  return records;
}

async function readSlowFiles(run: Run): Promise<void> {
  for (const file of await run.slow.finish()) {
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

/** Fills in what only the rows together tell; gives the folded records of other inputs than the run's. */
async function concludeAccounts(run: Run): Promise<ReadonlyMap<string, number>> {
  const foldedBefore = new Map<string, number>();
  const accounts = new Map(run.accounts.map((account) => [account.path, account]));
  for (const { dataset } of run.sources) {
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
