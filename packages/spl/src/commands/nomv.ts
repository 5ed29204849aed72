import { call, text } from '@interloper/plan';
import { fieldValue, setField } from '../lower/state.js';
import { printWord } from '../syntax/print-parts.js';
import { spanFrom, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: nomv. The values as one text, a line each. */
export const nomv = command<'nomv'>({
  parse: (scanner, start) => ({
    kind: 'nomv',
    field: word(scanner, 'a field'),
    span: spanFrom(scanner, start),
  }),
  lower: (it, state, lowering) => {
    const value = fieldValue(it.field.text, state, lowering, it.field.span);
    if (value.type !== 'multivalue' || value.kind === 'literal') return state;
    return setField(state, it.field.text, call('mvJoin', [value, text('\n')]));
  },
  print: (it) => `nomv ${printWord(it.field)}`,
});
