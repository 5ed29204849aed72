import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import type { Catalog, LanguageId, LogsourceView, PrintOptions } from '@interloper/plan';
import type { Store } from '@interloper/sql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { compiled } from '../spl/compiled.js';
import { NOW, logsOf } from '../spl/inline-events.js';
import { convertAll, reasonsOf } from './directions.js';
import type { ConvertedCase } from './directions.js';

const FOLDER = fileURLToPath(new URL('../../../../conformance/spl/', import.meta.url));
const Events = z.array(z.record(z.string(), z.unknown()));
const FieldIs = z.strictObject({ field: z.string(), is: z.string() });
const Model = z.strictObject({
  model: z.enum(['Authentication', 'Change', 'Web']),
  where: FieldIs.optional(),
  datasets: z.record(z.string(), FieldIs).optional(),
});
const Case = z.object({
  id: z.string(),
  eval: z.string().optional(),
  spl: z.string().optional(),
  events: Events.optional(),
  logs: z.record(z.string(), Events).optional(),
  lookups: z.record(z.string(), z.string()).optional(),
  models: z.record(z.string(), z.array(Model)).optional(),
  refused: z.array(z.string()).optional(),
});
type Case = z.infer<typeof Case>;

/** The cases of Splunk's pages: their own test holds them to their answers. */
const all = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yml'))
  .flatMap((file) => z.array(Case).parse(parse(readFileSync(FOLDER + file, 'utf8'))))
  .filter(({ refused }) => refused === undefined);

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
});

afterAll(async () => {
  await store.close();
});

/** The same logs under the names of the other languages. */
function everywhere(catalog: Catalog): Catalog {
  const named = catalog.sourcetypes.map((view) => {
    const columns = view.columns.map((item) =>
      item.name === '_time' ? { ...item, name: 'TimeGenerated' } : item,
    );
    return { ...view, time: 'TimeGenerated', columns };
  });
  return {
    ...catalog,
    tables: named.map((view) => ({ ...view, name: view.name.replaceAll(/\W/g, '_') })),
    logsources: named.map((view): LogsourceView => ({ ...view, logsources: [{ product: view.name }] })),
  };
}

function queryOf({ spl, eval: value = '', events }: Case): string {
  if (spl !== undefined) return spl;
  return `${events === undefined ? '| makeresults' : 'sourcetype=test'} | eval result=${value} | table result`;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.values(value).some(isEmpty) : value === '';

/** Cases in which a group of a pattern takes part and is empty. */
const EMPTY_GROUPS: ReadonlySet<string> = new Set([
  'rex-empty-group',
  'rex-then-stats-by-groups',
  'rex-then-stats-by-a-group-without-part',
]);

/** True for a case in which a text is empty: where that is absent, it is another question. */
function hasEmptyText(item: Case): boolean {
  if (EMPTY_GROUPS.has(item.id)) return true;
  return isEmpty(item.events ?? []) || isEmpty(item.logs ?? {}) || /""/.test(queryOf(item));
}

test.each<[LanguageId, PrintOptions, number]>([
  ['kql', {}, 385],
  ['kql', { emptyIsAbsent: true }, 510],
  ['spl', {}, 520],
  ['sigma', {}, 40],
])(
  'the cases of SPL give the same rows in %s (%j), unless they are refused',
  async (to, options, least) => {
    const cases: ConvertedCase[] = [];
    for (const item of all) {
      if (options.emptyIsAbsent === true && hasEmptyText(item)) continue;
      const logs = logsOf(item.logs ?? { test: item.events ?? [] }, item.lookups, item.models);
      const catalog = everywhere(logs.catalog);
      const run: ConvertedCase['run'] = async (plan) => store.query(logs.inline(plan), { now: NOW });
      const { plan } = await compiled(queryOf(item), catalog, async (question) => (await run(question)).rows);
      if (plan !== undefined) cases.push({ id: `${item.id}: ${queryOf(item)}`, plan, catalog, run });
    }
    const tally = await convertAll(cases, to, options);
    process.stdout.write(
      `SPL → ${to} ${JSON.stringify(options)}: ${tally.said} of ${cases.length}\n${reasonsOf(tally)}\n`,
    );
    expect(tally.wrong).toEqual([]);
    expect(tally.said, reasonsOf(tally)).toBeGreaterThanOrEqual(least);
  },
  300_000,
);
