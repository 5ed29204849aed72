import { hasErrors, mapExpression, mapRelation, walkRelations } from '@interloper/plan';
import type {
  Catalog,
  Compilation,
  Diagnostic,
  Expression,
  Language,
  Learnt,
  Relation,
  Severity,
} from '@interloper/plan';
import { whyUnfilled } from './asim/library.js';
import { diagnostic } from './diagnostics.js';
import { withEngineNames } from './operators/engine-names.js';
import { lowerByClass } from './expressions/lower.js';
import { globalsOf } from './kusto/globals.js';
import { kustoLibrary } from './kusto/library.js';
import type { KustoDiagnostic, SyntaxNode } from './kusto/library.js';
import { classOf, elements, items, part, spanOf } from './kusto/syntax.js';
import { atHome } from './kusto/workspaces.js';
import { createContext, lowerTabular } from './lowering.js';
import type { Context, Env, HoistedLet, Rows } from './lowering.js';
import { lowerTabularByClass } from './operators/lower.js';
import { lowerLet } from './statements.js';
import { support } from './support.js';
import { settle } from './text.js';

/**
 * KQL. Microsoft's own library parses and binds; what it says of a rule's mistakes is passed on with its codes.
 * https://learn.microsoft.com/kusto/query/
 */
export const kql: Language = { id: 'kql', compile, support };

function compile(written: string, catalog: Catalog, learnt: readonly Learnt[] = []): Compilation {
  const twice = learnt.flatMap(({ columns }) =>
    columns.filter(({ name }, index) => columns.findIndex((item) => item.name === name) !== index),
  );
  if (twice[0] !== undefined) {
    const what = `A plugin that finds a column ${twice[0].name} where there is one`;
    return { diagnostics: [diagnostic('KQL0104', what)], missingTables: [] };
  }
  const { text, original } = withLearnt(written, learnt);
  const home = atHome(text);
  const remarks = home.places.map((place) => diagnostic('KQL0207', place.written, place.span));
  const compiled = compileText(home.text, catalog);
  const compilation = { ...compiled, diagnostics: [...compiled.diagnostics, ...remarks] };
  return learnt.length === 0 ? compilation : placed(compilation, original);
}

/** Fuzzy unions do without tables that are not there, also where a let or a function reads them. */
function compileText(text: string, catalog: Catalog): Compilation {
  const strict = compileKnowing(text, catalog, []);
  const { missingTables } = strict;
  if (missingTables.length === 0 || !/\bisfuzzy\b/i.test(text)) return strict;
  const lenient = compileKnowing(text, catalog, missingTables);
  return hasErrors(lenient.diagnostics) ? strict : lenient;
}

function compileKnowing(text: string, catalog: Catalog, unknown: readonly string[]): Compilation {
  const code = kustoLibrary().KustoCode.ParseAndAnalyze(text, globalsOf(catalog, text, unknown));
  const alone = new Set(elements(code.Syntax, 'Statements').flatMap(nameAlone));
  const found = items(code.GetDiagnostics()).map((item) => translated(item, catalog, text, alone));
  const unbound = found.flatMap(({ missing }) => missing ?? []);
  const bound = found.map(({ diagnostic: item }) => item);
  if (hasErrors(bound)) return { diagnostics: bound, missingTables: [...new Set(unbound)] };
  const lowerings = { expression: lowerByClass, tabular: lowerTabularByClass };
  const context = createContext(catalog, text, lowerings, unknown);
  const plan = lowered(code.Syntax, context);
  const absent = absentTables(context, text);
  const diagnostics = [...bound, ...withoutFollowing(withoutRepeats(context.diagnostics), absent), ...absent];
  const names = context.absent.map(({ name }) => name);
  const missingTables = [...new Set([...unbound, ...context.missing, ...names])];
  return plan === undefined || hasErrors(diagnostics)
    ? { diagnostics, missingTables, ...pendingOf(context) }
    : { plan, diagnostics, missingTables };
}

/** Says of tables that a rule needs and that are not there what the binder says of names that it does not know. */
function absentTables({ absent, catalog }: Context, text: string): readonly Diagnostic[] {
  const nodes = new Map(absent.toReversed().map(({ name, node }) => [name, node] as const));
  return [...nodes].map(([name, node]): Diagnostic => {
    const span = spanOf(node);
    const stands = text.slice(span.start, span.end).includes(name);
    return {
      code: 'KS204',
      severity: 'error',
      message: `The name '${name}' does not refer to any known table, tabular variable or function.`,
      ...(stands ? { span } : {}),
      help: tablesThere(catalog),
    };
  });
}

