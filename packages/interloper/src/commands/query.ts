import { hasErrors, ticksOfDate } from '@interloper/plan';
import type { Column } from '@interloper/plan';
import type { Json } from '@interloper/sql';
import { isNotEvaluable } from '../compile/not-evaluable.js';
import { startProgress } from '../terminal/progress.js';
import { print, say } from '../terminal/terminal.js';
import { newestText } from '../workspace/extent.js';
import type { QueryResult } from '../workspace/query.js';
import type { Action, Declare } from './command.js';
import {
  geoOption,
  threatIntelOption,
  externalOption,
  watchlistOption,
  contextOf,
  formatOption,
  nowOption,
  sourceOption,
  storeOption,
} from './options.js';
import type { ContextChoices } from './options.js';
import { addRuleOptions, ruleOf } from './rule-options.js';
import type { RuleOptions } from './rule-options.js';

type Format = 'table' | 'text' | 'json' | 'ndjson' | 'csv';

interface Options extends RuleOptions, ContextChoices {
  readonly format: Format;
  readonly store?: string;
  readonly source?: string;
  readonly now?: bigint;
}

export const declareQuery: Declare = (program, bind) => {
  const command = program
    .command('query')
    .summary('ask logs with a KQL, SPL or Sigma rule')
    .description('Reads logs and prints the rows that a rule gives.')
    .argument('[path...]', 'files and folders; none with a --store that holds data');
  addRuleOptions(command)
    .addOption(formatOption('table', 'text', 'json', 'ndjson', 'csv'))
    .addOption(nowOption())
    .addOption(storeOption())
    .addOption(sourceOption())
    .addOption(watchlistOption())
    .addOption(externalOption())
    .addOption(threatIntelOption())
    .addOption(geoOption())
    .addHelpText(
      'after',
      `
The format text is table by another name.
Diagnostics go to standard error; json holds them too.
Exit status: 2 when the rule cannot be answered or an input cannot be read, else 0.

Examples:
  interloper query examples --kql "SigninLogs | summarize count() by ResultType"
  interloper query examples --spl 'sourcetype="azure:aad:signin" | stats count by userPrincipalName'
  interloper query exports/ --sigma rule.yml --format ndjson
  interloper query --store case-42.duckdb --file rule.kql --format csv > rows.csv`,
    )
    .action(bind(query));
};

const query: Action<[readonly string[], Options]> = async (terminal, paths, options) => {
  const [{ openSession }, { runQuery }, inputs, { diagnosticLines }, { fileDiagnostics }] = await Promise.all(
    [
      import('../workspace/session.js'),
      import('../workspace/query.js'),
      import('./read-inputs.js'),
      import('./diagnostics.js'),
      import('../compile/rule-file.js'),
    ],
  );
  const { rule, name, lookups } = await ruleOf(options);
  inputs.needInputs(paths, options);
  const progress = startProgress(terminal);
  const session = await openSession(options.store, { ...contextOf(options), lookups });
  try {
    // Compiled before anything is read: a mistake in the rule need not wait for a gigabyte.
    await session.compiler.prepare([rule]);
    const { plan, diagnostics, missingTables, pending } = session.compiler.compile(rule.language, rule.text);
    // A table that is not there yet may be one of the files, and so may the answer to what the rule has to know first.
    const sound =
      !hasErrors(rule.remarks) &&
      !diagnostics.some(isNotEvaluable) &&
      (!hasErrors(diagnostics) || missingTables.length > 0 || pending !== undefined);
    await session.readyFor([plan ?? pending?.question]);
    const wantsMore = sound && paths.length > 0 && (await session.wantsMore(rule));
    const unknown = wantsMore ? 'tables' : 'refused';
    const read = sound
      ? await inputs.readInputs(session, paths, { ...options, unknown }, terminal, progress)
      : [];
    if (sound) inputs.sayInputs(session, terminal);
    progress.update('asking');
    const extent = options.now === undefined ? await session.extent() : undefined;
    const newest = options.now ?? extent?.to;
    if (sound && extent !== undefined) say(terminal, `now is ${newestText(extent)}`);
    const now = newest ?? ticksOfDate(new Date());
    const answer = await runQuery(session, rule.language, rule.text, now, terminal.signal);
    const result = { ...answer, diagnostics: fileDiagnostics(rule, answer.diagnostics) };
    progress.finish();
    for (const line of diagnosticLines(name, rule.written, result.diagnostics, terminal.errScreen))
      terminal.err(`${line}\n`);
    const failed = hasErrors(result.diagnostics);
    if (!failed || options.format === 'json') await writers[options.format](terminal, result);
    return failed || inputs.hasUnreadable(read) ? 2 : 0;
  } finally {
    progress.finish();
    await session.close();
  }
};

type Writer = (terminal: Parameters<typeof print>[0], result: QueryResult) => Promise<void>;

const table: Writer = async (terminal, { columns, rows }) => {
  const { renderRows } = await import('@interloper/report');
  await print(terminal, renderRows(columns, rows, terminal.outScreen));
};

const writers: Readonly<Record<Format, Writer>> = {
  table,
  text: table,
  // By rows: one text of a million rows is longer than a string may be.
  json: async (terminal, result) => print(terminal, documentLines(result)),
  ndjson: async (terminal, { columns, rows }) => print(terminal, objectLines(columns, rows)),
  csv: async (terminal, { columns, rows }) => {
    const { renderCsv } = await import('@interloper/report');
    for (const line of renderCsv(columns, rows)) await terminal.out(line);
  },
};

function* documentLines({ columns, rows, diagnostics }: QueryResult): Generator<string> {
  yield `{"columns":${JSON.stringify(columns)},"rows":[`;
  for (const [index, row] of rows.entries())
    yield `${JSON.stringify(row)}${index === rows.length - 1 ? '' : ','}`;
  yield `],"diagnostics":${JSON.stringify(diagnostics)}}`;
}

/** Each row as an object; columns of the same name are not possible in a plan. */
function* objectLines(columns: readonly Column[], rows: readonly (readonly Json[])[]): Generator<string> {
  for (const row of rows)
    yield JSON.stringify(Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}
