import { hasErrors } from '@interloper/plan';
import type { Diagnostic } from '@interloper/plan';
import { count, visible } from '@interloper/report';
import { print } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import { isNotEvaluable } from '../compile/not-evaluable.js';
import { summaryLines, summaryOf } from './check-summary.js';
import type { Checked, CheckSummary } from './check-summary.js';
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
import type { RuleFile } from '../compile/rule-file.js';

interface Options extends ContextChoices {
  readonly format: 'text' | 'json';
  readonly macros?: readonly string[];
  readonly pipeline?: readonly string[];
}

export const declareCheck: Declare = (program, bind) => {
  program
    .command('check')
    .summary('compile rules and report what is wrong with them')
    .description(
      'Compiles rules as they are published (.kql, .spl, Sigma, Sentinel and contentctl YAML, resource templates, savedsearches.conf, code blocks of Markdown; folders recursively) and reports each: errors and warnings with code, line, column and what to do; then how many compile, and why the others do not.',
    )
    .argument('<rule...>', 'rules, and folders of rules')
    .addOption(formatOption('text', 'json'))
    .addOption(macrosOption())
    .addOption(pipelineOption())
    .addOption(watchlistOption())
    .addOption(externalOption())
    .addHelpText(
      'after',
      `
Exit status: 2 when a rule does not compile or cannot be read, else 0.
In a folder, files that are no rule are counted and left out; named by itself
such a file is an error.
Macros and lookups that lie beside SPL rules (macros.conf, transforms.conf,
folders macros and lookups) are taken as they are.

Examples:
  interloper check rule.kql rule.spl
  interloper check detections/ --format json
  interloper check app/default/savedsearches.conf --macros site/macros.conf`,
    )
    .action(bind(check));
};

const check: Action<[readonly string[], Options]> = async (
  terminal,
  paths,
  { format, macros = [], pipeline = [], ...given },
) => {
  const [{ sources }, { givenCatalog }, { createCompiler }, { findRules }, { fileDiagnostics }, pipes] =
    await Promise.all([
      import('@interloper/sources'),
      import('../context/context.js'),
      import('../compile/compiler.js'),
      import('../compile/find-rules.js'),
      import('../compile/rule-file.js'),
      import('../compile/pipelines.js'),
    ]);
  const pipelines = await pipes.readPipelines(pipeline);
  const found = await findRules(paths, macros);
  const { rules, others, lookups } = found;
  if (rules.length === 0 && others.every(({ named }) => !named))
    throw new UserError('there is no rule: files end in .kql, .spl, .yml, .yaml, .json, .conf, .md or .txt');
  const catalog = await givenCatalog(sources, { ...contextOf(given), lookups });
  const compiler = createCompiler({ ...catalog, assumesExternals: true }, {});
  const checked: Checked[] = [];
  for (const each of rules) {
    terminal.signal.throwIfAborted();
    const processed = each.language === 'sigma' ? pipelines.apply(each) : each;
    if ('refused' in processed) {
      const diagnostics = [...each.remarks, pipes.refusedByPipeline(processed, pipeline)];
      checked.push({ ...checkedOf(each, each.path), diagnostics });
      continue;
    }
    const rule = processed;
    const shownAs = rule === each ? rule.path : `${rule.path} after its pipelines`;
    await compiler.prepare([rule]);
    const { diagnostics, pending } = compiler.compile(rule.language, rule.text);
    checked.push({
      ...checkedOf(rule, shownAs),
      diagnostics: fileDiagnostics(
        rule,
        (pending === undefined ? diagnostics : diagnostics.map(untilAsked)).map(unlessThere),
      ),
    });
  }
  for (const { path, reason } of others.filter(({ named }) => named)) {
    const diagnostic: Diagnostic = { code: 'RUN0301', severity: 'error', message: reason };
    checked.push({
      path,
      shownAs: path,
      name: null,
      language: null,
      text: '',
      diagnostics: [diagnostic],
    });
  }
  await tellSharedIds(checked);
  const summary = summaryOf(checked, found);
  if (format === 'json') {
    const document = { rules: checked.map(documentOf), summary };
    await print(terminal, [JSON.stringify(document, undefined, 2)]);
  } else await printText(terminal, checked, summary);
  return checked.some(({ diagnostics }) => hasErrors(diagnostics)) ? 2 : 0;
};

/** Two files with one id are one rule to whoever collects their alerts. */
async function tellSharedIds(checked: Checked[]): Promise<void> {
  const indexes = checked.flatMap(({ language }, index) => (language === 'sigma' ? [index] : []));
  if (indexes.length < 2) return;
  const { sharedIds } = await import('@interloper/sigma');
  const texts = indexes.flatMap((index) => checked[index] ?? []);
  const found = sharedIds(texts.map(({ path, text }) => ({ name: path, text })));
  for (const [at, diagnostics] of found.entries()) {
    const index = indexes[at] ?? 0;
    const before = checked[index];
    if (before !== undefined)
      checked[index] = { ...before, diagnostics: [...before.diagnostics, ...diagnostics] };
  }
}

function checkedOf(rule: RuleFile, shownAs: string): Omit<Checked, 'diagnostics'> {
  const { path, name = null, language, written } = rule;
  return { path, shownAs, name, language, text: written };
}

/** What the rows decide is no mistake of a rule: it is answered when the rule is asked of logs. */
function untilAsked(found: Diagnostic): Diagnostic {
  if (found.code !== 'KQL0106') return found;
  const help =
    'They are when it is asked of logs: explain and query then say what is wrong with what follows.';
  return { ...found, severity: 'warning', help };
}

/** A rule that asks for what nobody has is no mistake of its author: it compiles, and is not evaluable. */
function unlessThere(found: Diagnostic): Diagnostic {
  if (!isNotEvaluable(found)) return found;
  return {
    ...found,
    severity: 'warning',
    help: 'The rule compiles. It is not evaluable here: query and scan say so.',
  };
}

async function printText(
  terminal: Terminal,
  checked: readonly Checked[],
  summary: CheckSummary,
): Promise<void> {
  const { diagnosticLines } = await import('./diagnostics.js');
  const { paint } = terminal.outScreen;
  for (const { path, shownAs, name, language, diagnostics, text } of checked) {
    const verdict = hasErrors(diagnostics)
      ? paint.red('error')
      : diagnostics.some(isNotEvaluable)
        ? paint.yellow('not evaluable')
        : diagnostics.some(({ severity }) => severity === 'warning')
          ? paint.yellow('warning')
          : paint.green('ok');
    const title = name === null ? '' : ` "${visible(name)}"`;
    await print(terminal, [
      `${verdict} ${visible(path)}${title}${language === null ? '' : ` (${language})`}`,
      ...diagnosticLines(shownAs, text, diagnostics, terminal.outScreen),
    ]);
  }
  const left = summary.others === 0 ? '' : `; ${count(summary.others, 'other file')} left out`;
  await print(terminal, [
    `${count(checked.length, 'rule')}, ${summary.refused} with errors${left}`,
    ...summaryLines(summary, terminal.outScreen),
  ]);
}

function documentOf({ path, name, language, diagnostics }: Checked): object {
  return { path, name, language, diagnostics };
}
