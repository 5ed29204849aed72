import type { Catalog, Compilation, Diagnostic, Language, Relation, SupportEntry } from '@interloper/plan';
import { hasErrors } from '@interloper/plan';
import { correlationTypes } from './correlation/types.js';
import { projectCorrelation } from './correlation/output.js';
import { problems } from './diagnostics.js';
import { eventsOf } from './lowering/events.js';
import type { CompileContext } from './lowering/events.js';
import { projectEvents, unionByName, withRuleName } from './lowering/output.js';
import { modifierSupport } from './modifiers/table.js';
import { answersTo, isReferenced, lintTags } from './rule/lint.js';
import { readRules } from './rule/read-rules.js';
import type { SigmaRule } from './rule/types.js';

/**
 * Sigma: detection rules, correlations and filters of the Sigma specification 2. One text may hold several documents;
 * rules that a correlation refers to give rows of their own only with `generate: true`. When several rules give rows,
 * the first column, `rule`, names the one a row comes from.
 */
export const sigma: Language = { id: 'sigma', compile, support };

function compile(text: string, catalog: Catalog): Compilation {
  const read = readRules(text);
  const diagnostics: Diagnostic[] = [...read.diagnostics];
  const missing = new Set<string>();
  const context: CompileContext = {
    catalog,
    rules: read.rules,
    report: (problem) => void diagnostics.push(problem),
    missing: (log) => void missing.add(log),
  };
  if (!hasErrors(diagnostics) && read.rules.every((rule) => rule.kind === 'filter')) {
    const [first] = read.rules;
    if (first !== undefined) context.report(problems.onlyFilters(first.span));
  }
  for (const rule of read.rules) checkReferences(rule, context);
  // A condition that names no selection has been reported: lowering it would be our bug.
  const plan = hasErrors(diagnostics) ? missingOnly(context) : lowerAll(context);
  if (plan !== undefined) lintTags(read.rules, context.report);
  const once = unique(diagnostics);
  const result = { diagnostics: once, missingTables: [...missing] };
  return plan === undefined || hasErrors(once) ? result : { ...result, plan };
}

/** A rule with mistakes is still asked for the logs it needs. */
function missingOnly(context: CompileContext): undefined {
  for (const rule of context.rules) {
    if (rule.kind === 'detection') findMissing(rule, context);
  }
  return undefined;
}

function findMissing(rule: Extract<SigmaRule, { kind: 'detection' }>, context: CompileContext): void {
  eventsOf(
    { ...rule, detection: { selections: [], conditions: [] } },
    // Without its filters, which may hold the mistake.
    { ...context, rules: [], report: () => undefined },
  );
}

function lowerAll(context: CompileContext): Relation | undefined {
  const shown = context.rules.filter((rule) => rule.kind !== 'filter' && givesRows(rule, context.rules));
  const results: { readonly rule: SigmaRule; readonly relation: Relation }[] = [];
  let whole = true;
  for (const rule of shown) {
    const relation = lowerRule(rule, context);
    if (relation === undefined) whole = false;
    else results.push({ rule, relation });
  }
  if (!whole) return undefined;
  const [first, ...rest] = results;
  if (first === undefined) return undefined;
  if (rest.length === 0) return first.relation;
  return unionByName(results.map(({ rule, relation }) => withRuleName(relation, nameOf(rule))));
}

function lowerRule(rule: SigmaRule, context: CompileContext): Relation | undefined {
  if (rule.kind === 'correlation') return projectCorrelation(rule, context);
  if (rule.kind === 'filter') return undefined;
  const events = eventsOf(rule, context);
  return events === undefined ? undefined : projectEvents(events, rule, context);
}

/** A rule stands for itself unless correlations refer to it and none of them says `generate: true`. */
function givesRows(rule: SigmaRule, rules: readonly SigmaRule[]): boolean {
  if (!isReferenced(rule, rules)) return true;
  return rules.some(
    (other) =>
      other.kind === 'correlation' &&
      other.generate &&
      other.rules.some((name) => answersTo(rule, name.text)),
  );
}

function checkReferences(rule: SigmaRule, context: CompileContext): void {
  if (rule.kind !== 'filter' || rule.rules === 'any') return;
  for (const reference of rule.rules) {
    if (!context.rules.some((other) => answersTo(other, reference.text))) {
      context.report(problems.filterApplies(reference.text, reference.span));
    }
  }
}

function nameOf(rule: SigmaRule): string {
  return rule.name?.text ?? rule.title?.text ?? rule.id?.text ?? 'rule';
}

/** A rule lowered for several logs, or used by several correlations, says the same thing once. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((problem) => {
    const key = `${problem.code} ${problem.span?.start ?? ''} ${problem.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function support(): readonly SupportEntry[] {
  const types = Object.entries(correlationTypes).map(([name, { support: level, note }]): SupportEntry => ({
    kind: 'operator',
    name,
    support: level,
    ...(note === undefined ? {} : { note }),
  }));
  return [...modifierSupport(), ...types];
}
