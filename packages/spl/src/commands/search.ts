import { filtered, lowerEvents } from '../lower/source.js';
import { expandMacros } from '../lower/macros.js';
import { lowerSearch } from '../lower/search.js';
import { printSearch } from '../syntax/print-parts.js';
import type { Scanner } from '../syntax/scanner.js';
import { spanFrom } from '../syntax/scanner.js';
import { parseSearch } from '../syntax/search-expression.js';
import type { CommandOf } from '../syntax/tree.js';
import { command } from './definition.js';
import type { Lowering, State } from '../lower/state.js';

/** Search Reference: search. */
export const search = command<'search'>({
  parse: (scanner, start) => parseSearchCommand(scanner, start, true),
  lower: (it, state, lowering) => {
    const expression = it.expression === undefined ? undefined : expandMacros(it.expression, lowering);
    return expression === undefined ? state : filtered(state, lowerSearch(expression, state, lowering));
  },
  print: (it, printPipeline) => {
    const terms = it.expression === undefined ? '' : printSearch(it.expression, printPipeline);
    return it.explicit ? `search ${terms}` : terms;
  },
  partial:
    'terms without a field need the raw text; event types are those that are given (--macros), tags too and those of the data models',
});

export function parseSearchCommand(scanner: Scanner, start: number, explicit: boolean): CommandOf<'search'> {
  const expression = parseSearch(scanner);
  return {
    kind: 'search',
    explicit,
    ...(expression === undefined ? {} : { expression }),
    span: spanFrom(scanner, start),
  };
}

/** The search that a rule begins with: it finds events. */
export function lowerFirstSearch(it: CommandOf<'search'>, lowering: Lowering): State {
  return lowerEvents(it.expression, lowering, it.span);
}
