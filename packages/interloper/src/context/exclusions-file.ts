import { readExclusions } from '@interloper/detect';
import type { Exclusion } from '@interloper/detect';
import { problemLines } from '../rules/package-problems.js';
import { UserError } from '../user-error.js';
import { readContextFile } from './context-file.js';

/** The exclusions in a file; see docs/exclusions.md. Throws `UserError`, which names every mistake and its place. */
export async function readExclusionsFile(path: string): Promise<readonly Exclusion[]> {
  const { text } = await readContextFile(path);
  const { exclusions, diagnostics } = readExclusions(text, path);
  if (diagnostics.length > 0) throw new UserError(problemLines(diagnostics));
  return exclusions;
}
