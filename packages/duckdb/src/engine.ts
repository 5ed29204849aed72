import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { columnsOf, ticksOfDate } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { AnswerTooLarge, LoadRefused, printSql } from '@interloper/sql';
import type { Appended, Engine, Reader, ResultSet, RunOptions, Statement, Store } from '@interloper/sql';
import { toResult } from './convert.js';
import { datasetsIn } from './datasets.js';
import type { Datasets } from './datasets.js';
import { dialect } from './dialect.js';
import { DuckDBInstance } from './node-api.js';
import { scriptedPrefix } from './scripted/names.js';
import { quoteIdentifier } from './text.js';

/** The embedded engine. Data lies in a database file: a temporary one, gone when closed, without a path. */
export const duckdb: Engine = {
  id: 'duckdb',
  open: async (options = {}) => {
    const folder = options.path === undefined ? mkdtempSync(join(tmpdir(), 'interloper-')) : undefined;
    const path = options.path ?? join(folder ?? '', 'workspace.duckdb');
    const settings = {
      ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      temp_directory: `${path}.tmp`,
    };
    const cleanUp = (): void => {
      rmSync(`${path}.tmp`, { recursive: true, force: true });
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    };
    return openStore(path, settings, cleanUp, options.temporary ?? folder !== undefined);
  },
};

/** A temporary file with fewer new rows is left as the log of changes that it is. */
const FEW_ROWS = 20_000;

/**
 * What loading may keep in memory, however much is read: 4 GiB, less where there is less. What is more goes to the
 * temporary folder beside the file. With 2 GiB the engine reads JSON half as fast.
 */
const LOADING_MEMORY = `${Math.floor(Math.min(4096, (totalmem() / 1_048_576) * 0.7))}MiB`;

type Settings = Readonly<Record<string, string>>;

async function openStore(
  path: string,
  settings: Settings,
  cleanUp: () => void,
  temporary: boolean,
): Promise<Store> {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: LOADING_MEMORY,
    ...settings,
    preserve_insertion_order: 'true',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const release = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  const datasets = await datasetsIn(connection);
  let appended = 0;
  return {
    ...reading(connection, datasets),
    createDataset: datasets.declare,
    append: async (dataset, relation, signal) => {
      await datasets.ensure(dataset);
      const result = await append(connection, dataset, datasets.readable(relation), signal);
      appended += result.rows;
      return result;
    },
    hide: async (dataset, rows) => {
      // Updates in bulk: one statement per ten thousand keeps the text short.
      for (let start = 0; start < rows.length; start += 10_000) {
        const part = rows.slice(start, start + 10_000).map((row) => String(Math.trunc(row)));
        await connection.run(
          `UPDATE ${quoteIdentifier(dataset)} SET _hidden = true WHERE rowid IN (${part.join(', ')})`,
        );
      }
    },
    seal: async () => {
      // Compressing two hundred columns takes longer than reading a few rows again from the log of changes.
      if (temporary && appended < FEW_ROWS) await connection.run('PRAGMA disable_checkpoint_on_shutdown');
      release();
      return openReader(path, settings, cleanUp, datasets);
    },
    close: async () => {
      release();
      cleanUp();
      await Promise.resolve();
    },
  };
}

/** A rule is untrusted text: the reader has no access to files or network, and nothing can turn that on again. */
async function openReader(
  path: string,
  settings: Settings,
  cleanUp: () => void,
  datasets: Datasets,
): Promise<Reader> {
  const instance = await DuckDBInstance.create(path, {
    ...settings,
    access_mode: 'READ_ONLY',
    enable_external_access: 'false',
    autoload_known_extensions: 'false',
    autoinstall_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run('SET lock_configuration = true');
  return {
    ...reading(connection, datasets),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
      cleanUp();
      await Promise.resolve();
    },
  };
}

function reading(connection: DuckDBConnection, datasets: Datasets): Omit<Reader, 'close'> {
  const prepare: Reader['prepare'] = (relation, { asIfFilled } = {}) =>
    printSql(asIfFilled === true ? relation : datasets.readable(relation), dialect);
  const run = async (statement: Statement, options: RunOptions = {}): Promise<ResultSet> => {
    await registerWhatIsCalled(connection, statement.sql);
    const rows = await interruptible(connection, options.signal, async () => {
      const result = await connection.run(
        statement.sql,
        ...(statement.usesNow ? [{ now: nowTicks(options.now) }] : []),
      );
      if (result.rowCount * statement.columns.length > MOST_CELLS) {
        throw new AnswerTooLarge(result.rowCount, statement.columns.length);
      }
      return result.getRows();
    });
    return {
      columns: statement.columns,
      rows: rows.map((row) => statement.columns.map((column, index) => toResult(row[index], column))),
    };
  };
  return {
    prepare,
    run,
    query: async (relation, options) => run(prepare(relation), options),
    holds: datasets.holds,
    keep: async (relation, options = {}) => {
      const statement = prepare(relation);
      await registerWhatIsCalled(connection, statement.sql);
      const dataset = nextKept();
      const table = quoteIdentifier(dataset);
      // The names of what the statement gives may differ from the columns' in case alone: they are put in their place.
      const names = statement.columns.map(({ name }) => quoteIdentifier(name));
      const rows = `SELECT *, false FROM (${statement.sql})`;
      await interruptible(connection, options.signal, () =>
        connection.run(
          `CREATE TEMP TABLE ${table} (${[...names, '_hidden'].join(', ')}) AS ${rows}`,
          ...(statement.usesNow ? [{ now: nowTicks(options.now) }] : []),
        ),
      );
      return {
        relation: { kind: 'scan', dataset, columns: statement.columns },
        release: async () => {
          await connection.run(`DROP TABLE ${table}`);
        },
      };
    },
  };
}

let lastKept = 0;

/** A name that no dataset has. */
function nextKept(): string {
  lastKept += 1;
  return `\u2192kept ${lastKept}`;
}

/** About 4 GB of JavaScript values, which is what Node's heap takes by default. */
const MOST_CELLS = 40_000_000;

function nowTicks(now: Date | bigint | undefined): bigint {
  if (now === undefined) throw new Error('this statement needs a value for now');
  return typeof now === 'bigint' ? now : ticksOfDate(now);
}

async function append(
  connection: DuckDBConnection,
  dataset: string,
  relation: Relation,
  signal: AbortSignal | undefined,
): Promise<Appended> {
  const statement = printSql(relation, dialect);
  await registerWhatIsCalled(connection, statement.sql);
  const table = quoteIdentifier(dataset);
  const columns = columnsOf(relation).map((item) => quoteIdentifier(item.name));
  const before = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`);
  const firstRow = Number(before.getRows()[0]?.[0] ?? 0);
  try {
    await interruptible(connection, signal, () =>
      connection.run(`INSERT INTO ${table} (${columns.join(', ')}) ${statement.sql}`),
    );
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new LoadRefused(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const after = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`);
  return { firstRow, rows: Number(after.getRows()[0]?.[0] ?? 0) - firstRow };
}

const registered = new WeakSet<DuckDBConnection>();

/** Most rules need none of the scripted functions, and loading them takes longer than reading a small log. */
async function registerWhatIsCalled(connection: DuckDBConnection, sql: string): Promise<void> {
  if (registered.has(connection) || !sql.includes(scriptedPrefix)) return;
  const { registerScripted } = await import('./scripted/register.js');
  registerScripted(connection);
  registered.add(connection);
}

/** Runs a statement and interrupts the engine when the signal fires. */
async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const stop = (): void => connection.interrupt();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await work();
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
