import { knownOrder, sortKeys } from '../lower/state.js';
import { spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';
import { backwards } from './tail.js';

/** Search Reference: reverse. */
export const reverse = command<'reverse'>({
  parse: (scanner, start) => ({ kind: 'reverse', span: spanFrom(scanner, start) }),
  lower: (_, before) => {
    const state = knownOrder(before);
    const keys = sortKeys(state).map(backwards);
    return { ...state, relation: { kind: 'sort', input: state.relation, keys }, order: [] };
  },
  print: () => 'reverse',
});
