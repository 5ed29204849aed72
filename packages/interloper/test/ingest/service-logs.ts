import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WrittenFile } from '@interloper/emulate';
import type { Source } from '@interloper/sources';
import { expect } from 'vitest';
import type { Files } from './ingest-files.js';
import { factsOf, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

export function asFiles(...lists: readonly (readonly WrittenFile[])[]): Files {
  return Object.fromEntries(lists.flat().map(({ path, content }) => [path, content]));
}

/** Ingests files of one source; nothing may be refused, quarantined, missing or folded. Its rows, by column. */
export async function rowsOfFiles(
  source: Source,
  files: Files,
  names: readonly string[],
): Promise<readonly Facts[]> {
  return withFiles(files, async ({ inputs, quarantine, diagnostics }, store) => {
    expect(quarantine).toEqual([]);
    expect(diagnostics).toEqual([]);
    expect(inputs.map((input) => [input.source, input.refused, input.missing, input.duplicates])).toEqual(
      inputs.map(() => [source.id, undefined, [], 0]),
    );
    return factsOf(store, source, names);
  });
}

/** The events of a labelled file of `../shared/data`, one a line; undefined where the file is not there. */
export function labelledEvents(path: string): readonly unknown[] | undefined {
  const file = fileURLToPath(new URL(`../../../../../shared/data/${path}`, import.meta.url));
  if (!existsSync(file)) {
    process.stderr.write(`skipped: ../shared/data/${path}, real log records, is not there\n`);
    return undefined;
  }
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly event: unknown }).event);
}
