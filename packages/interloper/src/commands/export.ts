import { Option } from 'commander';
import type { ExportedFile } from '../export/exported.js';
import { print, say } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { Action, Declare } from './command.js';
import type { IndicatorChoices } from './export-indicators.js';
import { formatOption } from './options.js';
import { addResultOptions } from './with-result.js';

const TARGETS = ['sentinel', 'splunk', 'sigma', 'navigator', 'indicators'] as const;

type Target = (typeof TARGETS)[number];

interface Options extends IndicatorChoices {
  readonly to: Target;
  readonly form?: string;
  readonly out?: string;
}

export const declareExport: Declare = (program, bind) => {
  const command = program
    .command('export')
    .summary('write a detection for the platform that is to run it, or the indicators of a scan')
    .description(
      'Writes a detection as its platform takes it: a Sentinel analytics rule (forms yaml, arm), a Splunk search (forms conf, contentctl, story, lookup), a portable Sigma rule, or an ATT&CK Navigator layer of all detections. Or, with --to indicators, what the intruders of a scan came with: addresses, programs, sessions, keys and applications, without what others use ordinarily.',
    )
    .argument(
      '[name...]',
      'detections by name (the layer is of all by default); of indicators, files and folders to scan',
    )
    .addOption(new Option('--to <platform>', 'what to write').choices(TARGETS).makeOptionMandatory())
    .option('--form <form>', 'the file to print where there are several')
    .option('--out <folder>', 'write all files into this folder')
    .addOption(formatOption('csv', 'json').default('csv', 'csv; of indicators'))
    .option('--all', 'indicators that others use, too (shared), and those of low alerts');
  addResultOptions(command)
    .addHelpText(
      'after',
      `
A detection without a rule in the platform's language is converted, or refused.
Exit status: 2 when something cannot be written, else 0.

Examples:
  interloper export compromised-account-sign-in --to sentinel > rule.yaml
  interloper export compromised-account-sign-in --to sentinel --form arm
  interloper export compromised-account-sign-in --to splunk --out splunk/
  interloper export --to navigator > layer.json
  interloper export --to indicators exports/ > indicators.csv
  interloper export --to indicators --result scan.json --store case-42.duckdb --format json`,
    )
    .action(bind(exportDetections));
};

const exportDetections: Action<[readonly string[], Options]> = async (terminal, names, options) => {
  if (options.to === 'indicators') {
    const { exportIndicators } = await import('./export-indicators.js');
    return exportIndicators(terminal, names, options);
  }
  const { loadedDetections } = await import('../workspace/detections.js');
  const all = await loadedDetections(options.detections);
  const unknown = names.filter((name) => !all.some(({ slug }) => slug === name));
  if (unknown.length > 0)
    throw new UserError(`there is no detection ${unknown.join(', ')}; interloper detections lists them`);
  const chosen = names.length === 0 ? all : all.filter(({ slug }) => names.includes(slug));
  if (options.to === 'navigator') {
    const { exportNavigator } = await import('../export/navigator.js');
    return give(terminal, [exportNavigator(chosen)], options);
  }
  if (names.length === 0) throw new UserError('name a detection; interloper detections lists them');
  if (chosen.length > 1 && options.out === undefined)
    throw new UserError('several detections are written into a folder: give --out');
  const { openSession } = await import('../workspace/session.js');
  const { exportedFiles } = await import('../export/files.js');
  const session = await openSession();
  try {
    const files: ExportedFile[] = [];
    for (const detection of chosen) files.push(...(await exportedFiles(session, detection, options.to)));
    return await give(terminal, merged(files), options);
  } finally {
    await session.close();
  }
};

/** Files of the same path hold what all detections put there, each thing once. */
function merged(files: readonly ExportedFile[]): readonly ExportedFile[] {
  const byPath = new Map<string, ExportedFile>();
  for (const file of files) {
    const before = byPath.get(file.path);
    const text =
      before === undefined || before.text === file.text ? file.text : `${before.text}\n${file.text}`;
    byPath.set(file.path, { ...file, text });
  }
  return [...byPath.values()];
}

async function give(
  terminal: Parameters<typeof print>[0],
  files: readonly ExportedFile[],
  { form, out }: Options,
): Promise<number> {
  if (out !== undefined) {
    const { writeFiles } = await import('./write-files.js');
    const content = files.map(({ path, text }) => ({ path, content: new TextEncoder().encode(text) }));
    for (const path of await writeFiles(out, content)) say(terminal, `wrote ${path}`);
    return 0;
  }
  const forms = files.map((file) => file.form);
  const chosen = form === undefined ? files[0] : files.find((file) => file.form === form);
  if (chosen === undefined)
    throw new UserError(`there is no form ${form ?? ''}; the forms are ${forms.join(', ')}`);
  await print(terminal, [chosen.text.trimEnd()]);
  return 0;
}
