import type { Expression, Relation } from '@interloper/plan';
import { and, call, column, long, not, or } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { withoutRuns } from '../lower/runs.js';
import { fieldValue, freshName, knownOrder, report, sortKeys } from '../lower/state.js';
import { filtered } from '../lower/source.js';
import { asText } from '../lower/values.js';
import { printOptions, printSortField, printWords } from '../syntax/print-parts.js';
import {
  atEnd,
  failExpected,
  options,
  spanFrom,
  take,
  takeKeyword,
  tryCount,
  tryWord,
} from '../syntax/scanner.js';
import { parseSortFields } from '../syntax/statistics.js';
import type { Option, Word } from '../syntax/tree.js';
import { command } from './definition.js';
import { sorted } from './sort.js';

const OPTIONS = ['keepevents', 'keepempty', 'consecutive'];

/** Search Reference: dedup. The first results of each combination of values; those without a value are removed. */
export const dedup = command<'dedup'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'dedup', OPTIONS);
    const count = tryCount(scanner) ?? 1;
    const fields: Word[] = [];
    const found: Option[] = [...before];
    let sortBy: ReturnType<typeof parseSortFields> = [];
    while (!atEnd(scanner)) {
      found.push(...options(scanner, 'dedup', OPTIONS));
      if (takeKeyword(scanner, 'sortby')) {
        sortBy = parseSortFields(scanner);
        break;
      }
      const next = tryWord(scanner);
      if (next === undefined) break;
      fields.push(next);
      take(scanner, ',');
    }
    if (fields.length === 0) failExpected(scanner, 'a field');
    return { kind: 'dedup', count, fields, options: found, sortBy, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    if (it.count < 1) {
      const message = 'it keeps at least one result of each combination';
      report(lowering, diagnostic('SPL0203', ['dedup', message], { span: it.span }));
      return before;
    }
    const is = (name: string): boolean =>
      it.options.some((option) => option.name === name && /^(?:t|true|1)$/i.test(option.value.text));
    const arranged = it.sortBy.length === 0 ? before : sorted(before, it.sortBy, lowering);
    const state = knownOrder(arranged);
    const values = it.fields.map((word) => {
      const value = fieldValue(word.text, state, lowering, word.span);
      return value.type === 'multivalue' ? asText(value) : value;
    });
    const present = and(...values.map((value) => not(call('isNull', [value]))));
    const kept = is('keepempty') || is('keepevents') ? state : filtered(state, present);
    if (is('consecutive')) {
      if (it.count > 1 || is('keepevents') || is('keepempty')) {
        const what = 'dedup consecutive=true with a count, keepevents or keepempty';
        report(lowering, diagnostic('SPL0504', [what], { span: it.span }));
        return before;
      }
      return withoutRuns(kept, values);
    }
    const name = freshName(state, 'repeat');
    const numbered: Relation = {
      kind: 'window',
      input: kept.relation,
      partition: values.filter((value) => value.kind !== 'literal'),
      order: sortKeys(state),
      calls: [{ name, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
    };
    const early = call('le', [column(name, 'long'), long(it.count)]);
    if (is('keepevents')) return keepEvents({ ...kept, relation: numbered }, it.fields, values, early);
    const predicate = is('keepempty') ? or(early, not(present)) : early;
    return { ...kept, relation: { kind: 'filter', input: numbered, predicate } };
  },
  print: (it) => {
    const count = it.count === 1 ? '' : `${it.count} `;
    const sortBy = it.sortBy.length === 0 ? '' : ` sortby ${it.sortBy.map(printSortField).join(', ')}`;
    return `dedup ${printOptions(it.options)}${count}${printWords(it.fields)}${sortBy}`;
  },
  partial: 'consecutive=true alone, without a count',
});

/** Keeps all results and takes the values away from the repeats. */
function keepEvents(
  state: Parameters<typeof knownOrder>[0],
  fields: readonly Word[],
  values: readonly Expression[],
  early: Expression,
): Parameters<typeof knownOrder>[0] {
  const columns = fields.flatMap((word, at) => {
    const value = values[at];
    if (value?.kind !== 'column') return [];
    const empty = { kind: 'literal', type: value.type, value: null } as const;
    return [{ name: word.text, expression: call('if', [early, value, empty]) }];
  });
  return { ...state, relation: { kind: 'extend', input: state.relation, columns } };
}
