import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Column } from '@interloper/plan';
import type { Engine, Reader, Store } from '@interloper/sql';
import { UserError } from '../user-error.js';
import { createTemporaryFolder } from './temporary-folder.js';

/** A dataset to be there before anything is loaded or asked. */
export interface DatasetDefinition {
  readonly name: string;
  readonly columns: readonly Column[];
}

/**
 * The database file of a workspace: open either for loading or, read-only and shut off from files and network, for
 * asking; never both. Each of the two closes the other.
 */
export interface Database {
  readonly store: () => Promise<Store>;
  readonly reader: () => Promise<Reader>;
  /** Takes everything out of a temporary file. */
  readonly empty: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Without a path the file is a temporary one that goes with `close`. Throws `UserError` when it cannot be opened. */
export async function openDatabase(
  engine: Engine,
  datasets: readonly DatasetDefinition[],
  path?: string,
): Promise<Database> {
  const folder = path === undefined ? createTemporaryFolder() : undefined;
  const file = path ?? join(folder?.path ?? '', 'workspace.duckdb');
  let open: { readonly store: Store } | { readonly reader: Reader } | undefined;

  /** What was declared of the database: an engine that is opened again has forgotten what holds no rows. */
  const declared = new Map(datasets.map(({ name, columns }) => [name, columns]));
  const openStore = async (): Promise<Store> => {
    const store = await engine
      .open({ path: file, temporary: folder !== undefined })
      .catch((error: unknown) => {
        throw refusal(file, error);
      });
    for (const [name, columns] of declared) await store.createDataset(name, columns);
    const opened: Store = {
      ...store,
      createDataset: async (name, columns) => {
        declared.set(name, columns);
        await store.createDataset(name, columns);
      },
    };
    open = { store: opened };
    return opened;
  };
  const close = async (): Promise<void> => {
    const closing = open;
    open = undefined;
    if (closing !== undefined) await ('store' in closing ? closing.store : closing.reader).close();
  };

  try {
    await openStore();
  } catch (error) {
    await close();
    folder?.remove();
    throw error;
  }

  return {
    store: async () => {
      if (open !== undefined && 'store' in open) return open.store;
      await close();
      return openStore();
    },
    reader: async () => {
      if (open !== undefined && 'reader' in open) return open.reader;
      const store = open?.store ?? (await openStore());
      const reader = await store.seal();
      open = { reader };
      return reader;
    },
    empty: async () => {
      if (folder === undefined) throw new Error('a store that is kept must not be emptied');
      await close();
      for (const each of [file, `${file}.wal`]) rmSync(each, { force: true });
      await openStore();
    },
    close: async () => {
      await close();
      folder?.remove();
    },
  };
}

/** The engine's reasons why a file cannot be a store, in words for the user. */
function refusal(file: string, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (/lock/i.test(message))
    return new UserError(
      `the store ${file} is in use by another process: wait for it to end, or name another store`,
    );
  if (/not a valid|newer version|serialization|version number|older version/i.test(message))
    return new UserError(`${file} is not a store of this program: name another file with --store`);
  return new UserError(`the store ${file} cannot be opened: ${message.split('\n')[0] ?? ''}`);
}
