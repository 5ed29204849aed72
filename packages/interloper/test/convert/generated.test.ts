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
import { itemsByModifier } from '../sigma/generated-items.js';
import { eventArbitrary, ruleArbitrary, ruleWith, textOf } from '../sigma/generated-rules.js';
import type { ModelRule } from '../sigma/reference-evaluator.js';
import { matches } from '../sigma/reference-evaluator.js';
import { lookupRows, testCatalog, testDataset, testLookups, testRow } from '../sigma/test-log.js';
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
  await store.createDataset(testLookups.name, testLookups.columns);
  await store.append(testLookups.name, { kind: 'values', columns: testLookups.columns, rows: lookupRows });
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
  /** Modifiers of which fewer than half of the lines are said. */
  readonly seldom: readonly string[];
}

const DATE_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;

const targets: readonly Target[] = [
  {
    name: 'SPL',
    language: spl,
    print: printSpl,
    scenario: 'all',
    least: 30,
    seldom: ['fieldref', 'expand', ...DATE_PARTS],
  },
  {
    name: 'Sigma',
    language: sigma,
    print: printSigma,
    scenario: 'all',
    least: 60,
    seldom: ['fieldref', 'expand'],
  },
  {
    name: 'KQL',
    language: kql,
    print: printKql,
    scenario: 'all',
    least: 3,
    seldom: [
      'contains',
      'startswith',
      'endswith',
      'neq',
      'fieldref',
      'expand',
      'windash',
      'base64offset',
      'cidr',
    ],
  },
  {
    name: 'KQL, empty as absent',
    language: kql,
    print: printKql,
    options: { emptyIsAbsent: true },
    scenario: 'filled',
    least: 10,
    seldom: ['neq', 'fieldref', 'expand'],
  },
];

describe.each(targets)('a generated Sigma rule in $name', (target) => {
  test('finds the events that the specification says', async () => {
    let said = 0;
    await fc.assert(
      fc.asyncProperty(ruleArbitrary, async (rule) => {
        fc.pre(isFor(rule, target));
        if ((await converted(rule, target)) === undefined) said += 1;
      }),
      { numRuns: 120, seed: 20_261_122 },
    );
    expect(said).toBeGreaterThanOrEqual(target.least);
  });

  test('with one line finds them for every modifier, or is refused by name', async () => {
    const seldom: string[] = [];
    for (const modifier of Object.keys(itemsByModifier)) {
      const refused = new Map<string, number>();
      let said = 0;
      await fc.assert(
        fc.asyncProperty(ruleWith(modifier), async (rule) => {
          fc.pre(isFor(rule, target));
          const why = await converted(rule, target);
          if (why === undefined) said += 1;
          else refused.set(why, (refused.get(why) ?? 0) + 1);
        }),
        { numRuns: 14, seed: 20_261_122 },
      );
      const reasons = [...refused].map(([why, count]) => `${count} × ${why}`);
      process.stdout.write(`${target.name}, ${modifier}: ${said} of 14 said; ${reasons.join('; ')}\n`);
      if (said < 7) seldom.push(modifier);
    }
    expect(seldom).toEqual(target.seldom);
  }, 120_000);
});

/** Converts a rule and holds what it finds to the reference; the reason where it is refused. */
async function converted(
  rule: ModelRule,
  { language, print, options, scenario }: Target,
): Promise<string | undefined> {
  const { lookups = [] } = testCatalog(scenario);
  const catalog = { ...threeLanguages(scenario), lookups };
  const { plan, diagnostics } = sigma.compile(textOf(rule), catalog);
  if (plan === undefined) throw new Error(`the rule does not compile: ${JSON.stringify(diagnostics)}`);
  const printed = print(plan, catalog, options);
  if ('refused' in printed) return printed.refused;
  const again = language.compile(printed.text, catalog);
  if (again.plan === undefined) throw new Error(`${printed.text}\n${JSON.stringify(again.diagnostics)}`);
  expect(validatePlan(again.plan)).toEqual([]);
  const { columns, rows } = await store.query(again.plan);
  const at = columns.findIndex(({ name }) => name === 'n');
  const found = rows.map((row) => Number(row[at])).toSorted((one, other) => one - other);
  const events = scenario === 'all' ? sampled : filled;
  const expected = events.flatMap((event, n) => (matches(rule, event) ? [n] : []));
  expect(found, `${textOf(rule)}\n${printed.text}`).toEqual(expected);
  return undefined;
}

/** What is asked of empty text is another question where empty is absent. */
function isFor(rule: ModelRule, { options }: Target): boolean {
  const asksForEmpty = Object.values(rule.selections).some(({ items }) =>
    items.some(({ values }) => values.includes('')),
  );
  return options?.emptyIsAbsent !== true || !asksForEmpty;
}
