import type { AggregateCall, Expression, Relation, SortKey } from '@interloper/plan';
import { and, bool, call, column, long, not, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Aggregation, Option, Word } from '../syntax/tree.js';
import type { Lowering, State } from './state.js';
import { emptyState, fieldValue, freshName, knownOrder, report } from './state.js';
import { dependsOnOrder, groupable, lowerAggregations } from './statistics.js';
import type { Statistic } from './statistics.js';
import { asNumber, asText, isNullLiteral, kindOf } from './values.js';

/** Options of chart and timechart that say which columns there are. */
export const PIVOT_OPTIONS = [
  'limit',
  'useother',
  'usenull',
  'otherstr',
  'nullstr',
  'sep',
  'format',
] as const;

/** Columns that no table is read with. */
const MOST_SERIES = 1000;

/** The values of a second field become columns; `limit` of them, the rest together as OTHER. */
export interface PivotOptions {
  readonly limit: number;
  readonly bottom: boolean;
  /** The name of the column of all other values; undefined without it. */
  readonly other: string | undefined;
  /** The name of the column of results without the field; undefined without it. */
  readonly none: string | undefined;
  /** The name of a column, of the result's name and the value. */
  readonly named: (result: string, value: string) => string;
}

/** Search Reference: chart, "limit", "useother" and the other options of the column split. */
export function pivotOptions(options: readonly Option[], lowering: Lowering): PivotOptions | undefined {
  const written = (name: string): string | undefined =>
    options.findLast((option) => option.name === name)?.value.text;
  const is = (name: string): boolean => !/^(?:f|false|0)$/i.test(written(name) ?? 'true');
  const limit = /^(top|bottom)?(\d+)$/i.exec(written('limit') ?? 'top10');
  if (limit === null) {
    const option = options.find((item) => item.name === 'limit');
    const place = option === undefined ? {} : { span: option.span };
    const expected = 'a number, or top5 or bottom5';
    report(lowering, diagnostic('SPL0105', ['limit', written('limit') ?? '', expected], place));
    return undefined;
  }
  return {
    limit: Number(limit[2]),
    bottom: limit[1]?.toLowerCase() === 'bottom',
    other: is('useother') ? (written('otherstr') ?? 'OTHER') : undefined,
    none: is('usenull') ? (written('nullstr') ?? 'NULL') : undefined,
    named: namesOf(written('sep'), written('format')),
  };
}

/** How columns of several results are named. Search Reference: chart, "format" and "sep". */
export function namesOf(
  separator: string | undefined,
  format: string | undefined,
): (result: string, value: string) => string {
  const pattern = format ?? `$AGG$${separator ?? ': '}$VAL$`;
  return (result, value) => pattern.replaceAll('$AGG$', () => result).replaceAll('$VAL$', () => value);
}

interface Series {
  readonly value: string;
  readonly where: Expression;
}

/** A result for each value of the row field, a column for each value of the split field and each aggregation. */
export function pivoted(
  it: { readonly aggregations: readonly Aggregation[]; readonly span: Word['span'] },
  row: Word,
  split: Word,
  options: PivotOptions,
  before: State,
  lowering: Lowering,
  spanSeconds?: number,
): { readonly state: State; readonly counts: ReadonlySet<string> } {
  const nothing = { state: emptyState(), counts: new Set<string>() };
  const ordered = dependsOnOrder(it.aggregations) ? knownOrder(before) : before;
  const { state: present, groups } = groupable([row], ordered, lowering);
  const [group] = groups;
  if (group === undefined) return nothing;
  const { state, label } = labelled(present, split, lowering);
  const statistics = lowerAggregations(it.aggregations, [], state, lowering, spanSeconds);
  if (statistics.length === 0) return nothing;
  const most = options.limit === 0 ? MOST_SERIES : options.limit;
  const answer = lowering.ask(seriesQuestion(state, group, label, statistics, options, most));
  if (answer === undefined) return nothing;
  const values = answer.filter(({ type }) => type === 'value').map(({ name }) => name);
  if (options.limit === 0 && values.length > MOST_SERIES) {
    const help = 'give a limit, or use stats … by both fields';
    const what = `a chart of more than ${MOST_SERIES} columns`;
    report(lowering, diagnostic('SPL0504', [what], { span: split.span, help }));
    return nothing;
  }
  const series = seriesOf(
    values,
    answer.some(({ type }) => type === 'null'),
    label,
    options,
    most,
  );
  const calls: AggregateCall[] = [];
  const counts = new Set<string>();
  const results = statistics.flatMap(({ name, built }, at) =>
    series.map(({ value, where }, place) => {
      const parts = built.parts.map((part, index) => {
        const partName = freshName(state, `part${at}_${place}_${index}_`);
        calls.push({ name: partName, ...part, where });
        return column(partName, part.type);
      });
      const own = statistics.length === 1 ? value : options.named(name, value);
      if (built.parts.every(({ fn }) => COUNTING.has(fn))) counts.add(own);
      return { name: own, expression: built.result(parts) };
    }),
  );
  const names = [group.name, ...results.map(({ name }) => name)];
  const problem = nameProblem(names);
  if (problem !== undefined) {
    report(lowering, diagnostic('SPL0203', [split.text, problem], { span: split.span }));
    return nothing;
  }
  const inner: Relation = { kind: 'aggregate', input: state.relation, groups: [group], aggregates: calls };
  const key = column(group.name, group.expression.type);
  const relation: Relation = {
    kind: 'project',
    input: inner,
    columns: [{ name: group.name, expression: key }, ...results],
  };
  const order: readonly SortKey[] = [{ expression: key, descending: false, nulls: 'last' }];
  return { state: { relation, order, hidesTime: false }, counts };
}

