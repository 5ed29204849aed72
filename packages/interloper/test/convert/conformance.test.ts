import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import { kql, print as printKql } from '@interloper/kql';
import type { Language } from '@interloper/plan';
import { print as printSigma, sigma } from '@interloper/sigma';
import { print as printSpl, spl } from '@interloper/spl';
import type { Store } from '@interloper/sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Printer } from '../../src/compile/printers.js';
import { testDataset, testRow } from '../sigma/test-log.js';
import { threeLanguages } from './catalog.js';

const FOLDER = fileURLToPath(new URL('../../../../conformance/sigma/', import.meta.url));
const Event = z.record(z.string(), z.unknown());
const Case = z.object({
  id: z.string(),
  detection: z.string().optional(),
  match: z.array(Event).optional(),
  miss: z.array(Event).optional(),
});

/** The cases of one detection rule each: what must be found stands beside it. */
const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yml'))
  .flatMap((file) => z.array(Case).parse(parse(readFileSync(FOLDER + file, 'utf8'), { intAsBigInt: false })))
  .flatMap(({ id, detection, match = [], miss = [] }) =>
    detection === undefined ? [] : [{ id, rule: ruleOf(id, detection), match, events: [...match, ...miss] }],
  );

function ruleOf(id: string, detection: string): string {
  const body = detection.replaceAll(/^(?=.)/gm, '  ');
  const condition = /^ {2}condition:/m.test(body) ? '' : '  condition: s\n';
  return `title: ${id}\nlogsource: { product: test, service: alpha }\ndetection:\n${body}${condition}`;
}

const targets: readonly {
  readonly name: string;
  readonly language: Language;
  readonly print: Printer;
  /** So many cases must not be refused. */
  readonly least: number;
}[] = [
  { name: 'KQL', language: kql, print: printKql, least: 160 },
  { name: 'SPL', language: spl, print: printSpl, least: 185 },
  { name: 'Sigma', language: sigma, print: printSigma, least: 215 },
];

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
  const rows = cases.flatMap(({ id, events }) => events.map((event, n) => testRow(id, n, event)));
  await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
});

afterAll(async () => {
  await store.close();
});

describe.each(targets)('the cases of the specification in $name', ({ language, print, least }) => {
  test('find the events that they must, unless they are refused', async () => {
    const reasons = new Map<string, number>();
    const wrong: string[] = [];
    let said = 0;
    for (const { id, rule, match } of cases) {
      const catalog = threeLanguages(id);
      const { plan } = sigma.compile(rule, catalog);
      if (plan === undefined) continue;
      const printed = print(plan, catalog);
      if ('refused' in printed) {
        reasons.set(printed.refused, (reasons.get(printed.refused) ?? 0) + 1);
        continue;
      }
      const again = language.compile(printed.text, catalog);
      if (again.plan === undefined) {
        wrong.push(`${id}: ${printed.text}\n${JSON.stringify(again.diagnostics)}`);
        continue;
      }
      const { columns, rows } = await store.query(again.plan);
      const at = columns.findIndex(({ name }) => name === 'n');
      const found = rows.map((row) => Number(row[at])).toSorted((one, other) => one - other);
      said += 1;
      if (JSON.stringify(found) !== JSON.stringify(match.map((_, n) => n)))
        wrong.push(`${id}: found ${found.join(', ')}\n${printed.text}`);
    }
    expect(wrong).toEqual([]);
    expect(said, JSON.stringify([...reasons])).toBeGreaterThanOrEqual(least);
  });
});
