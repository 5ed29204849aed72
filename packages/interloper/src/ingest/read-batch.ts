import { observeNames, salvageRecords } from '@interloper/sources';
import type { JsonRecord, ReadOptions, Salvaged } from '@interloper/sources';
import { asOwn } from './examine.js';
import type { Examined } from './examine.js';
import { readGroup } from './fast-path.js';
import { directInput, engineContainer } from './groups.js';
import type { DirectInput } from './groups.js';
import { evidenceOf, evidenceOfFile, localeDateColumns, orderOfDates } from './locale-dates.js';
import type { Looked } from './look.js';
import { namesIn } from './own-tables.js';
import { examineParquet, parquetRecords } from './parquet.js';
import type { Run } from './run.js';

interface Waiting {
  readonly examined: Examined;
  readonly options: ReadOptions;
}

/** Reads what was looked at: in bulk where the engine can, else record by record. */
export async function readBatch(run: Run, { ready, unseen, hashing }: Looked): Promise<void> {
  const direct: DirectInput[] = [];
  const own: (Waiting & { readonly textBytes: number; readonly damaged: boolean })[] = [];
  const slow: Waiting[] = [];
  const seen = [];
  for (const each of unseen) {
    const examined = await examineParquet(run.store, each, run.recognition);
    if (examined !== undefined) seen.push({ examined, textBytes: each.member.size, damaged: false });
  }
  for (const { examined, textBytes, damaged } of [...ready, ...seen]) {
    const options = await optionsFor(run, examined, textBytes);
    if (examined.own !== undefined) {
      own.push({ examined, options, textBytes, damaged });
      continue;
    }
    const input = damaged ? undefined : directInput(examined, options, textBytes);
    if (input === undefined) slow.push({ examined, options });
    else direct.push(input);
  }
  slow.push(...(await readGroups(run, direct)));
  for (const { examined, options } of slow) {
    await readSlowly(run, examined, options);
    const stranger = strangerAfterAll(run, examined);
    if (stranger !== undefined) own.push({ examined: stranger, options, textBytes: 0, damaged: true });
  }
  await readOwn(run, own);
  await Promise.all(hashing);
}

/** Gives back what the engine refused. */
async function readGroups(run: Run, inputs: readonly DirectInput[]): Promise<readonly Waiting[]> {
  const groups = new Map<string, DirectInput[]>();
  for (const input of inputs) {
    const group = groups.get(input.key) ?? [];
    groups.set(input.key, group);
    group.push(input);
  }
  const waiting: Waiting[] = [];
  for (const group of groups.values()) {
    const refused = await readDirect(run, group);
    waiting.push(...refused.map(({ examined, group: { options } }) => ({ examined, options })));
  }
  return waiting;
}

/** Reads inputs into tables of their own: first all names that their records have, then the records. */
async function readOwn(
  run: Run,
  inputs: readonly (Waiting & { readonly textBytes: number; readonly damaged: boolean })[],
): Promise<void> {
  const named: (Waiting & { readonly names: readonly string[]; readonly textBytes: number })[] = [];
  const slow: Waiting[] = [];
  for (const { examined, options, textBytes, damaged } of inputs) {
    run.strangers.push({ ...examined, sample: [] });
    const names = damaged ? undefined : await namesOf(run, examined, textBytes);
    if (names === undefined) slow.push({ examined, options });
    else {
      await run.own.widen(examined.own ?? '', names);
      named.push({ examined, options, names, textBytes });
    }
  }
  const direct: DirectInput[] = [];
  for (const { examined, options, names, textBytes } of named) {
    const source = await run.own.widen(examined.own ?? '', names);
    const shape = source.shapes.find(({ id }) => id === examined.shape?.id);
    const observed = observeNames([Object.fromEntries(names.map((name) => [name, null]))]);
    const input = directInput({ ...examined, source, shape, observed }, options, textBytes);
    if (input === undefined) slow.push({ examined, options });
    else direct.push(input);
  }
  slow.push(...(await readGroups(run, direct)));
  for (const { examined, options } of slow) await readSlowly(run, examined, options);
}

/** All names of an input's records; undefined when the engine cannot read it where it lies. */
async function namesOf(
  run: Run,
  examined: Examined,
  textBytes: number,
): Promise<readonly string[] | undefined> {
  const container = engineContainer(examined, textBytes);
  if (container === undefined) return undefined;
  const { member, observed } = examined;
  try {
    return await namesIn(run.store, member.file, container, member.compression, observed.names);
  } catch {
    run.signal?.throwIfAborted();
    // The record-by-record way says what is wrong with the file.
    return undefined;
  }
}

/** An input of which nothing was recognised when it was read, as rows of a table of its own; undefined if it is none. */
function strangerAfterAll(run: Run, examined: Examined): Examined | undefined {
  const { account, member } = examined;
  if (account.records > 0 || account.others.size === 0) return undefined;
  const table = run.recognition.ownTable(member.path);
  if (table === undefined) return undefined;
  const [unknown = ''] = account.others.keys();
  account.others.clear();
  account.quarantined = 0;
  for (let at = run.quarantine.length - 1; at >= 0; at -= 1)
    if (run.quarantine[at]?.path === member.path) run.quarantine.splice(at, 1);
  return { ...asOwn(examined, table), unknown };
}

/** Reads an input record by record, or its records of certain numbers. */
async function readSlowly(
  run: Run,
  examined: Examined,
  options: ReadOptions,
  only?: ReadonlySet<number>,
): Promise<void> {
  const { member, container, own, source, shape } = examined;
  const records = container.kind === 'parquet' ? parquetRecords(run.store, member.file, only) : undefined;
  await run.slow.read({
    ...examined,
    options,
    ...(only === undefined ? {} : { only }),
    ...(records === undefined ? {} : { records }),
    ...(own === undefined || shape === undefined ? {} : { as: { source, shape } }),
  });
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
    await readSlowly(run, input.examined, input.group.options, only);
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
      ? evidenceOf(await allRecords(run, examined), names)
      : await evidenceOfFile(run.store, member.file, direct.group.container, member.compression, names).catch(
          async () => evidenceOf(await allRecords(run, examined), names),
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

async function allRecords(run: Run, { member, container }: Examined): Promise<readonly JsonRecord[]> {
  const records: JsonRecord[] = [];
  const found: AsyncIterable<Salvaged> =
    container.kind === 'parquet' ? parquetRecords(run.store, member.file) : salvageRecords(member, container);
  for await (const item of found) if (item.kind === 'record') records.push(item.value);
  return records;
}
