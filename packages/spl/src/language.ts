import type {
  Catalog,
  Compilation,
  Diagnostic,
  Language,
  Learnt,
  Pending,
  Relation,
  SupportEntry,
} from '@interloper/plan';
import { call, column, columnsOf, hasErrors, placedDiagnostics } from '@interloper/plan';
import { aggregations, refusedAggregations } from './aggregations.js';
import { aliases, definitions, refusedCommands } from './commands/index.js';
import { lowerFirstSearch } from './commands/search.js';
import { diagnostic } from './diagnostics.js';
import { functionFamilies } from './functions/index.js';
import { commandsOf } from './lower/macros.js';
import { builtInTexts, expandMacroText } from './macro-text.js';
import type { Lowering, State } from './lower/state.js';
import { arrange, emptyState, report, shownColumns } from './lower/state.js';
import { textsOf } from './lower/told-apart.js';
import { parse } from './syntax/parser.js';
import type { Command, CommandKind, CommandOf, Pipeline } from './syntax/tree.js';

/** Splunk's Search Processing Language. */
export const spl: Language = { id: 'spl', compile, support };

/**
 * SPL text as a plan. Compiling happens in passes: fields that the rule asks for under a name the view does not list
 * (add-on aliases, JSON paths) are gathered in one and brought by the source in the next.
 */
function compile(text: string, catalog: Catalog, learnt: readonly Learnt[] = []): Compilation {
  try {
    const expanded = expandMacroText(text, builtInTexts);
    const compilation = compilePasses(expanded.text, catalog, learnt);
    if (expanded.text === text) return compilation;
    return { ...compilation, diagnostics: placedDiagnostics(expanded, compilation.diagnostics) };
  } catch (error) {
    // A rule of many thousand brackets is a mistake of its author, not of ours.
    if (!(error instanceof RangeError) || !error.message.includes('call stack')) throw error;
    return { diagnostics: [diagnostic('SPL0603', [])], missingTables: [] };
  }
}

function compilePasses(text: string, catalog: Catalog, learnt: readonly Learnt[]): Compilation {
  const { pipeline, diagnostics: syntax } = parse(text);
  const demands = new Set<string>();
  const texts = textsOf(pipeline);
  for (;;) {
    const known = demands.size;
    const diagnostics: Diagnostic[] = [...syntax];
    const missing = new Set<string>();
    let names = 0;
    // Questions are numbered in the order in which they come up: places repeat where macros are written out.
    let questions = 0;
    const awaited: { question?: Pending } = {};
    const lowering: Lowering = {
      catalog,
      diagnostics,
      missing,
      demands,
      warned: new Set(),
      macroDepth: 0,
      texts,
      fresh: (purpose) => {
        names += 1;
        return `$${purpose}${names}`;
      },
      writes: [],
      nested: false,
      window: {},
      ask: (question) => {
        questions += 1;
        const at = questions;
        const answer = learnt.find((item) => item.at === at)?.columns;
        if (answer === undefined) awaited.question ??= { question, at };
        return answer;
      },
      waits: () => awaited.question !== undefined,
      lowerPipeline,
      parse,
    };
    const state = run(pipeline, lowering);
    // Fields asked for are only ever added, and come from the text of the rule: this ends.
    if (demands.size > known) continue;
    const plan = hasErrors(diagnostics)
      ? {}
      : awaited.question === undefined
        ? { plan: output(state), ...(lowering.writes.length === 0 ? {} : { writes: lowering.writes }) }
        : { pending: awaited.question };
    const said = withoutConsequences(diagnostics.toSorted(byPlace), syntax);
    return { ...plan, diagnostics: said, missingTables: [...missing] };
  }
}

/** Behind a command that could not be read, nothing is said of fields that are not there: it may have made them. */
function withoutConsequences(
  diagnostics: readonly Diagnostic[],
  syntax: readonly Diagnostic[],
): readonly Diagnostic[] {
  const [first] = syntax.filter(({ severity }) => severity === 'error').toSorted(byPlace);
  const from = first?.span?.start ?? Number.POSITIVE_INFINITY;
  return diagnostics.filter(({ code, span }) => code !== 'SPL0403' || (span?.start ?? 0) < from);
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  return (left.span?.start ?? 0) - (right.span?.start ?? 0);
}

function lowerPipeline(pipeline: Pipeline, lowering: Lowering, input?: State): State {
  const nested = { ...lowering, nested: true };
  return run(pipeline, input === undefined ? { ...nested, window: {} } : nested, input);
}

