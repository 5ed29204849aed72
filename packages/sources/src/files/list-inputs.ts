import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RefusedInput } from './input-member.js';
import { causeOf } from './input-member.js';

/** A file to be opened. */
export interface ListedFile {
  readonly kind: 'file';
  readonly path: string;
  /** Bytes on disk. */
  readonly size: number;
}

/**
 * The files under the given paths, folder by folder in the order of their names (code units), one at a time so that
 * large folders cost no memory. Hidden files are listed; `.git` is not. What is reached twice (symbolic links, a path
 * given twice, a file given beside its folder) is listed once. What cannot be listed comes back as refused, in its place.
 */
export async function* listInputs(
  paths: readonly string[],
): AsyncGenerator<ListedFile | RefusedInput, void, undefined> {
  const seen = new Set<string>();
  for (const path of paths) yield* walk(path, seen, true);
}

async function* walk(
  path: string,
  seen: Set<string>,
  given: boolean,
): AsyncGenerator<ListedFile | RefusedInput, void, undefined> {
  let found: Stats;
  try {
    found = await stat(path);
  } catch (error) {
    yield { kind: 'refused', path, cause: `cannot be read: ${causeOf(error)}`, unreadable: true };
    return;
  }
  if (found.isDirectory()) {
    if (seen.has(identityOf(found))) return;
    seen.add(identityOf(found));
    yield* walkFolder(path, seen);
  } else if (found.isFile()) {
    // Only files that were given are remembered; one in a folder that was walked is known by its folder.
    const identity = `${identityOf(found)} ${basename(path)}`;
    if (seen.has(identity)) return;
    if (given) {
      if (seen.has(identityOf(await stat(dirname(path))))) return;
      seen.add(identity);
    }
    yield { kind: 'file', path, size: found.size };
  } else {
    yield {
      kind: 'refused',
      path,
      cause: `${kindOf(found)} is not a file: save its data to a file first`,
      unreadable: true,
    };
  }
}

async function* walkFolder(
  path: string,
  seen: Set<string>,
): AsyncGenerator<ListedFile | RefusedInput, void, undefined> {
  let entries: Dirent[];
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    yield { kind: 'refused', path, cause: `the folder cannot be read: ${causeOf(error)}`, unreadable: true };
    return;
  }
  const names = entries.map((entry) => entry.name).filter((name) => name !== '.git');
  // By code units, not by locale: the same order on every machine.
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) yield* walk(join(path, name), seen, false);
}

function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

function kindOf(found: Stats): string {
  if (found.isFIFO()) return 'a pipe';
  if (found.isSocket()) return 'a socket';
  return 'a device';
}
