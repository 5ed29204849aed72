import { duckdb } from '@interloper/duckdb';
import { validatePlan } from '@interloper/plan';
import type { LanguageId, PrintOptions } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import type { Store } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventArbitrary, fires, modelArbitrary, textOf } from '../sigma/correlation-model.js';
import { testDataset, testRow } from '../sigma/test-log.js';
import { threeLanguages } from './catalog.js';
import { languages } from './directions.js';

/** Splunk has no percentile by the nearest rank; Kusto writes decimal numbers as text in another way than Sigma sees them. */
const REFUSED = ['a percentile by the nearest rank', 'the text of a real'];

let store: Store;
let runs = 0;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
});

afterAll(async () => {
  await store.close();
});

test.each<[LanguageId, PrintOptions, number]>([
  ['kql', { emptyIsAbsent: true }, 8],
  ['spl', {}, 30],
])(
  'a generated correlation, converted to %s, fires where a search through all windows does',
  async (to, options, least) => {
    let said = 0;
    const refused = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        modelArbitrary,
        fc.array(eventArbitrary, { minLength: 4, maxLength: 14 }),
        async (model, events) => {
          runs += 1;
          const scenario = `converted ${runs}`;
          const rows = events.map((event, n) => testRow(scenario, n, { ...event }));
          await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
          const catalog = threeLanguages(scenario);
          const { plan, diagnostics } = sigma.compile(textOf(model), catalog);
          if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
          const printed = languages[to].print(plan, catalog, options);
          if ('refused' in printed) {
            refused.add(printed.refused);
            return;
          }
          const again = languages[to].language.compile(printed.text, catalog);
          if (again.plan === undefined)
            throw new Error(`${printed.text}\n${JSON.stringify(again.diagnostics)}`);
          expect(validatePlan(again.plan)).toEqual([]);
          const { columns, rows: found } = await store.query(again.plan);
          const at = columns.findIndex(({ name }) => name === 'n');
          const expected = events.flatMap((event, n) => (fires(model, event, events) ? [n] : []));
          said += expected.length > 0 ? 1 : 0;
          const numbers = found.map((row) => Number(row[at])).toSorted((one, other) => one - other);
          expect(numbers, printed.text).toEqual(expected);
        },
      ),
      { numRuns: 80, seed: 20_261_122 },
    );
    expect([...refused].filter((why) => !REFUSED.some((known) => why.startsWith(known)))).toEqual([]);
    expect(said).toBeGreaterThan(least);
  },
  300_000,
);
