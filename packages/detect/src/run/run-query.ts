import { hasErrors, hideFuture, isRowWise, judgeEvaluability, positionOf } from '@interloper/plan';
import type { Compilation, Relation, View } from '@interloper/plan';
import { Unsupported } from '@interloper/sql';
import type { ResultSet } from '@interloper/sql';
import type { DetectionPackage, DetectionQuery } from '../package.js';
import type { Coverage, Gap } from '../result.js';
import { declaredLogs } from './logs.js';
import type { LogFacts } from './log-facts.js';
import type { LogCounts } from './logs.js';
import { lastRecordsOnly } from './last-records.js';
import { matchesOf, timeColumns } from './match.js';
import type { Match } from './match.js';
import type { RunDetectionsOptions, TimeSpan } from './options.js';
import { replay, replayOf, stepsOf } from './replay.js';
import type { Together } from './together.js';

/** What one rule found; `ran` is false when the rule itself stood in the way, so that another language may do. */
export interface QueryOutcome {
  readonly ran: boolean;
  readonly matches: readonly Match[];
  readonly coverage: Coverage;
}

/** Runs a detection in one language and accounts for it. */
export async function runQuery(
  detection: DetectionPackage,
  query: DetectionQuery,
  options: RunDetectionsOptions,
  together: Together,
): Promise<QueryOutcome> {
  const about = { detection: detection.slug, query: query.language };
  const notEvaluable = (reason: string, gaps: readonly Gap[] = [], ran = true): QueryOutcome => ({
    ran,
    matches: [],
    coverage: { ...about, outcome: 'notEvaluable', reason, matches: 0, gaps },
  });

  const compilation = await compileRule(query, options);
  const { plan } = compilation;
  if (plan === undefined || hasErrors(compilation.diagnostics)) {
    return notEvaluable(compileReason(compilation, query), [], false);
  }

  const logs = declaredLogs(detection.dataSources, query.language, options.catalog);
  const window = options.span ?? { from: options.now - detection.lookback + 1n, to: options.now };
  const { empty, ...counts } = await countAll(logs, window, together.facts);
  const names = logs.map(({ name }) => name).join(', ');
  if (logs.length > 0 && counts.rows === 0) return notEvaluable(`There are no events of ${names}.`);

  const { gaps, evaluable } = await judge(plan, logs, together.facts);
  const answer = await attempt(detection, query, plan, logs, { ...options, rows: counts.rows }, together);
  if ('failure' in answer) return notEvaluable(answer.failure, gaps, false);

  const { columns, rows: found } = answer.result;
  if (found.length > 0 && timeColumns(query, columns).length === 0) {
    return notEvaluable(`No column of the rule's ${found.length} rows says when they happened.`, gaps);
  }

  // A stepped rule sees what led up to the span, and a record's time can trail its event's. What happened before the span
  // is not the span's, unless the data begins with it.
  const matches = matchesOf(detection, query, answer.result).filter(
    ({ time }) => options.span?.begins !== false || time >= options.span.from,
  );
  const unseen = empty.map(({ name }) => name).join(', ');
  const account = {
    ...about,
    ...(unseen === '' ? {} : { reason: `There are no events of ${unseen}.` }),
    matches: matches.length,
    gaps,
  };
  if (matches.length > 0) return { ran: true, matches, coverage: { ...account, outcome: 'fired' } };
  if (logs.length > 0 && counts.untimed === counts.rows) {
    return notEvaluable(`None of the ${counts.rows} events of ${names} has a time.`, gaps);
  }
  if (logs.length > 0 && counts.inSpan === 0) {
    return notEvaluable(`No event of ${names} lies in the time that was looked at.`, gaps);
  }
  if (!evaluable) {
    const dead = gaps.filter(({ rows, rowsWithout }) => rows === rowsWithout);
    const fields = [...new Set(dead.map(({ field }) => field))].join(', ');
    return notEvaluable(`Every condition rests on fields that the data lacks: ${fields}.`, gaps);
  }
  return { ran: true, matches, coverage: { ...account, outcome: 'quiet' } };
}

/** Compiles a rule; columns that depend on the data are those at the end of the run. */
async function compileRule(query: DetectionQuery, options: RunDetectionsOptions): Promise<Compilation> {
  const compilation = options.compile(query.language, query.text);
  const { compileAsking, reader, now, signal } = options;
  if (compilation.pending === undefined || compileAsking === undefined) return compilation;
  return compileAsking(query.language, query.text, async (question) => {
    const stop = signal === undefined ? {} : { signal };
    return (await reader.query(hideFuture(question), { now, ...stop })).rows;
  });
}

