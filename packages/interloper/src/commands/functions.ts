import type { LanguageId, SupportEntry } from '@interloper/plan';
import { count, languageName, renderTable } from '@interloper/report';
import { print } from '../terminal/terminal.js';
import type { Action, Declare } from './command.js';
import { formatOption } from './options.js';

interface Options {
  readonly format: 'text' | 'json';
  readonly kql?: true;
  readonly spl?: true;
  readonly sigma?: true;
}

export const declareFunctions: Declare = (program, bind) => {
  program
    .command('functions')
    .summary('list what of each language is supported')
    .description(
      'Lists the operators, functions and modifiers of each language, and how far each is supported.',
    )
    .option('--kql', 'only KQL')
    .option('--spl', 'only SPL')
    .option('--sigma', 'only Sigma')
    .addOption(formatOption('text', 'json'))
    .addHelpText('after', '\nExamples:\n  interloper functions --spl\n  interloper functions --format json')
    .action(bind(functions));
};

const functions: Action<[Options]> = async (terminal, options) => {
  const { languageIds, loadLanguage } = await import('../compile/languages.js');
  const asked = languageIds.filter((id) => options[id] === true);
  const listed: { readonly language: LanguageId; readonly entries: readonly SupportEntry[] }[] = [];
  for (const language of asked.length === 0 ? languageIds : asked)
    listed.push({ language, entries: (await loadLanguage(language)).support().toSorted(byKindAndName) });
  if (options.format === 'json') {
    const documents = listed.flatMap(({ language, entries }) =>
      entries.map((entry) => ({ language, ...entry })),
    );
    await print(terminal, [JSON.stringify(documents, undefined, 2)]);
    return 0;
  }
  const screen = terminal.outScreen;
  for (const { language, entries } of listed) {
    const of = (support: SupportEntry['support']): number =>
      entries.filter((entry) => entry.support === support).length;
    await print(terminal, [
      screen.paint.bold(
        `${languageName(language)}: ${of('supported')} supported, ${of('partial')} in part, ${count(of('unsupported'), 'entry', 'entries')} unsupported`,
      ),
      ...renderTable(
        ['kind', 'name', 'support', 'note'].map((name) => ({ name })),
        entries.map(({ kind, name, support, note }) => [kind, name, support, note ?? '']),
        screen,
      ),
      '',
    ]);
  }
  return 0;
};

function byKindAndName(left: SupportEntry, right: SupportEntry): number {
  return left.kind === right.kind
    ? Number(left.name > right.name) - Number(left.name < right.name)
    : Number(left.kind > right.kind) - Number(left.kind < right.kind);
}
