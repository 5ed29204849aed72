import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sources } from '@interloper/sources';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { sourcePage, sourcesIndex } from '../../src/documents/source-page.js';

const folder = fileURLToPath(new URL('../../../../docs/sources/', import.meta.url));

/** What the pages must say: node scripts/write-source-pages.mjs writes them. */
const pages: readonly (readonly [string, string])[] = [
  ['README', sourcesIndex(sources)],
  ...sources.map((source) => [source.id, sourcePage(source)] as const),
];

test.each(pages)('the page %s is up to date', async (name, text) => {
  const path = `${folder}${name}.md`;
  expect(existsSync(path)).toBe(true);
  const config = await resolveConfig(path);
  expect(readFileSync(path, 'utf8')).toBe(await format(text, { ...config, parser: 'markdown' }));
});

test('there is no page of anything else', () => {
  expect(readdirSync(folder).toSorted()).toEqual(
    ['README', ...sources.map(({ id }) => id)].map((name) => `${name}.md`).toSorted(),
  );
});
