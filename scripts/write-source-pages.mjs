// `node scripts/write-source-pages.mjs`: rewrites docs/sources/ from the sources as they are built now.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { sources } from '../packages/sources/dist/index.js';
import { sourcePage, sourcesIndex } from '../packages/interloper/dist/documents/source-page.js';
import { root } from './run.mjs';

const folder = join(root, 'docs', 'sources');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const pages = {
  README: sourcesIndex(sources),
  ...Object.fromEntries(sources.map((source) => [source.id, sourcePage(source)])),
};
for (const [name, text] of Object.entries(pages)) {
  const path = join(folder, `${name}.md`);
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), parser: 'markdown' }));
}
