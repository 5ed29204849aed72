import { and, call, column, long, not, nullOf } from '@interloper/plan';
import type { NamedExpression, Relation } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import { eventsOf, logTitle } from '../lowering/events.js';
import type { CompileContext } from '../lowering/events.js';
import { textOfField } from '../lowering/operand.js';
import { answersTo } from '../rule/lint.js';
import type { CorrelationRule, DetectionRule, SigmaRule, Spanned } from '../rule/types.js';
import { closestTo } from '../spelling.js';
import { lowerType } from './lower-type.js';
import { firedColumns } from './columns.js';

/** The name of the time in relations of matches. */
const TIME = 'time';

/** Matches of a rule: the time, and the values asked for as columns `f0`, `f1` … (text; null when absent). */
type Matches = Relation;

/**
 * The matches of a rule, for a correlation that refers to it. A correlation's match is the event that completes it,
 * so fields that it does not group by can still be asked for.
 *
 * `path` holds the correlations on the way here; a rule that meets itself is refused.
 */
function matchesOf(
  rule: SigmaRule,
  fields: readonly Spanned[],
  path: readonly SigmaRule[],
  context: CompileContext,
  reference: Spanned,
): Matches | undefined {
  if (path.includes(rule)) {
    context.report(problems.circular(reference.text, reference.span));
    return undefined;
  }
  if (rule.kind === 'filter') {
    context.report(problems.filterAsRule(reference.span));
    return undefined;
  }
  if (rule.kind === 'detection') return detectionMatches(rule, fields, context);
  const fired = correlate(rule, fields, [...path, rule], context);
  if (fired === undefined) return undefined;
  const columns = [
    { name: TIME, expression: column(TIME, 'datetime') },
    ...fields.map((_, index) => ({ name: `f${index}`, expression: column(`p${index}`, 'string') })),
  ];
  return { kind: 'project', input: fired, columns };
}

/**
 * The events that complete a correlation, with the columns `time`, the values of `group-by` (`g0` …), the fields
 * asked for (`p0` …) and what the type measures (see `firedColumns`).
 */
export function correlate(
  rule: CorrelationRule,
  passed: readonly Spanned[],
  path: readonly SigmaRule[],
  context: CompileContext,
): Relation | undefined {
  const inputs: Relation[] = [];
  let whole = true;
  tellAliasesOutside(rule, context);
  rule.rules.forEach((reference, index) => {
    const target = context.rules.find((other) => answersTo(other, reference.text));
    if (target === undefined) {
      const known = context.rules.flatMap((other) => other.name?.text ?? other.id?.text ?? []);
      context.report(problems.unknownRule(reference.text, known, reference.span));
      whole = false;
      return;
    }
    const groups = rule.groupBy.map((name) => aliased(rule, name, target, context));
    const wanted = [...groups, ...rule.valueFields, ...passed];
    const matches = matchesOf(target, wanted, path, context, reference);
    if (matches === undefined) whole = false;
    else inputs.push(tagged(matches, index, groups.length, rule.valueFields.length, passed.length));
  });
  if (!whole || inputs.length === 0) return undefined;
  const [first, ...rest] = inputs;
  if (first === undefined) return undefined;
  const input: Relation = rest.length === 0 ? first : { kind: 'union', inputs };
  const present = [TIME, ...rule.groupBy.map((_, index) => `g${index}`)].map((name) =>
    not(call('isNull', [column(name, name === TIME ? 'datetime' : 'string')])),
  );
  return lowerType(rule, { kind: 'filter', input, predicate: and(...present) });
}

/** Aliases name rules by name or id, whichever of the two the correlation lists. */
function tellAliasesOutside(rule: CorrelationRule, { rules, report }: CompileContext): void {
  const targets = rules.filter((other) => rule.rules.some(({ text }) => answersTo(other, text)));
  for (const alias of rule.aliases) {
    for (const { rule: named } of alias.fields) {
      if (!targets.some((target) => answersTo(target, named.text)))
        report(problems.aliasOutside(alias.name.text, named.text, named.span));
    }
  }
}

/** The field of a rule that an alias of the correlation stands for, else the name itself. */
function aliased(rule: CorrelationRule, name: Spanned, target: SigmaRule, context: CompileContext): Spanned {
  const alias = rule.aliases.find((other) => other.name.text === name.text);
  if (alias === undefined) return name;
  const own = alias.fields.find((field) => answersTo(target, field.rule.text));
  if (own !== undefined) return own.field;
  context.report(
    problems.aliasMissesRule(name.text, target.name?.text ?? target.id?.text ?? '', alias.name.span),
  );
  return name;
}

/** Matches under the names that the types work with: rule number, groups, values and passed fields. */
function tagged(matches: Relation, index: number, groups: number, values: number, passed: number): Relation {
  const range = (count: number, prefix: string, from: number): readonly NamedExpression[] =>
    Array.from({ length: count }, (_, at) => ({
      name: `${prefix}${at}`,
      expression: column(`f${from + at}`, 'string'),
    }));
  return {
    kind: 'project',
    input: matches,
    columns: [
      { name: firedColumns.rule, expression: long(index) },
      { name: TIME, expression: column(TIME, 'datetime') },
      ...range(groups, 'g', 0),
      ...range(values, 'v', groups),
      ...range(passed, 'p', groups + values),
    ],
  };
}

function detectionMatches(
  rule: DetectionRule,
  fields: readonly Spanned[],
  context: CompileContext,
): Matches | undefined {
  const events = eventsOf(rule, context);
  if (events === undefined) return undefined;
  const views = events.map(({ view }) => view);
  const inputs: Relation[] = [];
  for (const { view, relation } of events) {
    const time = view.columns.find((item) => item.name === view.time)?.expression;
    if (time?.type !== 'datetime') {
      context.report(problems.noTime(view.name, rule.span));
      return undefined;
    }
    const columns: NamedExpression[] = fields.map(({ text: name }, index) => ({
      name: `f${index}`,
      expression: textOfField(view, name) ?? nullOf('string'),
    }));
    inputs.push({
      kind: 'project',
      input: relation,
      columns: [{ name: TIME, expression: time }, ...columns],
    });
  }
  for (const field of fields) {
    if (views.every((view) => textOfField(view, field.text) === undefined)) {
      const known = views.flatMap((view) => view.columns.map((item) => item.name));
      context.report(
        problems.unknownField(field.text, logTitle(views), closestTo(field.text, known), field.span),
      );
    }
  }
  const [first, ...rest] = inputs;
  if (first === undefined) return undefined;
  return rest.length === 0 ? first : { kind: 'union', inputs };
}
