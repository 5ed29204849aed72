import { diagnostic } from '../diagnostics.js';
import { USUAL_WORDS, searchTerms } from '../lower/search-terms.js';
import { emptyState, report } from '../lower/state.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import { atEnd, options, spanFrom, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';

const OPTIONS = ['mvsep', 'maxresults', 'emptystr'];

/** Search Reference: format. All results as search terms, in one result with the field search. */
export const format = command<'format'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'format', OPTIONS);
    const words = atEnd(scanner) ? [] : wordList(scanner, 'six texts', OPTIONS);
    const after = options(scanner, 'format', OPTIONS);
    return { kind: 'format', options: [...before, ...after], words, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const written = (name: string): string | undefined =>
      it.options.find((option) => option.name === name)?.value.text;
    const words = it.words.length === 0 ? USUAL_WORDS : it.words.map((word) => word.text);
    const most = Number(written('maxresults') ?? '0');
    if (words.length !== USUAL_WORDS.length || !Number.isInteger(most) || written('mvsep') !== undefined) {
      const help = 'give all six texts or none, and no mvsep';
      report(lowering, diagnostic('SPL0504', ['format with these options'], { span: it.span, help }));
      return emptyState();
    }
    const terms = searchTerms(state, words, most, written('emptystr') ?? 'NOT( )');
    if (!('list' in terms)) return terms;
    const message = `${terms.list} may hold several values`;
    report(lowering, diagnostic('SPL0203', ['format', message], { span: it.span, help: 'use mvexpand' }));
    return emptyState();
  },
  print: (it) => `format ${printOptions(it.options)}${printWords(it.words, ' ')}`.trimEnd(),
  partial: 'fields with a single value; no mvsep',
});
