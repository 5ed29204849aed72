import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DefinedLookup } from '../context/options.js';

/**
 * The CSV files of `lookups` folders, by their names without the ending: a search may name one without a definition
 * (Search Reference: lookup, "you can specify the name of a lookup table file"). The folders are those among the paths,
 * in them, and beside the files and folders.
 */
export async function csvLookups(paths: readonly string[]): Promise<Readonly<Record<string, DefinedLookup>>> {
  const folders = new Set<string>();
  for (const path of paths) {
    const folder = (await stat(path)).isDirectory() ? path : dirname(path);
    if (basename(folder) === 'lookups') folders.add(folder);
    folders.add(join(folder, 'lookups'));
    folders.add(join(folder, '..', 'lookups'));
  }
  const found: (readonly [string, DefinedLookup])[] = [];
  for (const folder of folders) {
    if (!existsSync(folder) || !(await stat(folder)).isDirectory()) continue;
    for (const entry of (await readdir(folder, { withFileTypes: true })).toSorted(byName)) {
      if (!entry.isFile() || !/\.csv$/i.test(entry.name)) continue;
      const name = entry.name.slice(0, -'.csv'.length);
      const file = join(folder, entry.name);
      found.push([name, { file, settings: `[${name}]\n`, definedIn: file, bare: true }]);
    }
  }
  return Object.fromEntries(found.toReversed());
}

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : 1;
}
