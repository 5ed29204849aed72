import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kql, print as printKql } from '@interloper/kql';
import type { LanguageId, PrintOptions } from '@interloper/plan';
import { print as printSigma, sigma } from '@interloper/sigma';
import { catalogOf, sources } from '@interloper/sources';
import { print as printSpl, spl } from '@interloper/spl';
import { caseSignIns } from '../detections/support/cases.js';
import { loadSignIns } from '../detections/support/run-on-sign-ins.js';
import type { LoadedLogs } from '../detections/support/run-on-sign-ins.js';

const folder = new URL('../../../../detections/compromised-account-sign-in/', import.meta.url);
const files = { kql: 'query.kql', spl: 'query.spl', sigma: 'rule.yml' } as const;
const languages = { kql, spl, sigma };
const printers = { kql: printKql, spl: printSpl, sigma: printSigma };
const catalog = catalogOf(sources);
const NOW = '2026-03-10T12:00:00Z';

let logs: LoadedLogs;

beforeAll(async () => {
  logs = await loadSignIns('graph-beta', caseSignIns);
});

afterAll(async () => logs.close());

function printed(from: LanguageId, to: LanguageId, options?: PrintOptions) {
  const text = readFileSync(fileURLToPath(new URL(files[from], folder)), 'utf8');
  const { plan } = languages[from].compile(text, catalog);
  if (plan === undefined) throw new Error('the shipped rule does not compile');
  return printers[to](plan, catalog, options);
}

/** The accounts that a rule names: each case has one of its own. */
async function accountsOf(language: LanguageId, text: string): Promise<readonly string[]> {
  const { rows, diagnostics } = await logs.query(language, text, NOW);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return rows
    .map((row) => row.find((cell) => typeof cell === 'string' && cell.endsWith('@tailspin.example')))
    .map(String)
    .toSorted();
}

test.each([
  ['sigma', 'kql'],
  ['sigma', 'spl'],
  ['sigma', 'sigma'],
  ['kql', 'spl'],
  ['kql', 'kql'],
  ['spl', 'kql'],
] as const)(
  'the shipped detection in %s and its conversion to %s name the same accounts',
  async (from, to) => {
    const rule = printed(from, to, from === 'spl' ? { emptyIsAbsent: true } : {});
    if ('refused' in rule) throw new Error(rule.refused);
    const original = await accountsOf(
      from,
      readFileSync(fileURLToPath(new URL(files[from], folder)), 'utf8'),
    );
    expect(original.length).toBeGreaterThan(30);
    expect(await accountsOf(to, rule.text), rule.text).toEqual(original);
  },
);

test.each([
  ['kql', 'sigma', 'computed columns'],
  ['spl', 'kql', 'text joined with a field that may be absent'],
  ['spl', 'sigma', 'computed columns'],
] as const)('in %s it cannot be said in %s', (from, to, why) => {
  expect(printed(from, to)).toMatchObject({ refused: why });
});
