import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import { kql } from '@interloper/kql';
import type { Language } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import { catalogOf, sources } from '@interloper/sources';
import { spl } from '@interloper/spl';
import { compareStatements, handWritten } from './compare-statements.js';

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
