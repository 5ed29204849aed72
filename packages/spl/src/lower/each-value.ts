import type { Expression, Relation } from '@interloper/plan';
import { call, column, columnsOf, long, nullOf, text } from '@interloper/plan';
import { evaluate } from '../commands/eval.js';
import { diagnostic } from '../diagnostics.js';
import type { Assignment, CommandOf, Expr } from '../syntax/tree.js';
import type { Lowering, State } from './state.js';
import { emptyState, fieldValue, freshName, isInternal, report, setField, tryField } from './state.js';
import { asList, asText, isNullLiteral } from './values.js';

/** Each value is a step of the plan. */
const MOST_VALUES = 100;

type Foreach = CommandOf<'foreach'>;

/** How the values of a field are its elements. */
export type ValueMode = 'multivalue' | 'json_array' | 'auto_collections';

/**
 * The template once for each value of a field, with the value in the place of `<<ITEM>>` and its number, from 0, in the
 * place of `<<ITER>>`. How often that is at most is asked of the data; a result with fewer values keeps its fields from
 * there on. Search Reference: foreach, modes multivalue, json_array and auto_collections.
 */
export function forEachValue(it: Foreach, mode: ValueMode, before: State, lowering: Lowering): State {
  const refuse = (what: string, help: string): State => {
    report(lowering, diagnostic('SPL0504', [what], { span: it.span, help }));
    return before;
  };
  const [field, ...others] = it.fields;
  if (field === undefined || others.length > 0 || field.text.includes('*'))
    return refuse(`foreach mode=${mode} of several fields`, 'write a foreach for each of them');
  const value = fieldValue(field.text, before, lowering, field.span);
  const listed = setField(before, freshName(before, 'items'), itemsOf(value, mode));
  const name = columnsOf(listed.relation).at(-1)?.name ?? '';
  const items = column(name, 'multivalue');
  const most = value.kind === 'literal' ? 1 : mostValues(listed, items, lowering);
  if (most === undefined) return emptyState();
  if (most > MOST_VALUES)
    return refuse(`foreach over more than ${MOST_VALUES} values`, 'use mvexpand and stats');
  let state = listed;
  for (let at = 0; at < Math.max(most, 1); at += 1) {
    const after = oneValue(it, items, at, state, lowering);
    if (after === undefined) return before;
    state = after;
  }
  return state;
}

function itemsOf(value: Expression, mode: ValueMode): Expression {
  if (isNullLiteral(value)) return nullOf('multivalue');
  if (value.type === 'multivalue' || mode === 'multivalue') return asList(value);
  const json = call('parseJson', [asText(value)]);
  const elements = call('mvFromJson', [json]);
  const isArray = call('eq', [call('jsonType', [json]), text('array')]);
  const otherwise = mode === 'json_array' ? nullOf('multivalue') : asList(value);
  return call('if', [isArray, elements, otherwise]);
}

/** How many values a result has at most; undefined until it is known. */
function mostValues(state: State, items: Expression, lowering: Lowering): number | undefined {
  const counted: Relation = {
    kind: 'aggregate',
    input: state.relation,
    groups: [],
    aggregates: [{ name: 'most', fn: 'max', args: [call('mvCount', [items])], type: 'long' }],
  };
  const answer = lowering.ask({
    kind: 'project',
    input: counted,
    columns: [
      { name: 'name', expression: call('coalesce', [call('toText', [column('most', 'long')]), text('0')]) },
      { name: 'type', expression: text('count') },
    ],
  });
  return answer === undefined ? undefined : Number(answer[0]?.name ?? '0');
}

/** The template for the value at a place; undefined, reported, when it cannot be run. */
function oneValue(
  it: Foreach,
  items: Expression,
  at: number,
  before: State,
  lowering: Lowering,
): State | undefined {
  const place = call('mvIndex', [items, long(at), long(at)]);
  const item = freshName(before, 'item');
  const state = setField(before, item, call('mvFirst', [place]));
  const refuse = (what: string, help: string): undefined => {
    report(lowering, diagnostic('SPL0504', [what], { span: it.span, help }));
  };
  const filled = filledTemplate(it, item, at);
  if (filled === undefined)
    return refuse(
      'a field named by a value (foreach)',
      'put the value in double quotes, or leave it without',
    );
  const { pipeline, diagnostics } = lowering.parse(`| ${filled.replace(/^\s*\|/, '')}`);
  for (const problem of diagnostics) report(lowering, { ...problem, span: it.span });
  if (diagnostics.length > 0) return undefined;
  const [command, ...more] = pipeline.commands;
  if (command?.kind !== 'eval' || more.length > 0)
    return refuse('foreach over values with anything but one eval', 'use mvexpand');
  if (command.assignments.some((each) => isInternal(each.field)))
    return refuse('a field named by a value (foreach)', 'use mvexpand, and eval {name}=…');
  const problems: typeof lowering.diagnostics = [];
  const inner = { ...lowering, diagnostics: problems };
  const after = command.assignments.reduce(
    (current, assignment) =>
      evaluate.lower(
        { ...command, assignments: [whileThere(assignment, item, current, inner)] },
        current,
        inner,
      ),
    state,
  );
  for (const problem of problems) report(lowering, { ...problem, span: it.span });
  return after;
}

/** Behind the last value of a result its fields stay what they are. */
function whileThere(
  { field, value, span }: Assignment,
  item: string,
  state: State,
  lowering: Lowering,
): Assignment {
  const isThere: Expr = {
    kind: 'call',
    name: 'isnotnull',
    args: [{ kind: 'field', name: item, span }],
    span,
  };
  const known = tryField(field, state, lowering) !== undefined;
  const own: Expr = known
    ? { kind: 'field', name: field, span }
    : { kind: 'call', name: 'null', args: [], span };
  return { field, span, value: { kind: 'call', name: 'if', args: [isThere, value, own], span } };
}

/** The template with a field in the place of the value; inside quoted text it is joined to the rest of it. */
function filledTemplate(it: Foreach, item: string, at: number): string | undefined {
  const named = (option: string, normal: string): string =>
    it.options.find(({ name }) => name === option)?.value.text ?? normal;
  const template = it.template.replaceAll(named('iterstr', '<<ITER>>'), String(at));
  const token = named('itemstr', '<<ITEM>>');
  const quoted = /"(?:[^"\\]|\\[\s\S])*"|'[^']*'/g;
  let wrong = false;
  let from = 0;
  let filled = '';
  const bare = (part: string): string => part.replaceAll(token, () => `'${item}'`);
  for (const match of template.matchAll(quoted)) {
    filled += bare(template.slice(from, match.index));
    from = match.index + match[0].length;
    if (!match[0].includes(token)) filled += match[0];
    else if (match[0].startsWith("'")) wrong = true;
    else
      filled += `(${match[0]
        .slice(1, -1)
        .split(token)
        .map((part) => `"${part}"`)
        .join(` . '${item}' . `)})`;
  }
  filled += bare(template.slice(from));
  return wrong ? undefined : filled;
}
