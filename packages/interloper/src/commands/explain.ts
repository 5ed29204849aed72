import { hasErrors, printPlan } from '@interloper/plan';
import type { Diagnostic, Relation } from '@interloper/plan';
import { visible, wrapIndented } from '@interloper/report';
import { startProgress } from '../terminal/progress.js';
import { print } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Session } from '../workspace/session.js';
import type { Action, Declare } from './command.js';
import {
  geoOption,
  threatIntelOption,
  externalOption,
  watchlistOption,
  contextOf,
  formatOption,
  macrosOption,
  sourceOption,
  storeOption,
} from './options.js';
import type { ContextChoices } from './options.js';

interface Options extends ContextChoices {
  readonly format: 'text' | 'json';
  readonly store?: string;
  readonly source?: string;
  readonly rule?: string;
  readonly macros?: readonly string[];
}

export const declareExplain: Declare = (program, bind) => {
  program
    .command('explain')
    .summary('show the plan and the SQL of a rule, and what of it the data cannot answer')
    .description(
      'Compiles a rule and shows its plan, its SQL and, when data is given, what of it is not evaluable there.',
    )
    .argument('<rule>', 'a rule in a file, as published: .kql, .spl, YAML, JSON, savedsearches.conf')
    .argument('[path...]', 'files and folders of logs to judge the rule by')
    .option('--rule <name>', 'the one to take of a file with several rules')
    .addOption(macrosOption())
    .addOption(formatOption('text', 'json'))
    .addOption(storeOption())
    .addOption(sourceOption())
    .addOption(watchlistOption())
    .addOption(externalOption())
    .addOption(threatIntelOption())
    .addOption(geoOption())
    .addHelpText(
      'after',
      `
Exit status: 2 when the rule does not compile or an input cannot be read, else 0.

Examples:
  interloper explain rule.kql
  interloper explain rule.yml exports/`,
    )
    .action(bind(explain));
};

/** What there is to know of a rule. */
interface Explanation {
  readonly rule: string;
  readonly language: string;
  readonly plan: string | null;
  readonly sql: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

const explain: Action<[string, readonly string[], Options]> = async (terminal, path, paths, options) => {
  const [{ readRule }, { fileDiagnostics }, { openSession }, inputs] = await Promise.all([
    import('../compile/find-rules.js'),
    import('../compile/rule-file.js'),
    import('../workspace/session.js'),
    import('./read-inputs.js'),
  ]);
  const { rule, lookups } = await readRule(path, { name: options.rule, macros: options.macros ?? [] });
  const progress = startProgress(terminal);
  const session = await openSession(options.store, { ...contextOf(options), lookups });
  try {
    const read = await inputs.readInputs(session, paths, options, terminal, progress);
    if (paths.length > 0) inputs.sayInputs(session, terminal);
    await session.compiler.prepare([rule]);
    const { plan, diagnostics } = session.compiler.compile(rule.language, rule.text);
    const judged = plan === undefined ? undefined : await judge(session, plan, rule.language, paths, options);
    progress.finish();
    const explanation: Explanation = {
      rule: path,
      language: rule.language,
      plan: plan === undefined ? null : printPlan(plan),
      sql: judged?.sql ?? null,
      diagnostics: [...fileDiagnostics(rule, diagnostics), ...(judged?.diagnostics ?? [])],
    };
    if (options.format === 'json') await print(terminal, [JSON.stringify(explanation, undefined, 2)]);
    else await print(terminal, await explanationLines(explanation, rule.written, terminal));
    return hasErrors(explanation.diagnostics) || inputs.hasUnreadable(read) ? 2 : 0;
  } finally {
    progress.finish();
    await session.close();
  }
};

async function judge(
  session: Session,
  plan: Relation,
  language: 'kql' | 'spl' | 'sigma',
  paths: readonly string[],
  { store }: Options,
): Promise<{ readonly sql: string | null; readonly diagnostics: readonly Diagnostic[] }> {
  const [{ sqlOf }, { absentFields }] = await Promise.all([
    import('../workspace/query.js'),
    import('../workspace/absent-fields.js'),
  ]);
  return session.read(async (reader) => {
    const sql = sqlOf(reader, plan);
    const hasData = paths.length > 0 || store !== undefined;
    const absent = hasData ? await absentFields(reader, plan, session.catalog, language) : [];
    return typeof sql === 'string'
      ? { sql, diagnostics: absent }
      : { sql: null, diagnostics: [...absent, sql] };
  });
}

async function explanationLines(
  { rule, plan, sql, diagnostics }: Explanation,
  text: string,
  terminal: Terminal,
): Promise<readonly string[]> {
  const [{ diagnosticLines }, { layOutSql }] = await Promise.all([
    import('./diagnostics.js'),
    import('./sql-layout.js'),
  ]);
  const { bold } = terminal.outScreen.paint;
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [bold(title), ...lines, ''];
  return [
    ...section('Diagnostics', diagnosticLines(rule, text, diagnostics, terminal.outScreen)),
    ...section(
      'Plan',
      plan === null ? [] : plan.split('\n').flatMap((line) => planLines(line, terminal.outScreen.width)),
    ),
    ...section('SQL', sql === null ? [] : layOutSql(sql).map((line) => visible(line))),
  ];
}

/** A step of the plan; what does not fit goes on under it. */
function planLines(line: string, width: number): readonly string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return wrapIndented(visible(line.trimStart()), width, indent, `${indent}    `);
}
