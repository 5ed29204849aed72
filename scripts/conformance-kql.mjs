// `npm run conformance:kql`: runs the recorded cases of Kusto's own engine and prints, per family, how many answers
// are equal, refused, different or an error, and lists each that is different. A family or part of an id as argument
// narrows the cases; `--verbose` lists refusals and both answers too. The exit status is 1 when an answer differs.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runNodeQuietly, progress } from './run.mjs';
import { install } from './setup.mjs';
import { compareAnswers } from './conformance/compare.mjs';

const file = fileURLToPath(new URL('../../shared/conformance/kql-cases.jsonl', import.meta.url));
const options = process.argv.slice(2);
const verbose = options.includes('--verbose');
/** Set once the packages are built. */
let validatePlan;
const filters = options.filter((option) => !option.startsWith('--'));

if (!existsSync(file)) {
  process.stderr.write(`The recorded cases are not there: ${file}\n`);
} else {
  install();
  progress('building');
  runNodeQuietly('build', ['scripts/build.mjs']);
  await run();
}

async function run() {
  const { kql } = await import('../packages/kql/dist/index.js');
  const { duckdb } = await import('../packages/duckdb/dist/index.js');
  ({ validatePlan } = await import('../packages/plan/dist/index.js'));
  const store = await duckdb.open();
  const reader = await store.seal();
  const catalog = { tables: [], sourcetypes: [], logsources: [] };
  const cases = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(exact(line)))
    .filter(({ id, family }) => filters.length === 0 || filters.some((f) => family === f || id.includes(f)));
  const results = [];
  for (const item of cases) results.push({ ...item, ...(await outcomeOf(item, kql, catalog, reader)) });
  await reader.close();
  print(results);
}

/** Whole numbers beyond 2^53 as text, which JSON would round. */
function exact(line) {
  return line.replace(/(?<=[[,]\s?)-?\d{16,}(?=[,\]])/g, (digits) =>
    Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`,
  );
}

/** Compiles a rule, with the answers to what it has to know of the data first. */
async function compiled(text, kql, catalog, reader) {
  const learnt = [];
  let compilation = kql.compile(text, catalog);
  while (compilation.pending !== undefined && learnt.length < 16) {
    const { question, at } = compilation.pending;
    const { rows } = await reader.query(question, { now: new Date() });
    learnt.push({ at, columns: rows.map(([name, type]) => ({ name, type })) });
    compilation = kql.compile(text, catalog, learnt);
  }
  return compilation;
}

async function outcomeOf(item, kql, catalog, reader) {
  const { plan, diagnostics } = await compiled(item.query, kql, catalog, reader);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (plan === undefined) {
    const fault = errors.some(({ code }) => code === 'KQL0901');
    return {
      outcome: fault ? 'error' : 'refused',
      detail: errors.map(({ code, message }) => `${code} ${message}`).join(' '),
    };
  }
  const problems = validatePlan(plan);
  if (problems.length > 0) return { outcome: 'error', detail: `unsound plan: ${problems.join('; ')}` };
  try {
    const answer = await reader.query(plan, { now: new Date() });
    const difference = compareAnswers(item, answer);
    return difference === undefined
      ? { outcome: 'equal', detail: '' }
      : { outcome: 'different', detail: difference };
  } catch (error) {
    const name = error?.constructor?.name;
    return { outcome: name === 'Unsupported' ? 'refused' : 'error', detail: `${name}: ${error?.message}` };
  }
}

function print(results) {
  const kinds = ['equal', 'refused', 'different', 'error'];
  const families = [...new Set(results.map(({ family }) => family))].toSorted((a, b) => a.localeCompare(b));
  for (const family of families) {
    const inside = results.filter((item) => item.family === family);
    const counts = kinds.map((kind) => `${kind} ${inside.filter(({ outcome }) => outcome === kind).length}`);
    process.stdout.write(
      `${family.padEnd(10)} ${String(inside.length).padStart(4)} cases: ${counts.join(', ')}\n`,
    );
  }
  for (const { id, outcome, detail, query } of results) {
    if (outcome === 'equal' || (outcome === 'refused' && !verbose)) continue;
    process.stdout.write(`\n${outcome}: ${id}\n${verbose ? `${query}\n` : ''}  ${detail}\n`);
  }
  if (results.some(({ outcome }) => outcome === 'different')) process.exitCode = 1;
}
