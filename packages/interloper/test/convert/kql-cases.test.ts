import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import type { Catalog, LanguageId } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { compiled } from '../kql/run.js';
import { convertAll, reasonsOf } from './directions.js';
import type { ConvertedCase } from './directions.js';

const FOLDER = fileURLToPath(new URL('../../../../conformance/kql/', import.meta.url));
const Case = z.object({
  value: z.string().optional(),
  kql: z.string().optional(),
  refused: z.string().optional(),
});

/** The cases of Kusto's pages: their own test holds them to their answers. */
const all = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yml'))
  .flatMap((file) => z.array(Case).parse(parse(readFileSync(FOLDER + file, 'utf8'))))
  .filter(({ refused }) => refused === undefined);

/** Cases at the ends of what a language can hold, which it says in other words without an end there. */
const ENDS: Readonly<Record<string, ReadonlySet<string>>> = {
  // Splunk counts seconds and knows no last year.
  spl: new Set(['datetime(9999-12-31) + 1d', 'unixtime_seconds_todatetime(999999999999)']),
  // Microsoft's binder takes no object for a list where it sees that it is one.
  kql: new Set(['print n = 1, b = dynamic({"x": 1, "y": "z"}) | mv-expand b']),
};

const nothing: Catalog = { tables: [], sourcetypes: [], logsources: [] };
const now = new Date('2026-01-10T12:00:00Z');

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

test.each<[LanguageId, number]>([
  ['spl', 272],
  ['kql', 380],
])(
  'the cases of KQL give the same rows in %s, unless they are refused',
  async (to, least) => {
    const cases: ConvertedCase[] = [];
    for (const { value = '', kql = `print value = ${value}` } of all) {
      if (ENDS[to]?.has(value) === true || ENDS[to]?.has(kql.trim()) === true) continue;
      const { plan } = await compiled(kql, nothing, reader);
      if (plan !== undefined)
        cases.push({ id: kql, plan, catalog: nothing, run: async (asked) => reader.query(asked, { now }) });
    }
    const tally = await convertAll(cases, to);
    process.stdout.write(`KQL → ${to}: ${tally.said} of ${cases.length}\n${reasonsOf(tally)}\n`);
    expect(tally.wrong).toEqual([]);
    expect(tally.said, reasonsOf(tally)).toBeGreaterThanOrEqual(least);
  },
  300_000,
);
