import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const shared = fileURLToPath(new URL('../../../../../shared/reference/', import.meta.url));

/** Why a test that reads the log-format reference does not run; undefined when the reference is there. */
export const referenceMissing = existsSync(shared)
  ? undefined
  : 'the log-format reference (../shared) is not here';

const schemaShape = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.string(), note: z.string().optional() })),
});

/** The columns of a schema file of the reference. */
export function referenceColumns(
  name: string,
): readonly { name: string; type: string; note?: string | undefined }[] {
  return schemaShape.parse(JSON.parse(readFileSync(`${shared}schemas/${name}.json`, 'utf8'))).columns;
}

/** The words in backticks of the reference's line that begins with a text. */
export function referenceWords(lineStart: string): readonly string[] {
  const line = readFileSync(`${shared}log-formats.md`, 'utf8')
    .split('\n')
    .find((text) => text.startsWith(lineStart));
  if (line === undefined) throw new Error(`the reference has no line that begins with "${lineStart}"`);
  return [...line.matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? '');
}