function tablesThere({ tables }: Catalog): string {
  const names = tables.map(({ name }) => name).toSorted();
  return names.length === 0 ? 'No table is there.' : `The tables that are there: ${names.join(', ')}.`;
}

/** Where a table or watchlist is not there, its columns are not either: that need not be said of each. */
function withoutFollowing(
  diagnostics: readonly Diagnostic[],
  absent: readonly Diagnostic[],
): readonly Diagnostic[] {
  const isMissing = absent.length > 0 || diagnostics.some(({ code }) => code === 'KQL0112');
  return isMissing ? diagnostics.filter(({ code }) => code !== 'KQL0108') : diagnostics;
}

/** The question that only the data answers, with the lets it stands on. */
function pendingOf({ pending, lets }: Context): Pick<Compilation, 'pending'> {
  if (pending === undefined) return {};
  return { pending: { ...pending, question: withLets(pending.question, lets) } };
}

/**
 * The rule with the columns that were learnt written behind the plugins they belong to, as a rule may state them itself:
 * what follows is then bound by the binder. `original` leads from a place in it back to the rule's.
 */
function withLearnt(
  written: string,
  learnt: readonly Learnt[],
): { readonly text: string; readonly original: (place: number) => number } {
  const parts: string[] = [];
  const ends: { readonly at: number; readonly to: number; readonly size: number }[] = [];
  let [last, length] = [0, 0];
  for (const { at, columns } of learnt.toSorted((one, other) => one.at - other.at)) {
    const schema = columns.map(({ name, type }) => `['${escaped(name)}']:${type}`).join(', ');
    const added = ` : (${schema})`;
    parts.push(written.slice(last, at), added);
    length += at - last;
    ends.push({ at, to: length, size: added.length });
    length += added.length;
    last = at;
  }
  const original = (place: number): number =>
    ends.reduce((found, { to, size }) => (place <= to ? found : found - Math.min(size, place - to)), place);
  return { text: parts.join('') + written.slice(last), original };
}

