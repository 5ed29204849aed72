import { duckdb } from '@interloper/duckdb';
import { kql, print as printKql } from '@interloper/kql';
import { validatePlan } from '@interloper/plan';
import type { Language, PrintOptions } from '@interloper/plan';
import { print as printSigma, sigma } from '@interloper/sigma';
import { print as printSpl, spl } from '@interloper/spl';
import type { Store } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Printer } from '../../src/compile/printers.js';
import { eventArbitrary, ruleArbitrary, textOf } from '../sigma/generated-rules.js';
import type { ModelRule } from '../sigma/reference-evaluator.js';
import { matches } from '../sigma/reference-evaluator.js';
import { testDataset, testRow } from '../sigma/test-log.js';
import type { TestEvent } from '../sigma/test-log.js';
import { threeLanguages } from './catalog.js';

const sampled = fc.sample(eventArbitrary, { numRuns: 300, seed: 20_261_122 });
const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.values(value).some(isEmpty) : value === '';
const filled = sampled.filter((event) => !isEmpty(event));

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
  const rows = (scenario: string, events: readonly TestEvent[]) =>
    events.map((event, n) => testRow(scenario, n, event));
  await store.append(testDataset.name, {
    kind: 'values',
    columns: testDataset.columns,
    rows: [...rows('all', sampled), ...rows('filled', filled)],
  });
});

afterAll(async () => {
  await store.close();
});

interface Target {
  readonly name: string;
  readonly language: Language;
  readonly print: Printer;
  readonly options?: PrintOptions;
  readonly scenario: 'all' | 'filled';
  /** So many of the rules must not be refused. */
  readonly least: number;
}

const targets: readonly Target[] = [
  { name: 'SPL', language: spl, print: printSpl, scenario: 'all', least: 30 },
  { name: 'Sigma', language: sigma, print: printSigma, scenario: 'all', least: 60 },
  { name: 'KQL', language: kql, print: printKql, scenario: 'all', least: 3 },
  {
    name: 'KQL, empty as absent',
    language: kql,
    print: printKql,
    options: { emptyIsAbsent: true },
    scenario: 'filled',
    least: 10,
  },
];

describe.each(targets)('a generated Sigma rule in $name', ({ language, print, options, scenario, least }) => {
  const catalog = threeLanguages(scenario);
  const events = scenario === 'all' ? sampled : filled;

  test('finds the events that the specification says', async () => {
    let said = 0;
    await fc.assert(
      fc.asyncProperty(ruleArbitrary, async (rule) => {
        // What is asked of empty text is another question where empty is absent.
        fc.pre(options?.emptyIsAbsent !== true || !asksForEmpty(rule));
        const { plan } = sigma.compile(textOf(rule), catalog);
        if (plan === undefined) throw new Error('the rule does not compile');
        const printed = print(plan, catalog, options);
        if ('refused' in printed) return;
        said += 1;
        const again = language.compile(printed.text, catalog);
        if (again.plan === undefined)
          throw new Error(`${printed.text}\n${JSON.stringify(again.diagnostics)}`);
        expect(validatePlan(again.plan)).toEqual([]);
        const { columns, rows } = await store.query(again.plan);
        const at = columns.findIndex(({ name }) => name === 'n');
        const found = rows.map((row) => Number(row[at])).toSorted((one, other) => one - other);
        const expected = events.flatMap((event, n) => (matches(rule, event) ? [n] : []));
        expect(found, printed.text).toEqual(expected);
      }),
      { numRuns: 120, seed: 20_261_122 },
    );
    expect(said).toBeGreaterThanOrEqual(least);
  });
});

function asksForEmpty(rule: ModelRule): boolean {
  return Object.values(rule.selections).some(({ items }) => items.some(({ values }) => values.includes('')));
}
