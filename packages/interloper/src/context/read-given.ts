import { ContextProblem, readIndicators } from '@interloper/sources';
import type { ContextTable } from '@interloper/sources';
import { UserError } from '../user-error.js';
import { readContextFile } from './context-file.js';
import type { ContextFile } from './context-file.js';

/** A file of indicators, read. */
export interface GivenIndicators {
  readonly file: ContextFile;
  readonly table: ContextTable;
}

/** Reads a file of indicators; throws `UserError` when it is none. */
export async function readIndicatorFile(path: string): Promise<GivenIndicators> {
  const file = await readContextFile(path);
  return { file, table: understood(() => readIndicators(file.text, path)) };
}

/** What a context file has wrong is the user's to put right. */
export function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ContextProblem) throw new UserError(error.message);
    throw error;
  }
}
