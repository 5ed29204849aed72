import { hasErrors } from '@interloper/plan';
import type { LanguageId, Relation } from '@interloper/plan';
import { Option } from 'commander';
import { print, say } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Session } from '../workspace/session.js';
import type { Action, Declare } from './command.js';
import {
  contextOf,
  externalOption,
  formatOption,
  macrosOption,
  pipelineOption,
  watchlistOption,
} from './options.js';
import type { ContextChoices } from './options.js';

type Target = LanguageId | 'sql';

interface Options extends ContextChoices {
  readonly to: Target;
  readonly format: 'text' | 'json';
  readonly emptyIsAbsent?: true;
  readonly pipeline?: readonly string[];
  readonly rule?: string;
  readonly macros?: readonly string[];
}

export const declareConvert: Declare = (program, bind) => {
  program
    .command('convert')
    .summary('print a rule for another platform')
    .description(
      'Compiles a rule and prints it in another language, with the tables and field names of that platform. The result gives the same rows; what the other language cannot say is refused by name.',
    )
    .argument('<rule>', 'a rule in a file (.kql, .spl, Sigma .yml)')
    .addOption(
      new Option('--to <language>', 'the language to print')
        .choices(['kql', 'spl', 'sigma', 'sql'])
        .makeOptionMandatory(),
    )
    .option(
      '--empty-is-absent',
      'take a field that is absent and one that is empty text for the same where the language cannot tell them apart (KQL)',
    )
    .addOption(formatOption('text', 'json'))
    .option('--rule <name>', 'the one to take of a file with several rules')
    .addOption(pipelineOption())
    .addOption(macrosOption())
    .addOption(watchlistOption())
    .addOption(externalOption())
    .addHelpText(
      'after',
      `
Notes go to standard error, before the rule's diagnostics.
Exit status: 2 when the rule does not compile or cannot be said, else 0.

Examples:
  interloper convert rule.yml --to kql
  interloper convert query.kql --to spl > query.spl
  interloper convert rule.yml --to sql`,
    )
    .action(bind(convert));
};

/** What became of a rule. */
interface Conversion {
  readonly text: string | null;
  readonly notes: readonly string[];
  readonly refused: string | null;
  readonly help?: string;
}

const convert: Action<[string, Options]> = async (terminal, path, options) => {
  const [{ readRule }, { fileDiagnostics }, { openSession }, { diagnosticLines }] = await Promise.all([
    import('../compile/find-rules.js'),
    import('../compile/rule-file.js'),
    import('../workspace/session.js'),
    import('./diagnostics.js'),
  ]);
  const found = await readRule(path, { name: options.rule, macros: options.macros ?? [] });
  const { lookups } = found;
  const { withPipelines } = await import('../compile/pipelines.js');
  const rule = await withPipelines(found.rule, options.pipeline ?? []);
  const session = await openSession(undefined, { ...contextOf(options), lookups });
  try {
    await session.compiler.prepare([rule]);
    const compilation = session.compiler.compile(rule.language, rule.text);
    const { plan } = compilation;
    const diagnostics = fileDiagnostics(rule, compilation.diagnostics);
    for (const line of diagnosticLines(path, rule.written, diagnostics, terminal.errScreen))
      terminal.err(`${line}\n`);
    if (plan === undefined || hasErrors(diagnostics)) return 2;
    const result = await convertPlan(session, plan, rule.name, options);
    if (options.format === 'json') {
      const document = { rule: path, from: rule.language, to: options.to, ...result, diagnostics };
      await print(terminal, [JSON.stringify(document, undefined, 2)]);
    } else await tell(terminal, result, options.to);
    return result.text === null ? 2 : 0;
  } finally {
    await session.close();
  }
};

async function convertPlan(
  session: Session,
  plan: Relation,
  title: string | undefined,
  options: Options,
): Promise<Conversion> {
  if (options.to === 'sql') {
    const [{ sqlOf }, { layOutSql }] = await Promise.all([
      import('../workspace/query.js'),
      import('./sql-layout.js'),
    ]);
    return session.read(async (reader) => {
      const sql = sqlOf(reader, plan);
      return typeof sql === 'string'
        ? { text: layOutSql(sql).join('\n'), notes: [], refused: null }
        : { text: null, notes: [], refused: sql.message };
    });
  }
  const { loadPrinter } = await import('../compile/printers.js');
  const printed = (await loadPrinter(options.to))(plan, session.catalog, {
    ...(title === undefined ? {} : { title }),
    emptyIsAbsent: options.emptyIsAbsent === true,
  });
  return 'refused' in printed ? { text: null, notes: [], ...printed } : { ...printed, refused: null };
}

async function tell(
  terminal: Terminal,
  { text, notes, refused, help }: Conversion,
  to: Target,
): Promise<void> {
  for (const note of notes) say(terminal, `note: ${note}`);
  if (text !== null) await print(terminal, [text.trimEnd()]);
  else
    say(
      terminal,
      `interloper: ${LANGUAGES[to]} cannot say this rule: ${refused ?? ''}${help === undefined ? '' : ` (${help})`}`,
    );
}

const LANGUAGES: Readonly<Record<Target, string>> = { kql: 'KQL', spl: 'SPL', sigma: 'Sigma', sql: 'SQL' };
