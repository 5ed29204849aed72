import type { Expression, View } from '@interloper/plan';
import { bool, call, columnType, or, text } from '@interloper/plan';
import { modelTags, taggedRows } from '../data-models/tags.js';
import { diagnostic, suggestion } from '../diagnostics.js';
import type { SearchExpr } from '../syntax/tree.js';
import type { Lowering, State } from './state.js';
import { TAG, namePattern, report, tryField } from './state.js';

type Test = Extract<SearchExpr, { kind: 'compare' | 'in' }>;

/** Names of fields have a case: Okta's eventType is a field like any other. */
const TAG_FIELDS: ReadonlySet<string> = new Set(['tag', 'tag::eventtype']);

/** True for `tag=name` and its like, as far as they ask for a tag by `=` or `!=`. */
export function isTagTest(expression: Test): boolean {
  if (!TAG_FIELDS.has(expression.field.text)) return false;
  return expression.kind === 'in' || expression.operator === '=' || expression.operator === '!=';
}

/** `tag=` as far as a view decides it: false where none of its events carries the tag. */
export function decideTag(expression: Test, view: View, { catalog }: Lowering): SearchExpr | boolean {
  if (view.columns.some(({ name }) => name === expression.field.text)) return expression;
  const found = tagsAsked(expression);
  // One that there is not is reported where the term is lowered.
  if (found === undefined) return expression;
  // Of several names for the same records each decides alike: what is true of a part is asked of all.
  return found.every((tag) => taggedRows(tag, view, catalog) === false) ? false : expression;
}

/**
 * What a test of `tag` or `eventtype` comes to; undefined when it is a test of a field. Tags are those that the data
 * models are built on, event types those that a user gives, which are in their place by now. Knowledge Manager Manual:
 * About tags and aliases, About event types.
 */
export function knowledgeTest(expression: Test, state: State, lowering: Lowering): Expression | undefined {
  const { field } = expression;
  if (field.text !== 'eventtype' && field.text !== 'tag' && !field.text.startsWith('tag::')) return undefined;
  if (columnType(state.relation, field.text) !== undefined || state.origin === undefined) return undefined;
  const found = isTagTest(expression) ? tagsAsked(expression) : undefined;
  if (found === undefined) return unknown(expression, lowering);
  const carried = found.map((tag) => {
    const carries = tryField(TAG + tag, state, lowering);
    return carries === undefined ? bool(false) : call('eq', [carries, text('yes')]);
  });
  return or(...carried);
}

/** The tags that a test asks for; undefined when it names one that there is not. */
function tagsAsked(expression: Test): readonly string[] | undefined {
  const known = Object.keys(modelTags);
  const values = expression.kind === 'in' ? expression.values : [expression.value];
  const found = values.map(({ text: written }) => known.filter((tag) => namePattern(written).test(tag)));
  const other = expression.kind === 'compare' && expression.operator === '!=';
  if (other) return known.filter((tag) => found.every((each) => !each.includes(tag)));
  return found.some((each) => each.length === 0) ? undefined : [...new Set(found.flat())];
}

/** Reports the tag or event type that there is not. */
function unknown(expression: Test, lowering: Lowering): Expression {
  const { field, span } = expression;
  const values = expression.kind === 'in' ? expression.values : [expression.value];
  const known = field.text === 'eventtype' ? [] : Object.keys(modelTags);
  for (const { text: name } of values) {
    const isKnown = TAG_FIELDS.has(field.text) && known.some((tag) => namePattern(name).test(tag));
    if (isKnown || lowering.warned.has(`${field.text}=${name}`)) continue;
    lowering.warned.add(`${field.text}=${name}`);
    const file = field.text === 'eventtype' ? 'eventtypes.conf' : 'tags.conf';
    const list = known.length === 0 ? '' : `; without one there are ${known.join(', ')}`;
    const help = suggestion(name, known) ?? `give the ${file} that has it with --macros${list}`;
    report(lowering, diagnostic('SPL0418', [field.text, name], { span, help }));
  }
  return bool(false);
}
