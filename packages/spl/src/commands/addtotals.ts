import { columnTotals, rowTotals, summable } from '../lower/totals.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import { atEnd, options, spanFrom, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';

const OPTIONS = ['row', 'col', 'labelfield', 'label', 'fieldname'];

/** Search Reference: addtotals. The sum of the fields of each result, and with col of each field over all results. */
export const addtotals = command<'addtotals'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'addtotals', OPTIONS);
    const fields = atEnd(scanner) ? [] : wordList(scanner, 'a field', OPTIONS);
    const after = options(scanner, 'addtotals', OPTIONS);
    return { kind: 'addtotals', options: [...before, ...after], fields, span: spanFrom(scanner, start) };
  },
  lower: (it, before) => {
    const written = (name: string): string | undefined =>
      it.options.find((option) => option.name === name)?.value.text;
    const names = summable(it.fields, before);
    const total = written('fieldname') ?? 'Total';
    const byRow = !/^(?:f|false|0)$/i.test(written('row') ?? 'true');
    const byColumn = /^(?:t|true|1)$/i.test(written('col') ?? 'false');
    const state = byRow ? rowTotals(before, names, total) : before;
    if (!byColumn) return state;
    const all = byRow && !names.includes(total) ? [...names, total] : names;
    return columnTotals(state, all, { field: written('labelfield'), text: written('label') ?? 'Total' });
  },
  print: (it) => `addtotals ${printOptions(it.options)}${printWords(it.fields)}`.trimEnd(),
});
