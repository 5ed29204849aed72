import type { Relation, SortKey } from '@interloper/plan';
import { knownOrder, sortKeys } from '../lower/state.js';
import { spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';
import { parseCount } from './head.js';

/** Search Reference: tail. The last results, last one first. */
export const tail = command<'tail'>({
  parse: (scanner, start) => ({
    kind: 'tail',
    count: parseCount(scanner, 'tail'),
    span: spanFrom(scanner, start),
  }),
  lower: (it, before) => {
    const state = knownOrder(before);
    const keys = sortKeys(state).map(backwards);
    const reversed: Relation = { kind: 'sort', input: state.relation, keys };
    return { ...state, relation: { kind: 'limit', input: reversed, count: it.count }, order: [] };
  },
  print: (it) => `tail ${it.count}`,
});

/** The same key the other way round. */
export function backwards(key: SortKey): SortKey {
  return { ...key, descending: !key.descending, nulls: key.nulls === 'last' ? 'first' : 'last' };
}