/** The counts of all logs together, and the logs without any event. */
async function countAll(
  logs: readonly View[],
  window: TimeSpan,
  facts: LogFacts,
): Promise<LogCounts & { readonly empty: readonly View[] }> {
  let total: LogCounts = { rows: 0, inSpan: 0, untimed: 0 };
  const empty: View[] = [];
  for (const log of logs) {
    const { rows, inSpan, untimed } = await facts.count(log, window);
    if (rows === 0) empty.push(log);
    total = { rows: total.rows + rows, inSpan: total.inSpan + inSpan, untimed: total.untimed + untimed };
  }
  return { ...total, empty };
}

/** The gaps in what the plan's conditions rest on, and whether any branch is left without them. */
async function judge(
  plan: Relation,
  logs: readonly View[],
  facts: LogFacts,
): Promise<{ readonly gaps: readonly Gap[]; readonly evaluable: boolean }> {
  const { rests } = judgeEvaluability(plan, () => false);
  const found: (Gap & { readonly dataset: string; readonly column: string })[] = [];
  for (const log of logs) {
    const { dataset } = log.scan;
    const columns = rests
      .filter((name) => name.startsWith(`${dataset}.`))
      .map((name) => name.slice(dataset.length + 1));
    const gaps = await facts.gaps(log, columns);
    found.push(...gaps.map((gap) => ({ ...gap, dataset })));
  }
  // A column is absent when each log of its dataset that the detection reads lacks it everywhere.
  const isAbsent = (dataset: string, column: string): boolean => {
    const own = logs.filter(({ scan }) => scan.dataset === dataset);
    return (
      own.length > 0 &&
      own.every(({ name }) =>
        found.some(
          (gap) =>
            gap.dataset === dataset &&
            gap.table === name &&
            gap.column === column &&
            gap.rowsWithout === gap.rows,
        ),
      )
    );
  };
  const { evaluable } = judgeEvaluability(plan, isAbsent);
  return { gaps: onePerField(found), evaluable };
}

/** Two columns may be one field to the language (a log's time is the event's and the record's): the greater gap. */
function onePerField(found: readonly Gap[]): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  for (const { table, field, rowsWithout, rows, inputs } of found) {
    const key = JSON.stringify([table, field]);
    const before = gaps.get(key);
    if (before === undefined || before.rowsWithout < rowsWithout)
      gaps.set(key, { table, field, rowsWithout, rows, inputs });
  }
  return [...gaps.values()];
}

async function attempt(
  detection: DetectionPackage,
  query: DetectionQuery,
  plan: Relation,
  logs: readonly View[],
  options: RunDetectionsOptions & { readonly rows: number },
  { facts, sharedOf }: Together,
): Promise<{ readonly result: ResultSet } | { readonly failure: string }> {
  const { reader, signal, catalog } = options;
  const { lastRecord, frequency } = detection;
  const busySteps = async (span: TimeSpan): Promise<readonly bigint[]> => {
    const buckets: bigint[] = [];
    for (const log of logs) buckets.push(...(await facts.buckets(log, span.from, frequency)));
    return stepsOf(span, detection, buckets);
  };
  try {
    const whole = replayOf(detection, plan, options);
    const result = await replay(detection, whole, options, busySteps, sharedOf(query));
    if (lastRecord === undefined || result.rows.length === 0) return { result };
    const events = isRowWise(plan) ? eventsOf(result, query.fields[lastRecord.of[0] ?? '']) : undefined;
    const rewrite = await lastRecordsOnly(lastRecord, events, catalog, reader, signal);
    if (rewrite === undefined) return { result };
    const last = replayOf(detection, plan, options, rewrite);
    return { result: await replay(detection, last, options, busySteps) };
  } catch (error) {
    if (signal?.aborted === true) throw error;
    if (error instanceof Unsupported) return { failure: `Not supported: ${error.message}.` };
    return { failure: `The engine failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/**
 * The events that a rule's rows are about. Where each row comes from one record alone, only theirs can have been
 * replaced to any effect; undefined when the rows do not tell.
 */
function eventsOf({ columns, rows }: ResultSet, name: string | undefined): readonly string[] | undefined {
  const index = columns.findIndex((column) => column.name === name);
  if (index === -1) return undefined;
  return [...new Set(rows.flatMap((row) => (typeof row[index] === 'string' ? row[index] : [])))];
}

function compileReason(compilation: Compilation, query: DetectionQuery): string {
  const { missingTables } = compilation;
  if (missingTables.length > 0) return `No source provides ${missingTables.join(', ')}.`;
  const error = compilation.diagnostics.find(({ severity }) => severity === 'error');
  if (error === undefined) return 'The rule does not compile.';
  const place = error.span === undefined ? '' : `, line ${positionOf(query.text, error.span.start).line}`;
  return `The rule does not compile: ${error.message} (${error.code}${place})`;
}
