import { duckdb } from '@interloper/duckdb';
import { validatePlan } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import type { Store } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testCatalog, testDataset, testRow } from './test-log.js';

interface Event {
  readonly at: number;
  readonly User: string;
  readonly Code: number;
  readonly Size: number;
}

interface Model {
  readonly type:
    'event_count' | 'value_count' | 'value_sum' | 'value_median' | 'temporal' | 'temporal_ordered';
  readonly rules: readonly number[];
  readonly timespan: number;
  readonly least: number;
}

const eventArbitrary: fc.Arbitrary<Event> = fc.record({
  at: fc.integer({ min: 0, max: 30 }),
  User: fc.constantFrom('a', 'b'),
  Code: fc.integer({ min: 1, max: 3 }),
  Size: fc.integer({ min: 1, max: 4 }),
});

const modelArbitrary: fc.Arbitrary<Model> = fc.record({
  type: fc.constantFrom(
    'event_count',
    'value_count',
    'value_sum',
    'value_median',
    'temporal',
    'temporal_ordered',
  ),
  rules: fc.shuffledSubarray([1, 2, 3], { minLength: 1 }),
  timespan: fc.integer({ min: 1, max: 15 }),
  least: fc.integer({ min: 1, max: 4 }),
});

let store: Store;
let runs = 0;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
});

afterAll(async () => {
  await store.close();
});

// The correlation specification in plain code: for every event, its window is looked at event by event.
test('a generated correlation over generated events fires where a search through all windows does', async () => {
  let fired = 0;
  await fc.assert(
    fc.asyncProperty(
      modelArbitrary,
      fc.array(eventArbitrary, { minLength: 4, maxLength: 14 }),
      async (model, events) => {
        runs += 1;
        const scenario = `sliding ${runs}`;
        const rows = events.map((event, n) => testRow(scenario, n, { ...event }));
        await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
        const { plan, diagnostics } = sigma.compile(textOf(model), testCatalog(scenario));
        if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
        expect(validatePlan(plan)).toEqual([]);
        const { columns, rows: found } = await store.query(plan);
        const at = columns.findIndex((column) => column.name === 'n');
        const expected = events.flatMap((event, n) => (fires(model, event, events) ? [n] : []));
        fired += expected.length > 0 ? 1 : 0;
        expect(found.map((row) => Number(row[at])).toSorted((a, b) => a - b)).toEqual(expected);
      },
    ),
    { numRuns: 150, seed: 20_260_301 },
  );
  expect(fired).toBeGreaterThan(60);
});

function fires(model: Model, event: Event, events: readonly Event[]): boolean {
  if (!model.rules.includes(event.Code)) return false;
  const window = events.filter(
    (other) =>
      other.User === event.User &&
      model.rules.includes(other.Code) &&
      other.at <= event.at &&
      event.at - other.at <= model.timespan,
  );
  const sizes = window.map((other) => other.Size).toSorted((a, b) => a - b);
  switch (model.type) {
    case 'event_count':
      return window.length >= model.least;
    case 'value_count':
      return new Set(sizes).size >= model.least;
    case 'value_sum':
      return sizes.reduce((sum, size) => sum + size, 0) >= model.least;
    case 'value_median': {
      const middle = (sizes.length - 1) / 2;
      return ((sizes[Math.floor(middle)] ?? 0) + (sizes[Math.ceil(middle)] ?? 0)) / 2 >= model.least;
    }
    case 'temporal':
      return model.rules.every((code) => window.some((other) => other.Code === code));
    case 'temporal_ordered':
      return (
        event.Code === model.rules.at(-1) && follows(model.rules, Number.NEGATIVE_INFINITY, window, event)
      );
  }
}

/** True when events of the rules, in order and none before `from`, lead up to the last. */
function follows(rules: readonly number[], from: number, window: readonly Event[], last: Event): boolean {
  const [first, ...rest] = rules;
  if (rest.length === 0) return last.at >= from;
  return window.some(
    (other) => other.Code === first && other.at >= from && follows(rest, other.at, window, last),
  );
}

function textOf({ type, rules, timespan, least }: Model): string {
  const field = type.startsWith('value_') ? 'field: Size, ' : '';
  const condition = type.startsWith('temporal') ? '' : `condition: { ${field}gte: ${least} }, `;
  const names = rules.map((code) => `code${code}`).join(', ');
  const base = rules.map(
    (code) =>
      `title: b\nname: code${code}\nlogsource: { product: test, service: alpha }\ndetection: { s: { Code: ${code} }, condition: s }`,
  );
  const head = `title: c\ncorrelation: { type: ${type}, rules: [${names}], group-by: [User], ${condition}timespan: ${timespan}s }\nfields: [n]`;
  return [head, ...base].join('\n---\n');
}
