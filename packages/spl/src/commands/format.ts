import { diagnostic } from '../diagnostics.js';
import { report } from '../lower/state.js';
import { printOptions } from '../syntax/print-parts.js';
import { options, spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: format. At the end of a subsearch among search terms it is what happens anyway (lower/subsearch). */
export const format = command<'format'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'format', ['mvsep', 'maxresults', 'emptystr']);
    return { kind: 'format', options: found, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const help = 'it ends a subsearch among search terms, without options';
    report(lowering, diagnostic('SPL0504', ['format that writes search terms'], { span: it.span, help }));
    return state;
  },
  print: (it) => `format ${printOptions(it.options)}`.trimEnd(),
  partial: 'at the end of a subsearch among search terms, without options',
});