const COUNTING: ReadonlySet<string> = new Set(['count', 'countValues', 'countDistinct']);

/** Why values cannot be the names of columns; undefined when they can. */
export function nameProblem(names: readonly string[]): string | undefined {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `two columns would be called ${twice}`;
  const odd = names.find((name, at) => at > 0 && (name === '' || name.startsWith('_')));
  return odd === undefined ? undefined : `the value "${odd}" cannot be the name of a column`;
}

/** The value that says which column a result counts in, as a column of text. */
function labelled(
  before: State,
  split: Word,
  lowering: Lowering,
): { readonly state: State; readonly label: Expression } {
  const value = fieldValue(split.text, before, lowering, split.span);
  const name = freshName(before, 'label');
  const label = column(name, 'string');
  const relation: Relation =
    value.type === 'multivalue' && !isNullLiteral(value)
      ? {
          kind: 'unnest',
          input: before.relation,
          lists: [{ list: value, column: { name, type: 'string' } }],
          outer: true,
        }
      : { kind: 'extend', input: before.relation, columns: [{ name, expression: asText(value) }] };
  return { state: { ...before, relation }, label };
}

/**
 * The values of the split field by their score, one more than are wanted: the sum of the aggregation over all rows, or
 * of several aggregations how often the value occurs; ties go by the value. Search Reference: chart, "limit".
 */
function seriesQuestion(
  state: State,
  group: { readonly name: string; readonly expression: Expression },
  label: Expression,
  statistics: readonly Statistic[],
  options: PivotOptions,
  most: number,
): Relation {
  const [only, ...others] = statistics;
  const name = freshName(state, 'series');
  const score = freshName(state, 'score');
  const rank = freshName(state, 'rank');
  const kind = freshName(state, 'kind');
  const scored =
    others.length === 0 && only !== undefined ? summedCells(state, group, label, only) : undefined;
  const totals: Relation = scored ?? {
    kind: 'aggregate',
    input: state.relation,
    groups: [{ name, expression: label }],
    aggregates: [{ name: score, fn: 'count', args: [], type: 'long' }],
  };
  const marked: Relation = {
    kind: 'project',
    input: totals,
    columns: [
      { name, expression: column(name, 'string') },
      { name: score, expression: column(score, scored === undefined ? 'long' : 'real') },
      {
        name: kind,
        expression: call('if', [call('isNull', [column(name, 'string')]), text('null'), text('value')]),
      },
    ],
  };
  const ranked: Relation = {
    kind: 'window',
    input: marked,
    partition: [column(kind, 'string')],
    order: [
      {
        expression: column(score, scored === undefined ? 'long' : 'real'),
        descending: !options.bottom,
        nulls: 'last',
      },
      { expression: column(name, 'string'), descending: false, nulls: 'last' },
    ],
    calls: [{ name: rank, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const kept: Relation = {
    kind: 'filter',
    input: ranked,
    predicate: call('le', [column(rank, 'long'), long(most + 1)]),
  };
  const sorted: Relation = {
    kind: 'sort',
    input: kept,
    keys: [{ expression: column(rank, 'long'), descending: false, nulls: 'last' }],
  };
  return {
    kind: 'project',
    input: sorted,
    columns: [
      { name: 'name', expression: call('coalesce', [column(name, 'string'), text('')]) },
      { name: 'type', expression: column(kind, 'string') },
    ],
  };
}

/** The sum, for each value, of what an aggregation gives in each row; undefined when it gives lists. */
function summedCells(
  state: State,
  group: { readonly name: string; readonly expression: Expression },
  label: Expression,
  { built }: Statistic,
): Relation | undefined {
  const row = freshName(state, 'row');
  const name = freshName(state, 'series');
  const score = freshName(state, 'score');
  const calls = built.parts.map((part, index) => ({ name: freshName(state, `cell${index}_`), ...part }));
  const value = built.result(calls.map((item) => column(item.name, item.type)));
  if (kindOf(value.type) === 'list') return undefined;
  const cells: Relation = {
    kind: 'aggregate',
    input: state.relation,
    groups: [
      { name: row, expression: group.expression },
      { name, expression: label },
    ],
    aggregates: calls,
  };
  const number = call('toReal', [asNumber(value)]);
  return {
    kind: 'aggregate',
    input: cells,
    groups: [{ name, expression: column(name, 'string') }],
    aggregates: [{ name: score, fn: 'sum', args: [number], type: 'real' }],
  };
}

/** The columns: the values sorted, then those without a value, then all others. */
function seriesOf(
  values: readonly string[],
  hasNull: boolean,
  label: Expression,
  options: PivotOptions,
  most: number,
): readonly Series[] {
  const kept = values.slice(0, most).toSorted((left, right) => (left < right ? -1 : Number(left > right)));
  const series: Series[] = kept.map((value) => ({ value, where: call('eq', [label, text(value)]) }));
  if (hasNull && options.none !== undefined)
    series.push({ value: options.none, where: call('isNull', [label]) });
  if (values.length > most && options.other !== undefined) {
    const among = kept.length === 0 ? bool(false) : call('in', [label, ...kept.map((value) => text(value))]);
    series.push({ value: options.other, where: and(not(call('isNull', [label])), not(among)) });
  }
  return series;
}
