import type { Relation } from '@interloper/plan';
import { long, now } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { report } from '../lower/state.js';
import { printOptions } from '../syntax/print-parts.js';
import { options, spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: makeresults. Results with nothing but `_time`, which is now. */
export const makeresults = command<'makeresults'>({
  parse: (scanner, start) => {
    const known = ['count', 'annotate', 'splunk_server', 'splunk_server_group', 'format', 'data'];
    return {
      kind: 'makeresults',
      options: options(scanner, 'makeresults', known),
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, _, lowering) => {
    for (const option of it.options) {
      if (option.name !== 'count') {
        const what = `makeresults ${option.name}`;
        report(lowering, diagnostic('SPL0504', [what], { span: option.span }));
      }
    }
    const written = it.options.find((option) => option.name === 'count')?.value;
    const count = Number(written?.text ?? '1');
    if (!Number.isInteger(count) || count < 0) {
      const place = written === undefined ? {} : { span: written.span };
      report(lowering, diagnostic('SPL0105', ['count', written?.text ?? '', 'a whole number'], place));
    }
    const rows: Relation = {
      kind: 'range',
      column: { name: 'number', type: 'long' },
      from: long(1),
      to: long(Number.isInteger(count) ? count : 0),
      step: long(1),
    };
    const relation: Relation = {
      kind: 'project',
      input: rows,
      columns: [{ name: '_time', expression: now }],
    };
    return { relation, order: [], hidesTime: false };
  },
  print: (it) => `makeresults ${printOptions(it.options)}`.trimEnd(),
  partial: 'count only',
});
