import type { Relation, SortKey } from '@interloper/plan';
import { column } from '@interloper/plan';
import { fieldValue, freshName, knownOrder, sortKeys } from '../lower/state.js';
import { printWord } from '../syntax/print-parts.js';
import { options, spanFrom, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: mvexpand. One result for each value; a result without values goes. */
export const mvexpand = command<'mvexpand'>({
  parse: (scanner, start) => {
    const field = word(scanner, 'a field');
    const [limit] = options(scanner, 'mvexpand', ['limit']);
    const count = limit === undefined ? {} : { limit: Number(limit.value.text) };
    return { kind: 'mvexpand', field, ...count, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const name = it.field.text;
    const value = fieldValue(name, before, lowering, it.field.span);
    if (value.kind === 'literal') return before;
    // A field with a single value is its own only element.
    if (value.type !== 'multivalue') return before;
    const state = knownOrder(before);
    const index = freshName(state, 'value');
    const lists = [{ list: value, column: { name, type: 'string' } }] as const;
    const most = it.limit !== undefined && it.limit > 0 ? { limit: it.limit } : {};
    const relation: Relation = {
      kind: 'unnest',
      input: state.relation,
      lists,
      index,
      outer: false,
      ...most,
    };
    // The values of one result stay in their order.
    const place: SortKey = { expression: column(index, 'long'), descending: false, nulls: 'last' };
    return { ...state, relation, order: [...sortKeys(state), place] };
  },
  print: (it) => `mvexpand ${printWord(it.field)}${it.limit === undefined ? '' : ` limit=${it.limit}`}`,
});
