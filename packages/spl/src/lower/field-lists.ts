import type { Word } from '../syntax/tree.js';
import { refuseInside } from './inside-json.js';
import type { Lowering, State } from './state.js';
import { fieldNames, fieldValue, matchNames, setField } from './state.js';

/**
 * The fields a list names, in its order, wildcards expanded over the fields there are; a name that is not a field is
 * added as null, so that it shows as an empty column as in Splunk.
 */
export function namedFields(
  words: readonly Word[],
  state: State,
  lowering: Lowering,
): { readonly state: State; readonly names: readonly string[] } {
  let current = state;
  const names: string[] = [];
  for (const { text, span } of words) {
    if (text.includes('*')) {
      refuseInside('a list of', text, span, current, lowering);
      names.push(...matchNames(text, fieldNames(current)));
    } else {
      const value = fieldValue(text, current, lowering, span);
      if (value.kind === 'literal') current = setField(current, text, value);
      names.push(text);
    }
  }
  return { state: current, names: [...new Set(names)] };
}
