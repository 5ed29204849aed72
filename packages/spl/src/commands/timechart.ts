import type { Expression, Relation } from '@interloper/plan';
import { call, column, columnsOf, long, timespan } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { PIVOT_OPTIONS, pivotOptions, pivoted } from '../lower/pivot.js';
import { aggregate } from '../lower/statistics.js';
import type { Lowering, State } from '../lower/state.js';
import { emptyState, fieldValue, report, setField } from '../lower/state.js';
import type { TimeSpan } from '../lower/time-span.js';
import { automaticSpan, boundsOf, writtenSpan } from '../lower/time-span.js';
import { printAggregation, printBy, printOptions } from '../syntax/print-parts.js';
import { fail, options, spanFrom, takeKeyword, wordList } from '../syntax/scanner.js';
import { parseAggregations } from '../syntax/statistics.js';
import type { CommandOf, Option } from '../syntax/tree.js';
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

/** `partial` says nothing about events that lie in files: a first and last span that is cut stays. */
const KNOWN: readonly string[] = [
  ...PIVOT_OPTIONS,
  'span',
  'bins',
  'minspan',
  'cont',
  'fixedrange',
  'partial',
];

/** Search Reference: timechart, "bins". */
const MOST_BINS = 100;

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
    const time = fieldValue('_time', state, lowering, it.span);
    if (time.type !== 'datetime') return state;
    const spans = spansOf(it, state, lowering);
    if (spans === 'wait') return emptyState();
    if (spans === undefined) return state;
    const binned = setField(state, '_time', spans.floor(time));
    const row = { text: '_time', quoted: false, span: it.span };
    const isOn = (name: string): boolean =>
      !/^(?:f|false|0)$/i.test(it.options.find((item) => item.name === name)?.value.text ?? 'true');
    const fills = (results: State, counts: ReadonlySet<string>): State =>
      isOn('cont') ? filled(results, spans, counts, isOn('fixedrange'), lowering) : results;
    if (split === undefined) {
      const grouped = aggregate(it.aggregations, [row], binned, lowering, spans.seconds);
      return fills(grouped, countsOf(it));
    }
    const wanted = pivotOptions(it.options, lowering);
    if (wanted === undefined) return state;
    const found = pivoted(it, row, split, wanted, binned, lowering, spans.seconds);
    return found.state.lost === true ? found.state : fills(found.state, found.counts);
  },
  print: (it) =>
    `timechart ${printOptions(it.options)}${it.aggregations.map(printAggregation).join(', ')}${printBy(it.by)}`,
  partial: 'spans of months, quarters and years only by one; no where clause, aligntime or agg',
});

/** The spans that are asked for; undefined, reported, when there are none; `wait` while the data is asked. */
function spansOf(
  it: CommandOf<'timechart'>,
  state: State,
  lowering: Lowering,
): TimeSpan | 'wait' | undefined {
  const refused = it.options.find((option) => !KNOWN.includes(option.name));
  if (refused !== undefined) {
    report(lowering, diagnostic('SPL0504', [`timechart ${refused.name}`], { span: refused.span }));
    return undefined;
  }
  const option = (name: string): Option | undefined => it.options.find((each) => each.name === name);
  const wrong = ({ name, value }: Option, expected: string): undefined => {
    const place = { span: value.span, help: 'write timechart span=1h …' };
    report(lowering, diagnostic('SPL0105', [name, value.text, expected], place));
  };
  const written = option('span');
  if (written !== undefined)
    return writtenSpan(written.value.text) ?? wrong(written, 'a span such as 5m, 1h, 1d or 1mon');
  const bins = option('bins');
  if (bins !== undefined && !/^[1-9]\d*$/.test(bins.value.text)) return wrong(bins, 'a number of spans');
  const least = option('minspan');
  const shortest = least === undefined ? 0 : writtenSpan(least.value.text)?.seconds;
  if (least !== undefined && shortest === undefined) return wrong(least, 'a span such as 5m, 1h or 1d');
  const found = automaticSpan(Number(bins?.value.text ?? MOST_BINS), shortest ?? 0, state, lowering);
  if (found !== undefined) return found;
  const place = { span: it.span, help: 'write timechart span=… with the span it should have' };
  report(lowering, diagnostic('SPL0504', ['timechart without span over so long a time'], place));
  return undefined;
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

/**
 * All spans from the first result's to the last's, or over the time range that the search names (`fixed`), once there is
 * a result; counts of those without events are 0.
 */
function filled(
  state: State,
  spans: TimeSpan,
  counts: ReadonlySet<string>,
  fixed: boolean,
  lowering: Lowering,
): State {
  const given = lowering.fresh('spans');
  const columns = columnsOf(state.relation);
  const results: Relation = { kind: 'reference', name: given, columns };
  const ofResults = (fn: 'min' | 'max'): Expression => ({
    kind: 'scalarQuery',
    type: 'datetime',
    relation: {
      kind: 'aggregate',
      input: results,
      groups: [],
      aggregates: [{ name: 'bound', fn, args: [column('_time', 'datetime')], type: 'datetime' }],
    },
  });
  const { earliest, latest } = fixed ? boundsOf(lowering) : {};
  const bound = (fn: 'min' | 'max', named: Expression | undefined): Expression => {
    const found = ofResults(fn);
    if (named === undefined) return found;
    return call('if', [call('isNull', [found]), found, spans.floor(named)]);
  };
  const justBefore = (instant: Expression): Expression =>
    call('subtract', [instant, timespan(1n)], 'datetime');
  const steps: Relation = {
    kind: 'range',
    column: { name: '_time', type: 'datetime' },
    from: bound('min', earliest),
    to: bound('max', latest === undefined ? undefined : justBefore(latest)),
    step: timespan(spans.step),
  };
  const start = column('_time', 'datetime');
  // Spans of the calendar begin on some of the days.
  const starts: Relation =
    spans.seconds === undefined
      ? { kind: 'filter', input: steps, predicate: call('eq', [start, spans.floor(start)]) }
      : steps;
  const joined: Relation = {
    kind: 'join',
    flavour: 'left',
    left: starts,
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
