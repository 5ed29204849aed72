import { hasErrors } from '@interloper/plan';
import type { Diagnostic } from '@interloper/plan';
import { count, visible } from '@interloper/report';
import { print } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { Action, Declare } from './command.js';
import { contextOf, formatOption, watchlistOption } from './options.js';
import type { ContextChoices } from './options.js';

interface Options extends ContextChoices {
  readonly format: 'text' | 'json';
}

export const declareCheck: Declare = (program, bind) => {
  program
    .command('check')
    .summary('compile rules and report what is wrong with them')
    .description(
      'Compiles rules (.kql, .spl, Sigma .yml; folders recursively) and reports each: errors and warnings with code, line, column and what to do.',
    )
    .argument('<rule...>', 'rules, and folders of rules')
    .addOption(formatOption('text', 'json'))
    .addOption(watchlistOption())
    .addHelpText(
      'after',
      `
Exit status: 2 when a rule does not compile or cannot be read, else 0.
In a folder, YAML that is no rule is counted and left out; named by itself it is
an error.

Examples:
  interloper check rule.kql rule.spl
  interloper check detections/ --format json`,
    )
    .action(bind(check));
};

/** What became of one file. */
interface Checked {
  readonly path: string;
  readonly language: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly text: string;
}

const check: Action<[readonly string[], Options]> = async (terminal, paths, { format, ...given }) => {
  const [{ sources }, { givenCatalog }, { createCompiler }, { findRules }] = await Promise.all([
    import('@interloper/sources'),
    import('../context/context.js'),
    import('../compile/compiler.js'),
    import('../compile/find-rules.js'),
  ]);
  const { rules, others } = await findRules(paths);
  if (rules.length === 0 && others.every(({ named }) => !named))
    throw new UserError('there is no rule: files end in .kql, .spl, .yml or .yaml');
  const compiler = createCompiler(await givenCatalog(sources, contextOf(given)), {});
  const checked: Checked[] = [];
  for (const { path, language, text } of rules) {
    terminal.signal.throwIfAborted();
    await compiler.prepare([{ language, text }]);
    checked.push({ path, language, text, diagnostics: compiler.compile(language, text).diagnostics });
  }
  for (const { path, reason } of others.filter(({ named }) => named)) {
    const diagnostic: Diagnostic = { code: 'RUN0301', severity: 'error', message: reason };
    checked.push({ path, language: null, text: '', diagnostics: [diagnostic] });
  }
  if (format === 'json') await print(terminal, [JSON.stringify(checked.map(documentOf), undefined, 2)]);
  else {
    const { diagnosticLines } = await import('./diagnostics.js');
    const { paint } = terminal.outScreen;
    for (const { path, language, diagnostics, text } of checked) {
      const verdict = hasErrors(diagnostics)
        ? paint.red('error')
        : diagnostics.some(({ severity }) => severity === 'warning')
          ? paint.yellow('warning')
          : paint.green('ok');
      await print(terminal, [
        `${verdict} ${visible(path)}${language === null ? '' : ` (${language})`}`,
        ...diagnosticLines(path, text, diagnostics, terminal.outScreen),
      ]);
    }
    const bad = checked.filter(({ diagnostics }) => hasErrors(diagnostics)).length;
    const left = others.filter(({ named }) => !named).length;
    await print(terminal, [
      `${count(checked.length, 'rule')}, ${bad} with errors${left === 0 ? '' : `; ${count(left, 'other YAML file')} left out`}`,
    ]);
  }
  return checked.some(({ diagnostics }) => hasErrors(diagnostics)) ? 2 : 0;
};

function documentOf({ path, language, diagnostics }: Checked): object {
  return { path, language, diagnostics };
}
