import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { columnsOf, withoutTimeBounds } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import type { Reader, Statement } from '@interloper/sql';
import { median } from './measure.js';

/** `$columns` in hand-written SQL stands for the answer's columns by name. */
export function handWritten(name: string, plan: Relation): Statement {
  const columns = columnsOf(plan);
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const text = readFileSync(fileURLToPath(new URL(`../sql/${name}`, import.meta.url)), 'utf8');
  return { sql: text.replace('$columns', names), columns, usesNow: false };
}

/**
 * A plan and hand-written SQL in turn on one connection, as a line with the ratio of their medians; throws where their
 * rows are not the same.
 */
export async function compareStatements(
  name: string,
  reader: Reader,
  plan: Relation,
  hand: Statement,
  rounds: number,
): Promise<string> {
  // Replayed over the whole span where the rule is stateless, as a scan does.
  const ours = reader.prepare(withoutTimeBounds(plan) ?? plan);
  const times = { ours: [] as number[], hand: [] as number[] };
  let rows = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const [a, b] = [await timed(reader, hand), await timed(reader, ours)];
    const different = firstDifference(a.rows, b.rows);
    if (different !== undefined)
      throw new Error(`${name}: the hand-written SQL gives other rows: ${different}`);
    rows = b.rows.length;
    // The first round warms the caches of both.
    if (round > 0) {
      times.hand.push(a.milliseconds);
      times.ours.push(b.milliseconds);
    }
  }
  const [own, other] = [median(times.ours), median(times.hand)];
  return `${name} / hand-written SQL: ${(own / other).toFixed(2)} (${own.toFixed(0)} ms / ${other.toFixed(0)} ms, ${rows} rows)`;
}

/** The first row that only one side has, without regard to order (equal sort keys may come in any). */
function firstDifference(
  hand: readonly (readonly unknown[])[],
  ours: readonly (readonly unknown[])[],
): string | undefined {
  const [left, right] = [hand, ours].map((rows) => rows.map((row) => JSON.stringify(row)).toSorted());
  if (left === undefined || right === undefined) return undefined;
  const at = left.findIndex((row, index) => row !== right[index]);
  if (at !== -1) return `${left[at] ?? 'no row'} against ${right[at] ?? 'no row'}`;
  return left.length === right.length ? undefined : `${left.length} against ${right.length} rows`;
}

async function timed(
  reader: Reader,
  statement: Statement,
): Promise<{ readonly milliseconds: number; readonly rows: readonly (readonly unknown[])[] }> {
  const start = performance.now();
  const { rows } = await reader.run(statement, { now: new Date('2026-01-31T00:00:00Z') });
  return { milliseconds: performance.now() - start, rows };
}
