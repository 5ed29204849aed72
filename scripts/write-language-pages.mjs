// `node scripts/write-language-pages.mjs`: rewrites what docs/languages/ says of support and docs/asim.md of columns, from
// the languages as they are built now.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { asimCoverage, kql } from '../packages/kql/dist/index.js';
import { sigmaReference } from '../packages/sigma/dist/index.js';
import { spl } from '../packages/spl/dist/index.js';
import { withCoverage } from '../packages/interloper/dist/documents/asim-page.js';
import { withSupport } from '../packages/interloper/dist/documents/language-support.js';
import { withSigmaReference } from '../packages/interloper/dist/documents/sigma-page.js';
import { root } from './run.mjs';

const pages = [
  ...[kql, spl].map((language) => [
    `languages/${language.id}.md`,
    (page) => withSupport(page, language.support()),
  ]),
  ['languages/sigma.md', (page) => withSigmaReference(page, sigmaReference())],
  ['asim.md', (page) => withCoverage(page, asimCoverage())],
];

for (const [name, write] of pages) {
  const path = join(root, 'docs', name);
  const page = write(readFileSync(path, 'utf8'));
  if (page === undefined) throw new Error(`${path} does not say where the tables go`);
  writeFileSync(path, await format(page, { ...(await resolveConfig(path)), parser: 'markdown' }));
}
