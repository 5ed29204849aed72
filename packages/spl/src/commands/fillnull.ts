import { call, columnType, column, text } from '@interloper/plan';
import { refuseInside } from '../lower/inside-json.js';
import { fieldNames, matchNames, setField, tryField } from '../lower/state.js';
import { convert, kindOf, looksNumeric, numberLiteral } from '../lower/values.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import { atEnd, options, spanFrom, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: fillnull. Without fields every field is filled; the value is 0 unless given. */
export const fillnull = command<'fillnull'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'fillnull', ['value']);
    const words = atEnd(scanner) ? [] : wordList(scanner, 'a field');
    return { kind: 'fillnull', options: found, words, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const written = it.options[0]?.value.text ?? '0';
    const all = fieldNames(before).filter((name) => name !== '_time');
    for (const { text: pattern, span } of it.words) refuseInside('fillnull', pattern, span, before, lowering);
    const names =
      it.words.length === 0
        ? all
        : it.words.flatMap((word) => (word.text.includes('*') ? matchNames(word.text, all) : [word.text]));
    return names.reduce((state, name) => {
      const type = columnType(state.relation, name);
      if (type === undefined) {
        // A field that is nowhere is made; one that the view knows under this name comes with the next pass.
        tryField(name, state, lowering);
        return setField(state, name, text(written));
      }
      const own = column(name, type);
      const number = kindOf(type) === 'number' && looksNumeric(written);
      const value = number ? numberLiteral(written) : text(written);
      const common = number
        ? type === 'real' || value.type === 'real'
          ? 'real'
          : 'long'
        : type === 'multivalue'
          ? type
          : 'string';
      return setField(state, name, call('coalesce', [convert(own, common), convert(value, common)]));
    }, before);
  },
  print: (it) => `fillnull ${printOptions(it.options)}${printWords(it.words)}`.trimEnd(),
});