function escaped(name: string): string {
  return name.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

/** A compilation whose places are those of the rule as it was written. */
function placed(compilation: Compilation, original: (place: number) => number): Compilation {
  const { diagnostics, pending } = compilation;
  return {
    ...compilation,
    diagnostics: diagnostics.map((item) =>
      item.span === undefined
        ? item
        : { ...item, span: { start: original(item.span.start), end: original(item.span.end) } },
    ),
    ...(pending === undefined ? {} : { pending: { ...pending, at: original(pending.at) } }),
  };
}

/** The plan of a rule that the binder accepts. After a refusal what follows may not fit together; that is no fault. */
function lowered(block: SyntaxNode, context: Context): Relation | undefined {
  try {
    return lowerBlock(block, context);
  } catch (error) {
    if (!hasErrors(context.diagnostics)) {
      const message = error instanceof Error ? error.message : String(error);
      context.diagnostics.push(diagnostic('KQL0901', message));
    }
    return undefined;
  }
}

function lowerBlock(block: SyntaxNode, context: Context): Relation | undefined {
  let env: Env = { context, scope: new Map() };
  let answer: Rows | undefined;
  for (const statement of elements(block, 'Statements')) {
    if (classOf(statement) === 'ExpressionStatement') {
      if (answer !== undefined)
        context.diagnostics.push(diagnostic('KQL0206', 'the queries of a rule', spanOf(statement)));
      const expression = part(statement, 'Expression');
      answer ??= withEngineNames(expression, lowerTabular(expression, env));
    } else {
      env = lowerLet(statement, env);
    }
  }
  if (answer === undefined) {
    context.diagnostics.push(diagnostic('KQL0902', ''));
    return undefined;
  }
  return withLets(settle(answer), context.lets);
}

/** Puts the tabular lets around a plan: those used once where they are used, unless they are to be computed once. */
function withLets(plan: Relation, lets: readonly HoistedLet[]): Relation {
  return lets.toReversed().reduce((body, item) => {
    const uses = countUses(body, item.name);
    if (uses === 0) return body;
    if (uses === 1 && !item.materialised) return replaced(body, item);
    return { kind: 'let', name: item.name, value: item.value, materialised: item.materialised, body };
  }, plan);
}

function countUses(relation: Relation, name: string): number {
  let uses = 0;
  walkRelations(relation, (inner) => {
    if (inner.kind === 'reference' && inner.name === name) uses += 1;
  });
  return uses;
}

function replaced(relation: Relation, item: HoistedLet): Relation {
  if (relation.kind === 'reference') return relation.name === item.name ? item.value : relation;
  const inRelation = (inner: Relation): Relation => replaced(inner, item);
  const inExpression = (inner: Expression): Expression => mapExpression(inner, inExpression, inRelation);
  return mapRelation(relation, inRelation, inExpression);
}

interface Translated {
  readonly diagnostic: Diagnostic;
  readonly missing?: string;
}

const SEVERITIES: Readonly<Record<string, Severity>> = { Error: 'error', Warning: 'warning' };

/** A name in a table's place that the binder does not know. */
const UNKNOWN_TABLE = /^The name '(.+)' does not refer to any known (?:table|entity)/;

/** A name that the binder does not know where a column is as good as a table. */
const UNKNOWN_NAME = /^The name '(.+)' does not refer to any known /;

/** Where a name is all that a query or a `let` consists of: `T` reads a table as `T | take 5` does. */
function nameAlone(statement: SyntaxNode): readonly number[] {
  if (!['ExpressionStatement', 'LetStatement'].includes(classOf(statement))) return [];
  const expression = part(statement, 'Expression');
  return classOf(expression) === 'NameReference' ? [spanOf(expression).start] : [];
}

function translated(
  item: KustoDiagnostic,
  catalog: Catalog,
  text: string,
  alone: ReadonlySet<number>,
): Translated {
  const severity = SEVERITIES[item.Severity] ?? 'info';
  const plain: Diagnostic = {
    code: item.Code,
    severity,
    message: item.Message,
    span: { start: item.Start, end: item.Start + item.Length },
  };
  if (isTaken(item, text)) return { diagnostic: { ...plain, severity: 'info' } };
  if (isFuzzyWildcard(item, text)) return { diagnostic: { ...plain, severity: 'warning' } };
  const unfilled = severity === 'error' ? unfilledName(item) : undefined;
  if (unfilled !== undefined) {
    return { diagnostic: diagnostic('KQL0113', unfilled.why, plain.span), missing: unfilled.name };
  }
  const missing = severity === 'error' ? missingName(item, alone) : undefined;
  if (missing === undefined) return { diagnostic: plain };
  return { diagnostic: { ...plain, help: tablesThere(catalog) }, missing };
}

/** A function of Microsoft's information model that no log here fills: as good as a table that is not there. */
function unfilledName({
  Message,
}: KustoDiagnostic): { readonly name: string; readonly why: string } | undefined {
  const name = UNKNOWN_NAME.exec(Message)?.[1];
  const why = name === undefined ? undefined : whyUnfilled(name);
  return name === undefined || why === undefined ? undefined : { name, why };
}

function missingName({ Message, Start }: KustoDiagnostic, alone: ReadonlySet<number>): string | undefined {
  return (alone.has(Start) ? UNKNOWN_NAME : UNKNOWN_TABLE).exec(Message)?.[1];
}

/**
 * Arguments that the engine takes, where the binder knows other types: count(x), lists in todynamic, whole numbers for
 * int, the four options of bag_unpack, seconds with a fraction in make_timespan.
 */
function isTaken(item: KustoDiagnostic, text: string): boolean {
  const written = text.slice(item.Start, item.Start + item.Length);
  const before = text.slice(0, item.Start);
  if (item.Code === 'KS119') return item.Message.startsWith("The function 'bag_unpack' expects");
  if (item.Code === 'KS134') return /\bmake_timespan\s*\((?:[^(),]*,){2,3}[^(),]*$/.test(before);
  if (item.Code !== 'KS107') return false;
  if (/\bint expected/.test(item.Message) && /^-?\d+$/.test(written)) return true;
  return /\b(?:count|todynamic|toobject)\s*\(\s*$/.test(before) || /\bbag_unpack\s*\([^()]*$/.test(before);
}

/** The engine takes a wildcard that fits no table in a fuzzy union, where the binder objects. */
function isFuzzyWildcard(item: KustoDiagnostic, text: string): boolean {
  const name = text.slice(item.Start, item.Start + item.Length);
  return item.Code === 'KS142' && name.endsWith('*') && /\bisfuzzy\s*=\s*true\b/i.test(text);
}

function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map(
    diagnostics.map((item) => [`${item.code} ${item.message} ${item.span?.start ?? -1}`, item] as const),
  );
  return [...seen.values()];
}
