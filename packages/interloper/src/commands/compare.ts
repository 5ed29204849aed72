import { hasErrors, ticksOfDate } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { count, visible, wrapIndented } from '@interloper/report';
import type { RuleFile } from '../compile/rule-file.js';
import { startProgress } from '../terminal/progress.js';
import { print, say } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { ComparedEvent, ComparedRow, Comparison } from '../workspace/compare.js';
import { isEvent } from '../workspace/disagreement.js';
import { newestText } from '../workspace/extent.js';
import type { Session } from '../workspace/session.js';
import type { Action, Declare } from './command.js';
import {
  contextOf,
  externalOption,
  formatOption,
  macrosOption,
  nowOption,
  pipelineOption,
  sourceOption,
  storeOption,
  watchlistOption,
} from './options.js';
import type { ContextChoices } from './options.js';
import type { NamedRule } from './rule-options.js';

interface Options extends ContextChoices {
  readonly format: 'text' | 'json';
  readonly now?: bigint;
  readonly store?: string;
  readonly source?: string;
  readonly pipeline?: readonly string[];
  readonly macros?: readonly string[];
}

export const declareCompare: Declare = (program, bind) => {
  program
    .command('compare')
    .summary('run two rules on the same logs and show where they differ')
    .description(
      'Runs two rules, of any languages, on the same logs: which events both found, which only one, and the first condition of the other that such an event does not fulfil. Rules that group events are compared by the columns that both give.',
    )
    .argument('<a>', 'a rule in a file (.kql, .spl, Sigma .yml)')
    .argument('<b>', 'another rule')
    .argument('[path...]', 'files and folders; none with a --store that holds data')
    .addOption(formatOption('text', 'json'))
    .addOption(nowOption())
    .addOption(pipelineOption())
    .addOption(macrosOption())
    .addOption(storeOption())
    .addOption(sourceOption())
    .addOption(watchlistOption())
    .addOption(externalOption())
    .addHelpText(
      'after',
      `
Exit status: 0 when both find the same, 1 when they differ, 2 when a rule cannot
be answered or an input cannot be read.

Examples:
  interloper compare query.kql rule.yml exports/
  interloper compare old.kql new.kql --store case-42.duckdb --format json`,
    )
    .action(bind(compare));
};

const compare: Action<[string, string, readonly string[], Options]> = async (
  terminal,
  pathA,
  pathB,
  paths,
  options,
) => {
  const [{ readRule }, { openSession }, { comparePlans }, inputs] = await Promise.all([
    import('../compile/find-rules.js'),
    import('../workspace/session.js'),
    import('../workspace/compare.js'),
    import('./read-inputs.js'),
  ]);
  inputs.needInputs(paths, options);
  const given = { name: undefined, macros: options.macros ?? [] };
  const { withPipelines } = await import('../compile/pipelines.js');
  const read = async (path: string): Promise<NamedRule> => {
    const found = await readRule(path, given);
    const sigma = found.rule.language === 'sigma' ? (options.pipeline ?? []) : [];
    return { ...found, name: path, rule: await withPipelines(found.rule, sigma) };
  };
  const [a, b] = [await read(pathA), await read(pathB)];
  const progress = startProgress(terminal);
  const lookups = { ...a.lookups, ...b.lookups };
  const session = await openSession(options.store, { ...contextOf(options), lookups });
  try {
    const loaded = await inputs.readInputs(session, paths, options, terminal, progress);
    inputs.sayInputs(session, terminal);
    progress.update('comparing');
    await session.compiler.prepare([a.rule, b.rule]);
    const extent = options.now === undefined ? await session.extent() : undefined;
    const newest = options.now ?? extent?.to;
    if (extent !== undefined) say(terminal, `now is ${newestText(extent)}`);
    const planA = await planOf(session, a.rule, terminal);
    const planB = await planOf(session, b.rule, terminal);
    if (planA === undefined || planB === undefined) return 2;
    await session.readyFor([planA, planB], terminal.signal);
    const now = newest ?? ticksOfDate(new Date());
    const result = await session.read((reader) => comparePlans(planA, planB, session.catalog, reader, now));
    progress.finish();
    if (result === undefined)
      throw new UserError(
        'the rules cannot be compared: they group events, and give no column of the same name',
      );
    if (options.format === 'json')
      await print(terminal, [JSON.stringify({ a: pathA, b: pathB, ...result }, undefined, 2)]);
    else await print(terminal, textOf(result, pathA, pathB, terminal));
    if (inputs.hasUnreadable(loaded)) return 2;
    return result.onlyA.length + result.onlyB.length > 0 ? 1 : 0;
  } finally {
    progress.finish();
    await session.close();
  }
};

async function planOf(session: Session, rule: RuleFile, terminal: Terminal): Promise<Relation | undefined> {
  const [{ fileDiagnostics }, { diagnosticLines }] = await Promise.all([
    import('../compile/rule-file.js'),
    import('./diagnostics.js'),
  ]);
  const { plan, diagnostics } = session.compiler.compile(rule.language, rule.text);
  const told = fileDiagnostics(rule, diagnostics);
  for (const line of diagnosticLines(rule.path, rule.written, told, terminal.errScreen))
    terminal.err(`${line}\n`);
  return hasErrors(told) ? undefined : plan;
}

function textOf(result: Comparison, a: string, b: string, { outScreen }: Terminal): readonly string[] {
  const { paint, width } = outScreen;
  const what = result.by === 'event' ? 'event' : 'row';
  const section = (title: string, items: readonly (ComparedEvent | ComparedRow)[]): readonly string[] =>
    items.length === 0
      ? []
      : [
          '',
          paint.bold(`${title}: ${count(items.length, what)}`),
          ...items.flatMap((item) => wrapIndented(visible(lineOf(item)), width, '  ', '      ')),
        ];
  const same = result.onlyA.length + result.onlyB.length === 0;
  return [
    `A is ${visible(a)}, B is ${visible(b)}${result.by === 'event' ? '' : `; compared by ${visible(result.columns.join(', '))}`}`,
    ...section('both', result.both),
    ...section('only A', result.onlyA),
    ...section('only B', result.onlyB),
    '',
    same
      ? `${paint.green('the same')}: ${count(result.both.length, what)}`
      : `${paint.yellow('they differ')}: ${result.both.length} in both, ${result.onlyA.length} only in A, ${result.onlyB.length} only in B`,
  ];
}

function lineOf(item: ComparedEvent | ComparedRow): string {
  if (!isEvent(item))
    return Object.entries(item)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(' ');
  const { account, time, dataset, row, file, missedBy } = item;
  const place = `${dataset} row ${row}${file === null ? '' : ` of ${file}`}`;
  const reason = missedBy === undefined ? '' : `; the other rule wants ${missedBy}`;
  return `${account ?? '(no account)'} ${time ?? '(no time)'} (${place})${reason}`;
}
