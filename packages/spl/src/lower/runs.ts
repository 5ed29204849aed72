import type { Expression, Relation } from '@interloper/plan';
import { call, column, long, not } from '@interloper/plan';
import type { State } from './state.js';
import { freshName, knownOrder, sortKeys } from './state.js';
import { asText } from './values.js';

/** The first of results that stand next to each other and agree in all values (null agrees with null). */
export function withoutRuns(before: State, values: readonly Expression[]): State {
  const state = knownOrder(before);
  const key = freshName(state, 'key');
  const last = freshName(state, 'last');
  const all = call('toText', [call('makeArray', values.map(asText))]);
  const keyed: Relation = {
    kind: 'extend',
    input: state.relation,
    columns: [{ name: key, expression: all }],
  };
  const own = column(key, 'string');
  const followed: Relation = {
    kind: 'window',
    input: keyed,
    partition: [],
    order: sortKeys(state),
    calls: [{ name: last, fn: 'lag', args: [own, long(1)], type: 'string', frame: { unit: 'all' } }],
  };
  const predicate = not(call('same', [own, column(last, 'string')]));
  return { ...state, relation: { kind: 'filter', input: followed, predicate } };
}
