import { duckdb } from '@interloper/duckdb';
import type { Store } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compiled } from './compiled.js';
import { NOW, logsOf } from './inline-events.js';
import * as reference from './reference-evaluator.js';
import type { Event, Row } from './reference-evaluator.js';

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
});

afterAll(async () => {
  await store.close();
});

const events: fc.Arbitrary<readonly Event[]> = fc.uniqueArray(
  fc.record({
    at: fc.nat(50),
    u: fc.constantFrom('a', 'b', 'B', '', null),
    n: fc.constantFrom('1', '2', '10', '02', '-3', '1.5', 'x', 'abc', '', null),
  }),
  { selector: (event) => event.at, maxLength: 8 },
);

async function run(query: string, given: readonly Event[]): Promise<readonly Row[]> {
  return (await answer(query, given)).rows;
}

async function answer(
  query: string,
  given: readonly Event[],
): Promise<{ readonly columns: readonly string[]; readonly rows: readonly Row[] }> {
  // A first event that no query keeps gives the log its columns.
  const { catalog, inline } = logsOf({ test: [{ at: 1000, u: 'zz', n: 'zz', drop: 'x' }, ...given] });
  const rule = `sourcetype=test NOT drop=x | ${query}`;
  const { plan, diagnostics } = await compiled(rule, catalog, async (question) => {
    const { rows } = await store.query(inline(question), { now: NOW });
    return rows;
  });
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  const result = await store.query(inline(plan), { now: NOW });
  return { columns: result.columns.map(({ name }) => name), rows: result.rows as readonly Row[] };
}

const settings = { numRuns: 60 };

test.each<readonly [string, string, (given: readonly Event[]) => readonly Row[]]>([
  [
    'stats',
    'stats count, count(n), dc(n), values(n), sum(n), first(n), last(n), list(n) by u',
    reference.stats,
  ],
  ['eventstats', 'eventstats count as c, sum(n) as s by u | table n, c, s', reference.eventstats],
  ['streamstats', 'streamstats count as c, sum(n) as s by u | table n, c, s', reference.streamstats],
  [
    'streamstats near in time',
    'streamstats time_window=10s count as c, sum(n) as s by u | table n, c, s',
    reference.streamstatsNear,
  ],
  [
    'streamstats with a window for all groups',
    'streamstats window=3 count as c, sum(n) as s by u | table n, c, s',
    reference.streamstatsShared,
  ],
  ['dedup', 'dedup u | table u, n', (given) => reference.dedup(given, 1)],
  ['dedup of two', 'dedup 2 u | table u, n', (given) => reference.dedup(given, 2)],
  ['sort', 'sort n | eval at=_time-1767225600 | table n, at', (given) => reference.sort(given, false)],
  [
    'sort descending',
    'sort - n | eval at=_time-1767225600 | table n, at',
    (given) => reference.sort(given, true),
  ],
  ['less than a number', 'where n < 2 | table n', (given) => reference.less(given, '2')],
  ['less than a text', 'where n < "b" | table n', (given) => reference.less(given, 'b')],
])('%s over any events is what a plain evaluation gives', async (_, query, evaluate) => {
  await fc.assert(
    fc.asyncProperty(events, async (given) => {
      expect(await run(query, given)).toEqual(evaluate(given));
    }),
    settings,
  );
});

test('transactions within limits are what a plain evaluation gives', async () => {
  const limits = fc.record({
    // Without maxspan they are found by windows, with it event by event.
    span: fc.option(fc.nat(30), { nil: Infinity }),
    pause: fc.nat(20),
    events: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(events, limits, async (given, { span, pause, events: most }) => {
      const maxspan = span === Infinity ? '' : `maxspan=${span}s`;
      const command = `transaction u ${maxspan} maxpause=${pause}s maxevents=${most}`;
      const query = `${command} | eval start=_time-1767225600 | sort 0 u start | table u, start, duration, eventcount`;
      const expected = reference.transactions(given, { span, pause, events: most });
      expect(await run(query, given)).toEqual(expected);
    }),
    settings,
  );
});

test('a chart over any events is what a plain evaluation gives', async () => {
  const named = events.map((given) => given.filter(({ n }) => n !== ''));
  await fc.assert(
    fc.asyncProperty(named, async (given) => {
      const { columns, rows } = await answer('chart limit=0 count over u by n', given);
      expect({ names: columns, rows }).toEqual(reference.chart(given));
    }),
    settings,
  );
});

test('min and max over any events are what a plain evaluation gives', async () => {
  await fc.assert(
    fc.asyncProperty(events, async (given) => {
      const rows = await run('stats min(n), max(n) by u', given);
      const asNumbers = rows.map((row) => row.map((value, at) => (at === 0 ? value : numberIn(value))));
      expect(asNumbers).toEqual(reference.extremes(given));
    }),
    settings,
  );
});

/** 1 and 02 and the like are one number to min and max, whichever spelling comes out. */
function numberIn(value: Row[number]): Row[number] {
  return typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}
