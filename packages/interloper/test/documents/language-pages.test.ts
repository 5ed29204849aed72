import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asimCoverage, kql } from '@interloper/kql';
import type { SupportEntry } from '@interloper/plan';
import { sigmaReference } from '@interloper/sigma';
import { spl } from '@interloper/spl';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { withCoverage } from '../../src/documents/asim-page.js';
import { withSupport } from '../../src/documents/language-support.js';
import { withSigmaReference } from '../../src/documents/sigma-page.js';

/** What the page says is what the language does: node scripts/write-language-pages.mjs. */
test.each([kql, spl])('the page of $id is up to date', async (language) => {
  const path = fileURLToPath(new URL(`../../../../docs/languages/${language.id}.md`, import.meta.url));
  const page = readFileSync(path, 'utf8');
  const written = withSupport(page, language.support());
  if (written === undefined) throw new Error('the page does not say where the tables go');
  expect(page).toBe(await format(written, { ...(await resolveConfig(path)), parser: 'markdown' }));
});

test('the page of Sigma is up to date', async () => {
  const path = fileURLToPath(new URL('../../../../docs/languages/sigma.md', import.meta.url));
  const page = readFileSync(path, 'utf8');
  const written = withSigmaReference(page, sigmaReference());
  if (written === undefined) throw new Error('the page does not say where the lists go');
  expect(page).toBe(await format(written, { ...(await resolveConfig(path)), parser: 'markdown' }));
});

test('the page of ASIM is up to date', async () => {
  const path = fileURLToPath(new URL('../../../../docs/asim.md', import.meta.url));
  const page = readFileSync(path, 'utf8');
  const written = withCoverage(page, asimCoverage());
  if (written === undefined) throw new Error('the page does not say where the tables go');
  expect(page).toBe(await format(written, { ...(await resolveConfig(path)), parser: 'markdown' }));
});

const MARKS = [
  '<!-- What follows is written by `node scripts/write-language-pages.mjs`. -->',
  '<!-- What was written ends here. -->',
];

test('what stands between the marks is replaced, what stands around them stays', () => {
  const entries: readonly SupportEntry[] = [
    { kind: 'command', name: 'head', support: 'supported' },
    { kind: 'command', name: 'bin', support: 'partial', note: 'needs <span> | a field' },
    { kind: 'command', name: 'eval', support: 'supported' },
    { kind: 'function', name: 'sigfig', support: 'unsupported', note: 'use round' },
  ];
  const page = withSupport(`before\n${MARKS[0]}\nold\n${MARKS[1]}\nafter`, entries);
  expect(page).toBe(
    [
      'before',
      MARKS[0],
      '',
      '### Commands',
      '',
      'Whole (2): `eval`, `head`',
      '',
      'In part (1):',
      '',
      '| name | as far as |',
      '| --- | --- |',
      '| `bin` | needs &lt;span> \\| a field |',
      '',
      '### Functions',
      '',
      'Refused by name (1):',
      '',
      '| name | why, and what instead |',
      '| --- | --- |',
      '| `sigfig` | use round |',
      '',
      MARKS[1],
      'after',
    ].join('\n'),
  );
});

test('a page without marks is left alone', () => {
  expect(withSupport('nothing to fill', [])).toBeUndefined();
});
