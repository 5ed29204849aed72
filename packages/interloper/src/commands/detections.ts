import { languageName, renderTable } from '@interloper/report';
import { print } from '../terminal/terminal.js';
import type { Action, Declare } from './command.js';
import { formatOption } from './options.js';

interface Options {
  readonly format: 'text' | 'json';
  readonly detections?: string;
}

export const declareDetections: Declare = (program, bind) => {
  program
    .command('detections')
    .summary('list the detections')
    .description('Lists the detections that scan runs.')
    .option('--detections <folder>', 'detection packages other than the shipped ones')
    .addOption(formatOption('text', 'json'))
    .addHelpText('after', '\nExample:\n  interloper detections --format json')
    .action(bind(detections));
};

const detections: Action<[Options]> = async (terminal, { detections: folder, format }) => {
  const { loadedDetections } = await import('../workspace/detections.js');
  const found = await loadedDetections(folder);
  if (format === 'json') {
    const documents = found.map(
      ({ slug, id, title, description, attack, severity, confidence, queries }) => ({
        slug,
        id,
        title,
        description,
        attack,
        severity,
        confidence,
        languages: queries.map(({ language }) => language),
      }),
    );
    await print(terminal, [JSON.stringify(documents, undefined, 2)]);
    return 0;
  }
  const rows = found.map(({ slug, title, attack, severity, confidence, queries }) => [
    slug,
    title,
    attack.map(({ technique }) => technique).join(', '),
    severity,
    confidence,
    queries.map(({ language }) => languageName(language)).join(', '),
  ]);
  const columns = ['detection', 'title', 'technique', 'severity', 'confidence', 'languages'];
  await print(
    terminal,
    renderTable(
      columns.map((name) => ({ name })),
      rows,
      terminal.outScreen,
    ),
  );
  return 0;
};
