import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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
 * large folders cost no memory. Hidden files are listed; `.git` is not. A folder reached twice (symbolic links, or a
 * path given twice) is walked once. What cannot be listed comes back as refused, in its place.
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
    const identity = `${found.dev}:${found.ino}`;
    if (seen.has(identity)) return;
    seen.add(identity);
    yield* walkFolder(path, seen);
  } else if (found.isFile()) {
    if (given && seen.has(resolve(path))) return;
    if (given) seen.add(resolve(path));
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

function kindOf(found: Stats): string {
  if (found.isFIFO()) return 'a pipe';
  if (found.isSocket()) return 'a socket';
  return 'a device';
}
