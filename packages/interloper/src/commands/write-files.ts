import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { causeOf } from '../compile/rule-file.js';
import { UserError } from '../user-error.js';

/** Writes files under a folder and gives their paths. A file that is there is not overwritten: a `UserError`. */
export async function writeFiles(
  folder: string,
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const { path, content } of files) {
    const target = join(folder, path);
    try {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content, { flag: 'wx' });
    } catch (error) {
      throw new UserError(`${target} cannot be written: ${causeOf(error)}`);
    }
    paths.push(target);
  }
  return paths;
}
