import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import { kql } from '@interloper/kql';
import { columnsOf, withoutTimeBounds } from '@interloper/plan';
import type { Language, Relation } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import { catalogOf, sources } from '@interloper/sources';
import { spl } from '@interloper/spl';
import type { Reader, Statement } from '@interloper/sql';
import { median } from './measure.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface QueryCase {
  readonly name: string;
  readonly language: Language;
  readonly rule: string;
  /** Our hand-written SQL for the same rows. */
  readonly sql: string;
}

const shipped = 'detections/compromised-account-sign-in';
const seeds = '../shared/seeds/T1586.003';

const cases: readonly QueryCase[] = [
  { name: 'seed KQL', language: kql, rule: `${seeds}.kql`, sql: 'seed-kql.sql' },
  { name: 'seed SPL', language: spl, rule: `${seeds}.spl`, sql: 'seed-spl.sql' },
  { name: 'detection KQL', language: kql, rule: `${shipped}/query.kql`, sql: 'detection-kql.sql' },
  { name: 'detection SPL', language: spl, rule: `${shipped}/query.spl`, sql: 'detection-spl.sql' },
  { name: 'detection Sigma', language: sigma, rule: `${shipped}/rule.yml`, sql: 'detection-sigma.sql' },
];

/** Rules over the whole span of a loaded store against hand-written SQL on the same connection; a line each. */
export async function* queryBenchmarks(store: string, rounds: number): AsyncGenerator<string> {
  const reader = await (await duckdb.open({ path: store })).seal();
  const catalog = catalogOf(sources);
  try {
    for (const item of cases) {
      const path = join(root, item.rule);
      if (!existsSync(path)) {
        yield `${item.name}: left out, ${item.rule} is not here`;
        continue;
      }
      const { plan, diagnostics } = item.language.compile(readFileSync(path, 'utf8'), catalog);
      if (plan === undefined) throw new Error(`${item.rule}: ${diagnostics[0]?.message ?? 'no plan'}`);
      yield await compareStatements(item.name, reader, plan, handWritten(item.sql, plan), rounds);
    }
  } finally {
    await reader.close();
  }
}

/** `$columns` in hand-written SQL stands for the answer's columns by name. */
function handWritten(name: string, plan: Relation): Statement {
  const columns = columnsOf(plan);
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const text = readFileSync(join(root, 'bench/sql', name), 'utf8');
  return { sql: text.replace('$columns', names), columns, usesNow: false };
}

async function compareStatements(
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
