import type { Expression } from '@interloper/plan';
import { call, text } from '@interloper/plan';
import { fieldValue, setField } from '../lower/state.js';
import { asText } from '../lower/values.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import { failExpected, options, spanFrom, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: strcat. Fields and quoted texts one after the other; a field that is null is left out, with allrequired nothing is made. */
export const strcat = command<'strcat'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'strcat', ['allrequired']);
    const words = wordList(scanner, 'a field or a text');
    if (words.length < 2) failExpected(scanner, 'the field to fill');
    return { kind: 'strcat', options: found, words, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const required = /^(?:t|true|1)$/i.test(it.options[0]?.value.text ?? 'false');
    const parts = it.words.slice(0, -1).map((word): Expression => {
      if (word.quoted) return text(word.text);
      const value = asText(fieldValue(word.text, state, lowering, word.span));
      return required ? value : call('coalesce', [value, text('')]);
    });
    const target = it.words.at(-1)?.text ?? '';
    return setField(state, target, call('concat', parts));
  },
  print: (it) => `strcat ${printOptions(it.options)}${printWords(it.words, ' ')}`,
});
