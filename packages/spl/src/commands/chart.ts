import { diagnostic } from '../diagnostics.js';
import { aggregate } from '../lower/statistics.js';
import { report } from '../lower/state.js';
import { printAggregation, printBy, printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, takeKeyword, word, wordList } from '../syntax/scanner.js';
import { parseAggregations } from '../syntax/statistics.js';
import { command } from './definition.js';

/** Search Reference: chart. Over one field it is stats; over two its columns would depend on the data. */
export const chart = command<'chart'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'chart', ['limit', 'useother', 'usenull', 'cont', 'sep', 'format', 'agg']);
    const aggregations = parseAggregations(scanner, ['by', 'over']);
    const over = takeKeyword(scanner, 'over') ? { over: word(scanner, 'a field') } : {};
    const by = takeKeyword(scanner, 'by') ? wordList(scanner, 'a field') : [];
    return { kind: 'chart', options: found, aggregations, ...over, by, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const rows = it.over === undefined ? it.by : [it.over, ...it.by];
    if (rows.length > 1) {
      const help = 'use stats … by both fields: the columns of a chart depend on the data';
      report(lowering, diagnostic('SPL0504', ['chart over two fields'], { span: it.span, help }));
    }
    return aggregate(it.aggregations, rows, state, lowering);
  },
  print: (it) => {
    const over = it.over === undefined ? '' : ` OVER ${printWord(it.over)}`;
    return `chart ${printOptions(it.options)}${it.aggregations.map(printAggregation).join(', ')}${over}${printBy(it.by)}`;
  },
  partial: 'over one field',
});
