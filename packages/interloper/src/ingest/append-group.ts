import { rawDataset } from '@interloper/sources';
import type { Dataset } from '@interloper/sources';
import type { Appended, Store } from '@interloper/sql';
import { rawPlan } from './raw-text.js';
import { readingPlan } from './reading-plan.js';
import type { FileGroup } from './reading-plan.js';

export interface AppendOptions {
  /** The records say themselves where they come from, as the salvage writes them. */
  readonly numbered?: boolean;
  /** Keep the raw text beside the rows. */
  readonly raw?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Appends the records of files to a dataset, and their raw text to the dataset beside it, row by row the same. Throws
 * `LoadRefused` when the engine refuses a file.
 */
export async function appendGroup(
  store: Store,
  dataset: Dataset,
  group: FileGroup,
  files: readonly string[],
  { numbered = false, raw = false, signal }: AppendOptions,
): Promise<Appended> {
  const appended = await store.append(dataset.name, readingPlan(group, files, numbered), signal);
  if (!raw) return appended;
  const texts = await store.append(rawDataset(dataset.name), rawPlan(group, files, numbered), signal);
  if (texts.firstRow !== appended.firstRow || texts.rows !== appended.rows) {
    throw new Error(
      `rows ${appended.firstRow}+${appended.rows} of ${dataset.name} have the texts ${texts.firstRow}+${texts.rows}`,
    );
  }
  return appended;
}
