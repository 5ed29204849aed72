import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import type { LanguageId, PrintOptions } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import type { Store } from '@interloper/sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { testDataset, testRow } from '../sigma/test-log.js';
import { threeLanguages } from './catalog.js';
import { convertAll, reasonsOf } from './directions.js';
import type { ConvertedCase } from './directions.js';

const FOLDER = fileURLToPath(new URL('../../../../conformance/sigma/', import.meta.url));
const Event = z.record(z.string(), z.unknown());
const Case = z.object({
  id: z.string(),
  detection: z.string().optional(),
  rule: z.string().optional(),
  match: z.array(Event).optional(),
  miss: z.array(Event).optional(),
  events: z.array(Event).optional(),
});
type Case = z.infer<typeof Case>;

/** The cases of the specification: their own test holds them to the events that they must find. */
const all = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yml'))
  .flatMap((file) => z.array(Case).parse(parse(readFileSync(FOLDER + file, 'utf8'), { intAsBigInt: false })));

function eventsOf({ events, match = [], miss = [] }: Case): readonly z.infer<typeof Event>[] {
  return events ?? [...match, ...miss];
}

function ruleOf({ id, rule, detection = '' }: Case): string {
  if (rule !== undefined) return rule;
  const body = detection.replaceAll(/^(?=.)/gm, '  ');
  const condition = /^ {2}condition:/m.test(body) ? '' : '  condition: s\n';
  return `title: ${id}\nlogsource: { product: test, service: alpha }\ndetection:\n${body}${condition}`;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.values(value).some(isEmpty) : value === '';

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
  const rows = all.flatMap((item) => eventsOf(item).map((event, n) => testRow(item.id, n, event)));
  await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
});

afterAll(async () => {
  await store.close();
});

interface Direction {
  readonly name: string;
  readonly to: LanguageId;
  readonly options?: PrintOptions;
  /** Cases whose events have empty text are others where that is absent. */
  readonly filled?: true;
  /** So many cases must not be refused. */
  readonly least: number;
}

const directions: readonly Direction[] = [
  { name: 'KQL', to: 'kql', least: 178 },
  { name: 'KQL, empty as absent', to: 'kql', options: { emptyIsAbsent: true }, filled: true, least: 255 },
  { name: 'SPL', to: 'spl', least: 288 },
  { name: 'Sigma', to: 'sigma', least: 233 },
];

describe.each(directions)(
  'the cases of the Sigma specification in $name',
  ({ name, to, options, filled, least }) => {
    test('find the same events, unless they are refused', async () => {
      const cases = all.flatMap((item): readonly ConvertedCase[] => {
        if (filled === true && (isEmpty(eventsOf(item)) || /: ''|: ""/.test(ruleOf(item)))) return [];
        const catalog = threeLanguages(item.id);
        const { plan } = sigma.compile(ruleOf(item), catalog);
        return plan === undefined
          ? []
          : [{ id: item.id, plan, catalog, run: async (asked) => store.query(asked) }];
      });
      const tally = await convertAll(cases, to, options);
      process.stdout.write(`Sigma → ${name}: ${tally.said} of ${cases.length}\n${reasonsOf(tally)}\n`);
      expect(tally.wrong).toEqual([]);
      expect(tally.said, reasonsOf(tally)).toBeGreaterThanOrEqual(least);
    }, 300_000);
  },
);
