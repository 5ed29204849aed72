import { existsSync } from 'node:fs';
import { readTransforms, readWatchlist } from '@interloper/sources';
import type { Watchlist } from '@interloper/sources';
import { readContextFile } from './context-file.js';
import type { ContextFile } from './context-file.js';
import type { DefinedLookup } from './options.js';
import { understood } from './read-given.js';

/** A watchlist that was given, read. */
export interface GivenWatchlist extends Watchlist {
  readonly file: ContextFile;
  /** It lies beside the rules, and nobody gave it by name. */
  readonly beside?: true;
  /** A search wrote it. */
  readonly written?: true;
}

/**
 * Reads watchlists from CSV files by name. Beside `x.csv`, `x.transforms.conf` may say how `lookup` finds rows, in the
 * form of Splunk's transforms.conf; without it a lookup of that name that the rules' files define without entries (a
 * collection of the KV store) does. Throws `UserError`.
 */
export async function readWatchlists(
  files: Readonly<Record<string, string>>,
  defined: Readonly<Record<string, DefinedLookup>> = {},
): Promise<readonly GivenWatchlist[]> {
  const lists: GivenWatchlist[] = [];
  for (const [name, path] of Object.entries(files)) {
    const file = await readContextFile(path);
    const settingsPath = `${path.replace(/\.csv$/i, '')}.transforms.conf`;
    const beside = existsSync(settingsPath) ? await readContextFile(settingsPath) : undefined;
    const own = defined[name];
    const settings =
      beside ??
      (own === undefined || own.file !== undefined ? undefined : { text: own.settings, path: own.definedIn });
    lists.push({ file, ...understood(() => readGiven(name, file, settings)) });
  }
  return lists;
}

/** Reads lookups that are defined beside rules. Throws `UserError`. */
export async function readDefinedLookups(
  lookups: Readonly<Record<string, DefinedLookup>>,
): Promise<readonly GivenWatchlist[]> {
  const lists: GivenWatchlist[] = [];
  for (const [name, { file: path, settings, definedIn }] of Object.entries(lookups)) {
    if (path === undefined) continue;
    const file = await readContextFile(path);
    const { text, updated } = file;
    lists.push({
      file,
      beside: true,
      ...understood(() =>
        readWatchlist({
          name,
          file: path,
          text,
          updated,
          settings: readTransforms(settings, name, definedIn),
        }),
      ),
    });
  }
  return lists;
}

function readGiven(
  name: string,
  file: ContextFile,
  settings: { readonly text: string; readonly path: string } | undefined,
): Watchlist {
  const { path, text, updated } = file;
  return readWatchlist({
    name,
    file: path,
    text,
    updated,
    ...(settings === undefined ? {} : { settings: readTransforms(settings.text, name, settings.path) }),
  });
}
