import { diagnostic } from '../diagnostics.js';
import { PIVOT_OPTIONS, pivotOptions, pivoted } from '../lower/pivot.js';
import { aggregate } from '../lower/statistics.js';
import { report } from '../lower/state.js';
import { printAggregation, printOptions, printWord } from '../syntax/print-parts.js';
import type { Scanner } from '../syntax/scanner.js';
import { atEnd, options, spanFrom, take, takeKeyword, word } from '../syntax/scanner.js';
import { parseAggregations } from '../syntax/statistics.js';
import type { Option, Word } from '../syntax/tree.js';
import { BIN_OPTIONS, bin } from './bin.js';
import { command } from './definition.js';

const OPTIONS: readonly string[] = [...PIVOT_OPTIONS, 'cont', 'agg'];

/** Search Reference: chart. Over one field it is stats; the values of a second field become columns. */
export const chart = command<'chart'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'chart', OPTIONS);
    const aggregations = parseAggregations(scanner, ['by', 'over']);
    const first = takeKeyword(scanner, 'over') ? [parseSplit(scanner)] : [];
    const splits = takeKeyword(scanner, 'by') ? parseSplits(scanner) : [];
    const [over] = first;
    const all = [...first, ...splits];
    const cuts = Object.fromEntries(
      all.flatMap(({ field, cut }) => (cut.length === 0 ? [] : [[field.text, cut] as const])),
    );
    return {
      kind: 'chart',
      options: [...before, ...options(scanner, 'chart', OPTIONS), ...all.flatMap(({ others }) => others)],
      aggregations,
      ...(over === undefined ? {} : { over: over.field }),
      by: splits.map(({ field }) => field),
      ...(Object.keys(cuts).length === 0 ? {} : { cuts }),
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, before, lowering) => {
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
      return before;
    }
    const state = rows.reduce((results, field) => {
      const cut = it.cuts?.[field.text];
      if (cut === undefined) return results;
      return bin.lower({ kind: 'bin', options: cut, field, span: field.span }, results, lowering);
    }, before);
    if (row === undefined || split === undefined) return aggregate(it.aggregations, rows, state, lowering);
    const wanted = pivotOptions(it.options, lowering);
    return wanted === undefined ? state : pivoted(it, row, split, wanted, state, lowering).state;
  },
  print: (it) => {
    const cutField = (field: Word): string =>
      `${printWord(field)} ${printOptions(it.cuts?.[field.text] ?? [])}`.trimEnd();
    const over = it.over === undefined ? '' : ` OVER ${cutField(it.over)}`;
    const by = it.by.length === 0 ? '' : ` BY ${it.by.map(cutField).join(', ')}`;
    return `chart ${printOptions(it.options)}${it.aggregations.map(printAggregation).join(', ')}${over}${by}`;
  },
  partial: 'no agg, no where clause; numbers need span, with no start or end',
});

interface Split {
  readonly field: Word;
  /** How its values are cut into spans. */
  readonly cut: readonly Option[];
  /** Options of the whole chart. */
  readonly others: readonly Option[];
}

/** A field with the options behind it. Search Reference: chart, "row-split" and "column-split". */
function parseSplit(scanner: Scanner): Split {
  const field = word(scanner, 'a field');
  const found = options(scanner, 'chart', [...OPTIONS, ...BIN_OPTIONS]);
  const isCut = ({ name }: Option): boolean => BIN_OPTIONS.includes(name);
  return { field, cut: found.filter(isCut), others: found.filter((option) => !isCut(option)) };
}

function parseSplits(scanner: Scanner): readonly Split[] {
  const splits = [parseSplit(scanner)];
  while (take(scanner, ',') || !atEnd(scanner)) splits.push(parseSplit(scanner));
  return splits;
}
