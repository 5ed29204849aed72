import type { Relation } from '@interloper/plan';
import { call, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { CommandOf } from '../syntax/tree.js';
import { pair } from './search-terms.js';
import type { Lowering, State } from './state.js';
import { asText } from './values.js';
import { arrange, fieldValue, report } from './state.js';

/** The fields and results that `return` hands to the search outside. Search Reference: return. */
export function returned(it: CommandOf<'return'>, before: State, lowering: Lowering): State {
  if (it.items.some((item) => item.field.startsWith('$'))) return termsReturned(it, before, lowering);
  const twice = it.items.find(({ name }, at) => it.items.findIndex((item) => item.name === name) !== at);
  if (twice !== undefined) {
    const help = 'return the other in a subsearch of its own, joined by OR';
    report(
      lowering,
      diagnostic('SPL0203', ['return', `${twice.name} stands twice`], { span: twice.span, help }),
    );
    return { ...before, lost: true };
  }
  const state = arrange(before);
  const input: Relation = { kind: 'limit', input: state.relation, count: it.count };
  const columns = it.items.map(({ name, field, span }) => ({
    name,
    expression: fieldValue(field, state, lowering, span),
  }));
  return { ...state, relation: { kind: 'project', input, columns }, hidesTime: false };
}

/** With `$field` the value itself is a search term, beside `field="value"` of the others. */
function termsReturned(it: CommandOf<'return'>, before: State, lowering: Lowering): State {
  const state = arrange(before);
  const input: Relation = { kind: 'limit', input: state.relation, count: it.count };
  const parts = it.items.map(({ name, field, span }) =>
    field.startsWith('$')
      ? asText(fieldValue(field.slice(1), state, lowering, span))
      : pair(name, fieldValue(field, state, lowering, span)),
  );
  const search = call('mvJoin', [call('mvAppend', parts), text(' ')]);
  const columns = [{ name: 'search', expression: search }];
  return { ...state, relation: { kind: 'project', input, columns }, hidesTime: false };
}
