import type { Expression, Relation } from '@interloper/plan';
import { TICKS_PER_SECOND, call, column, columnsOf, long, timespan } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { PIVOT_OPTIONS, pivotOptions, pivoted } from '../lower/pivot.js';
import { aggregate } from '../lower/statistics.js';
import type { Lowering, State } from '../lower/state.js';
import { fieldValue, report, setField } from '../lower/state.js';
import { ticksOfSpan } from '../lower/time-modifier.js';
import { printAggregation, printBy, printOptions } from '../syntax/print-parts.js';
import { fail, options, spanFrom, takeKeyword, wordList } from '../syntax/scanner.js';
import { parseAggregations } from '../syntax/statistics.js';
import type { CommandOf } from '../syntax/tree.js';
import { command } from './definition.js';

const OPTIONS: readonly string[] = [
  ...PIVOT_OPTIONS,
  'span',
  'bins',
  'cont',
  'partial',
  'fixedrange',
  'minspan',
  'agg',
  'aligntime',
];

/** Options that say nothing about events that lie in files: there is no search window to fill or to cut. */
const KNOWN: readonly string[] = [...PIVOT_OPTIONS, 'span', 'cont', 'partial'];

/** Search Reference: timechart. A result for each span from the first to the last, also for those without events. */
export const timechart = command<'timechart'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'timechart', OPTIONS);
    const aggregations = parseAggregations(scanner, ['by', ...OPTIONS]);
    const between = options(scanner, 'timechart', OPTIONS);
    const by = takeKeyword(scanner, 'by') ? wordList(scanner, 'a field', [...OPTIONS, 'where']) : [];
    if (takeKeyword(scanner, 'where')) {
      const span = spanFrom(scanner, start);
      fail(diagnostic('SPL0504', ['timechart where'], { span, help: 'use limit=' }));
    }
    const after = options(scanner, 'timechart', OPTIONS);
    return {
      kind: 'timechart',
      options: [...before, ...between, ...after],
      aggregations,
      by,
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, state, lowering) => {
    const [split, second] = it.by;
    if (second !== undefined) {
      const help = 'use bin span=… _time and stats … by _time and the fields';
      report(lowering, diagnostic('SPL0504', ['timechart by two fields'], { span: it.span, help }));
      return state;
    }
    const ticks = spanOf(it, lowering);
    if (ticks === undefined) return state;
    const time = fieldValue('_time', state, lowering, it.span);
    if (time.type !== 'datetime') return state;
    const binned = setField(state, '_time', call('binDown', [time, timespan(ticks)]));
    const row = { text: '_time', quoted: false, span: it.span };
    const seconds = Number(ticks / TICKS_PER_SECOND);
    const fills = !/^(?:f|false|0)$/i.test(
      it.options.find((item) => item.name === 'cont')?.value.text ?? 'true',
    );
    if (split === undefined) {
      const grouped = aggregate(it.aggregations, [row], binned, lowering, seconds);
      return fills ? filled(grouped, ticks, countsOf(it), lowering) : grouped;
    }
    const wanted = pivotOptions(it.options, lowering);
    if (wanted === undefined) return state;
    const found = pivoted(it, row, split, wanted, binned, lowering, seconds);
    return fills && found.state.lost !== true
      ? filled(found.state, ticks, found.counts, lowering)
      : found.state;
  },
  print: (it) =>
    `timechart ${printOptions(it.options)}${it.aggregations.map(printAggregation).join(', ')}${printBy(it.by)}`,
  partial: 'needs span, of fixed length; no where clause, aligntime or agg',
});

function spanOf(it: CommandOf<'timechart'>, lowering: Lowering): bigint | undefined {
  const refused = it.options.find((option) => !KNOWN.includes(option.name));
  if (refused !== undefined) {
    report(lowering, diagnostic('SPL0504', [`timechart ${refused.name}`], { span: refused.span }));
    return undefined;
  }
  const written = it.options.find((option) => option.name === 'span')?.value;
  const ticks = written === undefined ? undefined : ticksOfSpan(written.text);
  if (ticks === undefined || ticks <= 0n) {
    const place = { span: written?.span ?? it.span, help: 'write timechart span=1h …' };
    const expected = 'a span such as 5m, 1h or 1d';
    report(lowering, diagnostic('SPL0105', ['span', written?.text ?? '', expected], place));
    return undefined;
  }
  return ticks;
}

/** The names of the results that count something: nothing to count is 0. */
function countsOf(it: CommandOf<'timechart'>): ReadonlySet<string> {
  const counting = it.aggregations.filter((item) => COUNTING.has(item.name.toLowerCase()));
  return new Set(
    counting.map(({ name, argument, as }) => {
      if (as !== undefined || argument === undefined) return as ?? name;
      return 'kind' in argument ? `${name}(eval)` : `${name}(${argument.text})`;
    }),
  );
}

const COUNTING: ReadonlySet<string> = new Set(['count', 'c', 'dc', 'distinct_count', 'estdc']);

/** All spans from the first result's to the last's; counts of those without events are 0. */
function filled(state: State, ticks: bigint, counts: ReadonlySet<string>, lowering: Lowering): State {
  const given = lowering.fresh('spans');
  const columns = columnsOf(state.relation);
  const results: Relation = { kind: 'reference', name: given, columns };
  const bound = (fn: 'min' | 'max'): Expression => ({
    kind: 'scalarQuery',
    type: 'datetime',
    relation: {
      kind: 'aggregate',
      input: results,
      groups: [],
      aggregates: [{ name: 'bound', fn, args: [column('_time', 'datetime')], type: 'datetime' }],
    },
  });
  const spans: Relation = {
    kind: 'range',
    column: { name: '_time', type: 'datetime' },
    from: bound('min'),
    to: bound('max'),
    step: timespan(ticks),
  };
  const joined: Relation = {
    kind: 'join',
    flavour: 'left',
    left: spans,
    right: results,
    condition: call('eq', [column('_time', 'datetime', 'left'), column('_time', 'datetime', 'right')]),
    columns: columns.map(({ name }) => ({ name, side: name === '_time' ? 'left' : 'right', source: name })),
  };
  const body: Relation = {
    kind: 'project',
    input: joined,
    columns: columns.map(({ name, type }) => {
      const value = column(name, type);
      return { name, expression: counts.has(name) ? call('coalesce', [value, long(0)]) : value };
    }),
  };
  const relation: Relation = { kind: 'let', name: given, value: state.relation, materialised: true, body };
  return { ...state, relation };
}
