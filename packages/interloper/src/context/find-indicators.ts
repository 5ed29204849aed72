import { open } from 'node:fs/promises';
import { listInputs, recogniseIndicators } from '@interloper/sources';

/** Files among paths: those that hold indicators of threats, and what is left to be read as logs. */
export interface FoundIndicators {
  readonly files: readonly string[];
  readonly paths: readonly string[];
}

/** So much of a file's beginning is looked at. */
const HEAD = 64 * 1024;

/** Finds the files of indicators among files and folders, by their content; archives are not looked into. */
export async function findIndicators(
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<FoundIndicators> {
  const files: string[] = [];
  const others: string[] = [];
  const buffer = Buffer.alloc(HEAD);
  for await (const listed of listInputs(paths)) {
    signal?.throwIfAborted();
    const holds = listed.kind === 'file' && (await holdsIndicators(listed.path, buffer));
    (holds ? files : others).push(listed.path);
  }
  return files.length === 0 ? { files, paths } : { files, paths: others };
}

async function holdsIndicators(path: string, buffer: Buffer): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { bytesRead } = await file.read(buffer, 0, HEAD, 0);
      const head = buffer.subarray(0, bytesRead);
      return !head.includes(0) && recogniseIndicators(head.toString('utf8'), bytesRead < HEAD) !== undefined;
    } finally {
      await file.close();
    }
  } catch {
    // What cannot be read is said where logs are read.
    return false;
  }
}
