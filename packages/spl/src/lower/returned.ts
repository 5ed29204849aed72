import type { Relation } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { CommandOf } from '../syntax/tree.js';
import type { Lowering, State } from './state.js';
import { arrange, fieldValue, report } from './state.js';

/** The fields and results that `return` hands to the search outside. Search Reference: return. */
export function returned(it: CommandOf<'return'>, before: State, lowering: Lowering): State {
  const raw = it.items.find((item) => item.field.startsWith('$'));
  if (raw !== undefined) {
    const help = 'return the field itself: the values are then compared with that field';
    report(lowering, diagnostic('SPL0504', [`return ${raw.field}`], { span: raw.span, help }));
    return { ...before, lost: true };
  }
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
