import { namedFields } from '../lower/field-lists.js';
import { RAW_PATH, arrange, keepFields } from '../lower/state.js';
import type { State } from '../lower/state.js';
import { printWords } from '../syntax/print-parts.js';
import { spanFrom, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: table. Exactly these fields, in this order. */
export const table = command<'table'>({
  parse: (scanner, start) => {
    const fields = wordList(scanner, 'a field');
    return { kind: 'table', fields, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const { state, names } = namedFields(it.fields, before, lowering);
    return {
      ...closed(keepFields(names.includes('_time') ? state : arrange(state), names)),
      hidesTime: false,
    };
  },
  print: (it) => `table ${printWords(it.fields)}`,
});

/** No field that is not among the columns can be reached any more, nor the event's raw text. */
export function closed(state: State): State {
  const { relation, order, hidesTime, lost = false } = state;
  if (relation.kind !== 'project') return { relation, order, hidesTime, lost };
  const columns = relation.columns.filter(({ name }) => !name.startsWith(RAW_PATH));
  return { relation: { ...relation, columns }, order, hidesTime, lost };
}
