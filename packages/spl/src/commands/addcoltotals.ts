import { columnTotals, summable } from '../lower/totals.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import { atEnd, options, spanFrom, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';

const OPTIONS = ['labelfield', 'label'];

/** Search Reference: addcoltotals. A result more, with the sum of each field. */
export const addcoltotals = command<'addcoltotals'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'addcoltotals', OPTIONS);
    const fields = atEnd(scanner) ? [] : wordList(scanner, 'a field', OPTIONS);
    const after = options(scanner, 'addcoltotals', OPTIONS);
    return { kind: 'addcoltotals', options: [...before, ...after], fields, span: spanFrom(scanner, start) };
  },
  lower: (it, state) => {
    const written = (name: string): string | undefined =>
      it.options.find((option) => option.name === name)?.value.text;
    const label = { field: written('labelfield'), text: written('label') ?? 'Total' };
    return columnTotals(state, summable(it.fields, state), label);
  },
  print: (it) => `addcoltotals ${printOptions(it.options)}${printWords(it.fields)}`.trimEnd(),
});
