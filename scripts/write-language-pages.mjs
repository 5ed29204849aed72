// `node scripts/write-language-pages.mjs`: rewrites what docs/languages/ says of support, from the languages as they are built now.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { kql } from '../packages/kql/dist/index.js';
import { spl } from '../packages/spl/dist/index.js';
import { withSupport } from '../packages/interloper/dist/documents/language-support.js';
import { root } from './run.mjs';

for (const language of [kql, spl]) {
  const path = join(root, 'docs', 'languages', `${language.id}.md`);
  const page = withSupport(readFileSync(path, 'utf8'), language.support());
  if (page === undefined) throw new Error(`${path} does not say where the tables go`);
  writeFileSync(path, await format(page, { ...(await resolveConfig(path)), parser: 'markdown' }));
}
