import { columnsOf, hasErrors } from '@interloper/plan';
import type { LanguageId } from '@interloper/plan';
import type { DetectionPackage } from '@interloper/detect';
import { Option } from 'commander';
import type { ExportedFile, ExportedRule } from '../export/exported.js';
import { print, say } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { Session } from '../workspace/session.js';
import type { Action, Declare } from './command.js';

type Target = 'sentinel' | 'splunk' | 'sigma' | 'navigator';

interface Options {
  readonly to: Target;
  readonly form?: string;
  readonly out?: string;
  readonly detections?: string;
}

export const declareExport: Declare = (program, bind) => {
  program
    .command('export')
    .summary('write a detection for the platform that is to run it')
    .description(
      'Writes a detection as its platform takes it: a Sentinel analytics rule (forms yaml, arm), a Splunk search (forms conf, contentctl, story), a portable Sigma rule, or an ATT&CK Navigator layer of all detections.',
    )
    .argument('[detection...]', 'detections by name; the layer is of all by default')
    .addOption(
      new Option('--to <platform>', 'what to write')
        .choices(['sentinel', 'splunk', 'sigma', 'navigator'])
        .makeOptionMandatory(),
    )
    .option('--form <form>', 'the file to print where there are several')
    .option('--out <folder>', 'write all files into this folder')
    .option('--detections <folder>', 'detection packages other than the shipped ones')
    .addHelpText(
      'after',
      `
A detection without a rule in the platform's language is converted, or refused.
Exit status: 2 when something cannot be written, else 0.

Examples:
  interloper export compromised-account-sign-in --to sentinel > rule.yaml
  interloper export compromised-account-sign-in --to sentinel --form arm
  interloper export compromised-account-sign-in --to splunk --out splunk/
  interloper export --to navigator > layer.json`,
    )
    .action(bind(exportDetections));
};

const exportDetections: Action<[readonly string[], Options]> = async (terminal, names, options) => {
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
  const session = await openSession();
  try {
    const files: ExportedFile[] = [];
    for (const detection of chosen) files.push(...(await filesOf(session, detection, options.to)));
    return await give(terminal, merged(files), options);
  } finally {
    await session.close();
  }
};

const LANGUAGES = { sentinel: 'kql', splunk: 'spl', sigma: 'sigma' } as const;

async function filesOf(
  session: Session,
  detection: DetectionPackage,
  to: Exclude<Target, 'navigator'>,
): Promise<readonly ExportedFile[]> {
  const rule = await ruleFor(session, detection, LANGUAGES[to]);
  switch (to) {
    case 'sentinel':
      return (await import('../export/sentinel.js')).exportSentinel(rule);
    case 'splunk':
      return (await import('../export/splunk.js')).exportSplunk(rule, new Date().toISOString().slice(0, 10));
    case 'sigma':
      return (await import('../export/sigma.js')).exportSigma(rule);
  }
}

/** The detection's own rule in a language, or its first one that can be said there. */
async function ruleFor(
  session: Session,
  detection: DetectionPackage,
  language: LanguageId,
): Promise<ExportedRule & { readonly converted: boolean }> {
  const [first] = detection.queries;
  const own = detection.queries.find((query) => query.language === language);
  if (first === undefined) throw new Error(`${detection.slug} has no rule`);
  if (own !== undefined) {
    const columns = await columnsIn(session, language, own.text, detection.slug);
    return { detection, language, text: own.text, columns, account: own.account, converted: false };
  }
  const { loadPrinter } = await import('../compile/printers.js');
  const printRule = await loadPrinter(language);
  const refusals: string[] = [];
  for (const query of detection.queries) {
    await session.compiler.prepare([query]);
    const { plan } = session.compiler.compile(query.language, query.text);
    if (plan === undefined) continue;
    const printed = printRule(plan, session.catalog, { title: detection.title });
    if ('refused' in printed) {
      refusals.push(printed.refused);
      continue;
    }
    const columns = await columnsIn(session, language, printed.text, detection.slug);
    return { detection, language, text: printed.text, columns, account: query.account, converted: true };
  }
  throw new UserError(
    `${detection.slug} has no rule in ${language}, and it cannot be said there: ${refusals.join('; ')}`,
  );
}

async function columnsIn(
  session: Session,
  language: LanguageId,
  text: string,
  slug: string,
): Promise<ExportedRule['columns']> {
  await session.compiler.prepare([{ language, text }]);
  const { plan, diagnostics } = session.compiler.compile(language, text);
  if (plan === undefined || hasErrors(diagnostics))
    throw new UserError(`the ${language} rule of ${slug} does not compile: interloper check shows why`);
  return columnsOf(plan);
}

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
