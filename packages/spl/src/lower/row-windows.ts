import type { Expression, Relation, WindowCall } from '@interloper/plan';
import { column } from '@interloper/plan';
import type { State } from './state.js';
import { freshName, knownOrder, sortKeys } from './state.js';

/** A window function over all results in their order, and the column that holds what it gives. */
export function overRows(
  before: State,
  call: Omit<WindowCall, 'name'>,
): { readonly state: State; readonly result: Expression } {
  const pinned = knownOrder(before);
  const name = freshName(pinned, 'window');
  const relation: Relation = {
    kind: 'window',
    input: pinned.relation,
    partition: [],
    order: sortKeys(pinned),
    calls: [{ name, ...call }],
  };
  return { state: { ...pinned, relation }, result: column(name, call.type) };
}
