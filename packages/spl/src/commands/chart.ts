import { diagnostic } from '../diagnostics.js';
import { PIVOT_OPTIONS, pivotOptions, pivoted } from '../lower/pivot.js';
import { aggregate } from '../lower/statistics.js';
import { report } from '../lower/state.js';
import { printAggregation, printBy, printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, takeKeyword, word, wordList } from '../syntax/scanner.js';
import { parseAggregations } from '../syntax/statistics.js';
import { command } from './definition.js';

const OPTIONS: readonly string[] = [...PIVOT_OPTIONS, 'cont', 'agg'];

/** Search Reference: chart. Over one field it is stats; the values of a second field become columns. */
export const chart = command<'chart'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'chart', OPTIONS);
    const aggregations = parseAggregations(scanner, ['by', 'over']);
    const over = takeKeyword(scanner, 'over') ? { over: word(scanner, 'a field') } : {};
    const by = takeKeyword(scanner, 'by') ? wordList(scanner, 'a field', OPTIONS) : [];
    const found = [...before, ...options(scanner, 'chart', OPTIONS)];
    return { kind: 'chart', options: found, aggregations, ...over, by, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const rows = it.over === undefined ? it.by : [it.over, ...it.by];
    const [row, split, third] = rows;
    const problem =
      third !== undefined
        ? { what: 'chart by more than two fields', help: 'use stats' }
        : it.options.some(({ name }) => name === 'agg')
          ? { what: 'chart agg', help: 'limit chooses the columns by the sum of the aggregation' }
          : undefined;
    if (problem !== undefined) {
      const { what, help } = problem;
      report(lowering, diagnostic('SPL0504', [what], { span: it.span, help }));
      return state;
    }
    if (row === undefined || split === undefined) return aggregate(it.aggregations, rows, state, lowering);
    const wanted = pivotOptions(it.options, lowering);
    return wanted === undefined ? state : pivoted(it, row, split, wanted, state, lowering).state;
  },
  print: (it) => {
    const over = it.over === undefined ? '' : ` OVER ${printWord(it.over)}`;
    return `chart ${printOptions(it.options)}${it.aggregations.map(printAggregation).join(', ')}${over}${printBy(it.by)}`;
  },
  partial: 'no agg, no where clause, no spans of the fields (use bin before)',
});
