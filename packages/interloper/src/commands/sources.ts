import { renderFields, visible, wrapIndented } from '@interloper/report';
import { print } from '../terminal/terminal.js';
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
    .addOption(formatOption('text', 'json'))
    .addHelpText('after', '\nExample:\n  interloper sources')
    .action(bind(listSources));
};

const listSources: Action<[Options]> = async (terminal, { format }) => {
  const { sources } = await import('@interloper/sources');
  const documents = sources.map(({ id, title, shapes, tables, sourcetypes, logsources, exportHelp }) => ({
    id,
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
  for (const { id, title, shapes, tables, sourcetypes, logsources, exportHelp } of documents) {
    const names = logsources.map(({ product, service, category }) =>
      [product, service, category].filter((part) => part !== undefined).join('/'),
    );
    await print(terminal, [
      screen.paint.bold(visible(`${id}: ${title}`)),
      ...renderFields(
        [
          { name: 'KQL tables', value: tables.join(', ') },
          { name: 'SPL sourcetypes', value: sourcetypes.join(', ') },
          { name: 'Sigma logsources', value: [...new Set(names)].join(', ') },
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
