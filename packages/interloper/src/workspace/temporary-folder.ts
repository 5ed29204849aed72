import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { causeOf } from '../compile/rule-file.js';
import { UserError } from '../user-error.js';

export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** A new folder that is removed by `remove`, else when the process ends (other than by a signal that nobody handles). */
export function createTemporaryFolder(): TemporaryFolder {
  const path = makeFolder();
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true });
  };
  process.on('exit', remove);
  return { path, remove };
}

function makeFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'interloper-'));
  } catch (error) {
    throw new UserError(
      `no temporary folder can be made in ${tmpdir()}: ${causeOf(error)}; set TMPDIR to a folder with room`,
    );
  }
}
