import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const data = fileURLToPath(new URL('../data/', import.meta.url));

/** A folder of composed files by name; it is filled once, and again when that was interrupted. */
export function composed(name: string, what: string, fill: (folder: string) => void): string {
  const folder = join(data, name);
  const marker = `${folder}.complete`;
  if (existsSync(marker)) return folder;
  process.stderr.write(`composing ${what} (once)\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  fill(folder);
  writeFileSync(marker, '');
  return folder;
}