function run(pipeline: Pipeline, lowering: Lowering, input?: State): State {
  const [first, ...rest] = pipeline.commands;
  if (first === undefined) return input ?? emptyState();
  const start = input === undefined ? lowerFirst(first, lowering) : lowerLater(first, input, lowering);
  // Behind a question that is not answered yet, nothing is known.
  return rest.reduce(
    (state, command) => (lowering.waits() ? emptyState() : lowerLater(command, state, lowering)),
    start,
  );
}

/** Commands that make results of their own, and would drop those before them. */
const GENERATING: ReadonlySet<CommandKind> = new Set([
  'datamodel',
  'from',
  'gentimes',
  'makeresults',
  'mstats',
  'multisearch',
  'set',
  'tstats',
]);

function lowerLater(command: Command, state: State, lowering: Lowering): State {
  const isUnion = command.kind === 'multisearch' && command.union === true;
  if (GENERATING.has(command.kind) && !isUnion) {
    const help = `begin with it, or add its results: append [| ${command.kind} …]`;
    const what = `${command.kind} behind other commands`;
    report(lowering, diagnostic('SPL0504', [what], { span: command.span, help }));
  }
  return lowerCommand(command.kind, command, state, lowering);
}

/** The command that a rule or subsearch begins with: it must generate the results. */
function lowerFirst(command: Command, lowering: Lowering): State {
  switch (command.kind) {
    case 'search':
      return lowerFirstSearch(command, lowering);
    case 'inputlookup':
    case 'makeresults':
    case 'multisearch':
    case 'gentimes':
    case 'set':
    case 'tstats':
    case 'mstats':
    case 'datamodel':
    case 'from':
      return lowerCommand(command.kind, command, emptyState(), lowering);
    case 'macro': {
      const commands = commandsOf(command.macro, lowering);
      const deeper = { ...lowering, macroDepth: lowering.macroDepth + 1 };
      return commands === undefined ? emptyState() : run(commands, deeper);
    }
    default: {
      // A command that could not be read may have stood before it.
      if (!hasErrors(lowering.diagnostics)) {
        const help = 'begin with search terms or with | makeresults';
        report(lowering, diagnostic('SPL0407', [command.kind], { span: command.span, help }));
      }
      return lowerCommand(command.kind, command, emptyState(), lowering);
    }
  }
}

function lowerCommand<Kind extends CommandKind>(
  kind: Kind,
  command: CommandOf<Kind>,
  state: State,
  lowering: Lowering,
): State {
  return definitions[kind].lower(command, state, lowering);
}

/** What a user sees: no internal columns; `_time` is an instant, every other time its number of seconds since 1970. */
function output(before: State): Relation {
  const state = arrange(before);
  const { relation } = state;
  const all = columnsOf(relation);
  const shown = shownColumns(state);
  const columns = shown.map(({ name, type }) => {
    const value = column(name, type);
    const seconds = type === 'datetime' && name !== '_time';
    return { name, expression: seconds ? call('epochSeconds', [value]) : value };
  });
  const same = shown.length === all.length && columns.every((item) => item.expression.kind === 'column');
  return same ? relation : { kind: 'project', input: relation, columns };
}

function support(): readonly SupportEntry[] {
  const commands = Object.entries(definitions).map(([name, { partial }]) =>
    entry('command', name === 'macro' ? '`macro`' : name, partial, undefined),
  );
  const others = Object.entries(aliases).map(([name, kind]) =>
    entry('command', name, definitions[kind].partial, undefined),
  );
  const refused = Object.entries(refusedCommands).map(([name, why]) =>
    entry('command', name, undefined, why),
  );
  const functions = Object.values(functionFamilies).flatMap((family) =>
    Object.entries(family).map(([name, { partial, unsupported }]) =>
      entry('function', name, partial, unsupported),
    ),
  );
  const aggregates = Object.entries(aggregations).map(([name, { partial }]) =>
    entry('aggregate', name, partial, undefined),
  );
  const refusedOnes = Object.entries(refusedAggregations).map(([name, why]) =>
    entry('aggregate', name, undefined, why),
  );
  return [...commands, ...others, ...refused, ...functions, ...aggregates, ...refusedOnes];
}

function entry(
  kind: SupportEntry['kind'],
  name: string,
  partial: string | undefined,
  unsupported: string | undefined,
): SupportEntry {
  if (unsupported !== undefined) return { kind, name, support: 'unsupported', note: unsupported };
  return partial === undefined
    ? { kind, name, support: 'supported' }
    : { kind, name, support: 'partial', note: partial };
}
