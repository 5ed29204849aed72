import { renderFields, visible, wrapIndented } from '@interloper/report';
import { print } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { Action, Declare } from './command.js';
import { formatOption } from './options.js';

interface Options {
  readonly format: 'text' | 'json';
}

export const declareSources: Declare = (program, bind) => {
  program
    .command('sources')
    .summary('list the logs that are read, in which shapes, and their names in each language')
    .description('Lists the logs that are read, in which shapes, and what KQL, SPL and Sigma call them.')
    .argument('[id]', 'only this one')
    .addOption(formatOption('text', 'json'))
    .addHelpText('after', '\nExamples:\n  interloper sources\n  interloper sources okta')
    .action(bind(listSources));
};

const listSources: Action<[string | undefined, Options]> = async (terminal, id, { format }) => {
  const [{ sources }, { logsourceNames }] = await Promise.all([
    import('@interloper/sources'),
    import('../documents/source-page.js'),
  ]);
  const asked = sources.filter((source) => id === undefined || source.id === id.toLowerCase());
  if (asked.length === 0)
    throw new UserError(
      `there is no source ${id ?? ''}; there are: ${sources.map((source) => source.id).join(', ')}`,
    );
  const documents = asked.map(({ id: own, title, shapes, tables, sourcetypes, logsources, exportHelp }) => ({
    id: own,
    title,
    shapes: shapes.map((shape) => ({ id: shape.id, title: shape.title })),
    tables: tables.map(({ name }) => name),
    sourcetypes: sourcetypes.map(({ name }) => name),
    logsources: logsources.flatMap((view) => view.logsources),
    exportHelp,
  }));
  if (format === 'json') {
    await print(terminal, [JSON.stringify(documents, undefined, 2)]);
    return 0;
  }
  const screen = terminal.outScreen;
  for (const { id: own, title, shapes, tables, sourcetypes, logsources, exportHelp } of documents) {
    await print(terminal, [
      screen.paint.bold(visible(`${own}: ${title}`)),
      ...renderFields(
        [
          { name: 'KQL tables', value: tables.join(', ') },
          { name: 'SPL sourcetypes', value: sourcetypes.join(', ') },
          { name: 'Sigma logsources', value: logsourceNames({ logsources }) },
        ],
        screen,
        '  ',
      ),
      '  shapes',
      ...shapes.flatMap((shape) =>
        wrapIndented(visible(`${shape.id}: ${shape.title}`), screen.width, '    ', '      '),
      ),
      ...wrapIndented(visible(exportHelp), screen.width, '  ', '  '),
    ]);
  }
  return 0;
};
