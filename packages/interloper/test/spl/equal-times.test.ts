import { duckdb } from '@interloper/duckdb';
import type { Store } from '@interloper/sql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compiled } from './compiled.js';
import { NOW, logsOf } from './inline-events.js';
import type { TestEvent } from './inline-events.js';

/** More events of one time than an engine sorts at once: every command must see them in one order. */

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
});

afterAll(async () => {
  await store.close();
});

const COUNT = 6000;

/** `k` is the place of an event in its log; `v` is text that sorts as a number, and `u` one of seven. */
const log = (from: number): readonly TestEvent[] =>
  Array.from({ length: COUNT }, (_, index) => ({
    at: 0,
    k: from + index,
    u: `user${index % 7}`,
    v: String((index * 37) % 5),
  }));

const { catalog, inline } = logsOf({ one: log(0), two: log(COUNT) });

async function rowsOf(query: string): Promise<readonly (readonly unknown[])[]> {
  const { plan, diagnostics } = await compiled(query, catalog, () => Promise.resolve([]));
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return (await store.query(inline(plan), { now: NOW })).rows;
}

const next = 'streamstats window=1 current=f last(i) as before | where i = before + 1 | stats count';

test.each([
  ['as in the log', 'sourcetype=one | streamstats count as i | where i = k + 1 | stats count', COUNT],
  [
    'by sort',
    'sourcetype=one | sort 0 u | streamstats count as i by u | where k = (i - 1) * 7 + k % 7 | stats count',
    COUNT,
  ],
  [
    'near in time',
    'sourcetype=one | streamstats time_window=10s count as i | where i = k + 1 | stats count',
    COUNT,
  ],
  [
    'near in time, by sort',
    'sourcetype=one | sort 0 _time | streamstats current=f time_window=10s count as i by u | where i = floor(k / 7) | stats count',
    COUNT,
  ],
  [
    'among the last of all groups',
    'sourcetype=one | streamstats window=8 count as i by u | where i = if(k < 7, 1, 2) | stats count',
    COUNT,
  ],
  ['twice', `sourcetype=one | streamstats count as i | ${next}`, COUNT - 1],
  ['twice by sort', `sourcetype=one | sort 0 num(v) | streamstats count as i | ${next}`, COUNT - 1],
  [
    'of two logs',
    `sourcetype=one OR sourcetype=two | streamstats count as i | where i = 2 * (k % ${COUNT}) + if(k < ${COUNT}, 1, 2) | stats count`,
    2 * COUNT,
  ],
  [
    'of two logs by sort',
    `sourcetype=one OR sourcetype=two | sort 0 u | streamstats count as i | ${next}`,
    2 * COUNT - 1,
  ],
  [
    'that met several',
    `sourcetype=one | eval g=k%3 | join max=0 g [ search sourcetype=two k<${COUNT + 6} | eval g=k%3 | fields g, v ]
    | sort 0 u | streamstats count as i | ${next}`,
    2 * COUNT - 1,
  ],
] as const)('events of one time come in one order (%s)', async (_, query, expected) => {
  expect(await rowsOf(query)).toEqual([[expected]]);
});

test.each([
  ['events', 'sourcetype=one | streamstats count as i | table i'],
  ['events without their time', 'sourcetype=one | streamstats count as i | fields i | fields - _time'],
  ['sorted events', 'sourcetype=one | sort 0 num(v) | eval v="x" | streamstats count as i | table i'],
])('results come out in the order in which they were counted (%s)', async (_, query) => {
  const rows = await rowsOf(query);
  expect(rows).toEqual(rows.map((_row, index) => [index + 1]));
  expect(rows).toHaveLength(COUNT);
});
