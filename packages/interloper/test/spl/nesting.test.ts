import { dialect, duckdb } from '@interloper/duckdb';
import { ticksOfIso } from '@interloper/plan';
import { spl } from '@interloper/spl';
import { printSql } from '@interloper/sql';
import { expect, test } from 'vitest';
import { logsOf } from './inline-events.js';

const events = [{ _time: '2026-03-10T09:00:00Z', n: 5, t: '10/Mar/26 09 AM' }];

/** `depth` conversions there and back, in one expression or a step each. */
function nested(depth: number): string {
  let expression = 't';
  for (let level = 0; level < depth; level += 1)
    expression = `strftime(strptime(${expression}, "%d/%b/%y %I %p"), "%d/%b/%y %I %p")`;
  return `eval x=${expression}`;
}
function stepped(depth: number): string {
  const step = 'eval x=strftime(strptime(x, "%d/%b/%y %I %p"), "%d/%b/%y %I %p")';
  return ['eval x=t', ...Array.from({ length: depth }, () => step)].join(' | ');
}

test('a deeply nested expression stays in proportion, and says what its steps say', async () => {
  const { catalog, inline } = logsOf({ test: events });
  const sizes: number[] = [];
  const answers: unknown[] = [];
  const store = await duckdb.open();
  try {
    for (const text of [nested(1), nested(2), stepped(2)]) {
      const { plan } = spl.compile(`sourcetype=test | ${text} | table x`, catalog);
      if (plan === undefined) throw new Error('no plan');
      const relation = inline(plan);
      sizes.push(printSql(relation, dialect).sql.length);
      answers.push((await store.query(relation, { now: ticksOfIso('2026-03-11T00:00:00Z') ?? 0n })).rows);
    }
  } finally {
    await store.close();
  }
  expect(answers).toEqual([[['10/Mar/26 09 AM']], [['10/Mar/26 09 AM']], [['10/Mar/26 09 AM']]]);
  const [once = 0, twice = 0] = sizes;
  // In proportion would be twice as much; without steps it is two hundred times.
  expect(twice / once).toBeLessThan(4);
});
