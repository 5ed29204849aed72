import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import type { Catalog, Language, Relation } from '@interloper/plan';
import { catalogOf, sources } from '@interloper/sources';
import type { Reader } from '@interloper/sql';
import { compareStatements, handWritten } from './compare-statements.js';
import { median } from './measure.js';

/** What the rules of a language spend their time on. Paths are from the root of the repository. */
export interface LanguageWork {
  readonly language: Language;
  /** A rule to compile, and the one to take where the first is not there. */
  readonly seed: string;
  readonly shipped: string;
  /** Rules, each with a file of hand-written SQL that gives the same rows. */
  readonly cases: readonly { readonly name: string; readonly sql: string; readonly rule: string }[];
}

/** How long a rule takes to compile, and what rules cost against hand-written SQL over a loaded store; a line each. */
export async function* languageBenchmarks(
  work: LanguageWork,
  store: string,
  rounds: number,
): AsyncGenerator<string> {
  const reader = await (await duckdb.open({ path: store })).seal();
  const catalog = catalogOf(sources);
  try {
    yield compileTime(work, reader, catalog, rounds);
    for (const { name, rule, sql } of work.cases) {
      const plan = planOf(work.language, rule, catalog);
      yield await compareStatements(
        `${work.language.id} ${name}`,
        reader,
        plan,
        handWritten(sql, plan),
        rounds,
      );
    }
  } finally {
    await reader.close();
  }
}

/** Parse, bind, lower and print, after forty runs that warm the compiler. */
function compileTime(
  { language, seed, shipped }: LanguageWork,
  reader: Reader,
  catalog: Catalog,
  rounds: number,
): string {
  const fileOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const path = [seed, shipped].find((item) => existsSync(fileOf(item)));
  if (path === undefined) throw new Error('there is no rule to compile');
  const text = readFileSync(fileOf(path), 'utf8');
  const times: number[] = [];
  for (let round = -40; round < rounds * 10; round += 1) {
    const start = performance.now();
    reader.prepare(planOf(language, text, catalog));
    if (round >= 0) times.push(performance.now() - start);
  }
  const rule = path === seed ? 'the seed' : 'the shipped detection';
  return `${language.id} compile ${rule}, warm: ${median(times).toFixed(1)} ms`;
}

function planOf(language: Language, rule: string, catalog: Catalog): Relation {
  const { plan, diagnostics } = language.compile(rule, catalog);
  if (plan === undefined) throw new Error(diagnostics[0]?.message ?? 'no plan');
  return plan;
}
