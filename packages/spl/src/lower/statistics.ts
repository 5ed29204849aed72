import type {
  AggregateCall,
  Expression,
  NamedExpression,
  Relation,
  SortKey,
  WindowCall,
  WindowFrame,
} from '@interloper/plan';
import { bool, call, column, columnType, long, nullOf } from '@interloper/plan';
import type { Built } from '../aggregations.js';
import { aggregationOf, aggregations, refusedAggregations } from '../aggregations.js';
import { diagnostic, suggestion } from '../diagnostics.js';
import type { Aggregation, Word } from '../syntax/tree.js';
import { printAggregation } from '../syntax/print-parts.js';
import { lowerExpression } from './expression.js';
import { refuseInside } from './inside-json.js';
import type { Lowering, State } from './state.js';
import {
  fieldNames,
  fieldValue,
  freshName,
  keepOrder,
  matchNames,
  namePattern,
  knownOrder,
  report,
  sortKeys,
} from './state.js';
import { isNullLiteral } from './values.js';

/** An aggregation with the name of its result. */
export interface Statistic {
  readonly name: string;
  readonly built: Built;
}

/** Whether an aggregation depends on the order of the results. */
export function dependsOnOrder(items: readonly Aggregation[]): boolean {
  return items.some((item) => ['first', 'last', 'list'].includes(item.name.toLowerCase()));
}

/**
 * The aggregations a command lists, with wildcards expanded to the fields that are not grouped by; what cannot be is
 * reported and left out.
 */
export function lowerAggregations(
  items: readonly Aggregation[],
  by: readonly Word[],
  state: State,
  lowering: Lowering,
  spanSeconds?: number,
): readonly Statistic[] {
  const grouped = new Set(by.map(({ text }) => text));
  const found = new Map<string, { readonly statistic: Statistic; readonly item: Aggregation }>();
  for (const item of items) {
    for (const statistic of lowerAggregation(item, grouped, state, lowering, spanSeconds)) {
      const other = found.get(statistic.name);
      const clash = clashOf(item, other?.item, statistic.name, grouped);
      if (clash !== undefined) {
        const help = 'give the result another name with AS';
        report(lowering, diagnostic('SPL0203', [item.name, clash], { span: item.span, help }));
      } else if (other === undefined || isWild(other.item)) found.set(statistic.name, { statistic, item });
    }
  }
  return [...found.values()].map(({ statistic }) => statistic);
}

/** Why a result cannot have its name; what wildcards name gives way to what is named. */
function clashOf(
  item: Aggregation,
  other: Aggregation | undefined,
  name: string,
  grouped: ReadonlySet<string>,
): string | undefined {
  if (grouped.has(name)) return `the results are grouped by ${name}`;
  if (other === undefined || isWild(item) || isWild(other)) return undefined;
  return isSame(item, other) ? undefined : `${name} is the name of another result`;
}

function isWild({ argument }: Aggregation): boolean {
  return argument !== undefined && !('kind' in argument) && argument.text.includes('*');
}

function isSame(left: Aggregation, right: Aggregation): boolean {
  return printAggregation(left) === printAggregation(right);
}

function lowerAggregation(
  item: Aggregation,
  grouped: ReadonlySet<string>,
  state: State,
  lowering: Lowering,
  spanSeconds: number | undefined,
): readonly Statistic[] {
  const order = sortKeys(state);
  const refusedWhy = refusedAggregations[item.name.toLowerCase()];
  if (refusedWhy !== undefined) {
    report(lowering, diagnostic('SPL0503', [item.name], { span: item.span, help: refusedWhy }));
    return [];
  }
  const known = aggregationOf(item.name);
  if (known === undefined) {
    const help = suggestion(item.name, Object.keys(aggregations));
    report(lowering, diagnostic('SPL0301', [item.name], { span: item.span, help }));
    return [];
  }
  const { definition, percentile } = known;
  const { argument } = item;
  if (argument === undefined) {
    if (definition.needs !== 'optional') {
      const help = `write ${item.name}(field)`;
      report(lowering, diagnostic('SPL0302', [item.name], { span: item.span, help }));
      return [];
    }
    const parts = [{ fn: 'count', args: [], type: 'long' }] as const;
    return [{ name: item.as ?? item.name, built: { parts, result: ([count]) => count ?? long(0) } }];
  }
  const time = columnType(state.relation, '_time');
  const build = (value: Expression): Built | undefined => {
    if (value.type === 'multivalue' && !definition.lists && !isNullLiteral(value)) {
      const help = 'use mvexpand first';
      const message = 'it takes fields with a single value';
      report(lowering, diagnostic('SPL0203', [item.name, message], { span: item.span, help }));
      return undefined;
    }
    if (definition.needs === 'time' && time === undefined) {
      report(lowering, diagnostic('SPL0203', [item.name, 'there is no _time any more'], { span: item.span }));
      return undefined;
    }
    if (definition.needs === 'span' && spanSeconds === undefined) {
      const message = 'it is a rate over the spans of a timechart';
      report(lowering, diagnostic('SPL0203', [item.name, message], { span: item.span }));
      return undefined;
    }
    const instant = time === undefined ? {} : { time: column('_time', time) };
    const span = spanSeconds === undefined ? {} : { spanSeconds };
    return definition.build({ value, order, percentile, ...instant, ...span });
  };
  if ('kind' in argument) {
    if (item.as === undefined) {
      const help = `write ${item.name}(eval(…)) AS name`;
      const message = 'the result of an expression needs a name';
      report(lowering, diagnostic('SPL0203', [item.name, message], { span: item.span, help }));
      return [];
    }
    const value = lowerExpression(argument, { state, lowering }, true);
    // A condition counts where it is true.
    const counted = value.type === 'bool' ? call('if', [value, long(1), nullOf('long')]) : value;
    const built = build(counted);
    return built === undefined ? [] : [{ name: item.as, built }];
  }
  refuseInside(item.name, argument.text, argument.span, state, lowering);
  const stars = (name: string): number => name.split('*').length;
  if (item.as !== undefined && stars(item.as) !== stars(argument.text)) {
    const message = `${argument.text} and ${item.as} have different numbers of wildcards`;
    report(lowering, diagnostic('SPL0203', [item.name, message], { span: item.span }));
    return [];
  }
  const fields = wildcardFields(argument, item, grouped, state);
  if (fields.length === 0 && argument.text !== '*' && state.lost !== true)
    return nothingOf(argument, item, build, lowering);
  return fields.flatMap(({ field, name }) => {
    const built = build(fieldValue(field, state, lowering, argument.span));
    return built === undefined ? [] : [{ name, built }];
  });
}

/** `sum(n*2)` is no multiplication, which is written with eval: that no field has such a name is said. */
function nothingOf(
  argument: Word,
  item: Aggregation,
  build: (value: Expression) => Built | undefined,
  lowering: Lowering,
): readonly Statistic[] {
  const help = `a computation is written ${item.name}(eval(…))`;
  const place = { severity: 'warning', span: argument.span, help } as const;
  report(lowering, diagnostic('SPL0403', [argument.text], place));
  const built = build(nullOf('string'));
  return built === undefined ? [] : [{ name: item.as ?? `${item.name}(${argument.text})`, built }];
}

function wildcardFields(
  argument: Word,
  item: Aggregation,
  grouped: ReadonlySet<string>,
  state: State,
): readonly { readonly field: string; readonly name: string }[] {
  const written = item.as;
  if (!argument.text.includes('*')) {
    return [{ field: argument.text, name: written ?? `${item.name}(${argument.text})` }];
  }
  const pattern = namePattern(argument.text);
  const fields = matchNames(argument.text, fieldNames(state)).filter((field) => !grouped.has(field));
  return fields.map((field) => {
    const match = pattern.exec(field) ?? [];
    let group = 0;
    const name = written?.replaceAll('*', () => match[(group += 1)] ?? '');
    return { field, name: name ?? `${item.name}(${field})` };
  });
}

/**
 * The results to group: those without a value in a group field are dropped, one with several values counts in each
 * group. Search Reference: stats.
 */
export function groupable(
  by: readonly Word[],
  before: State,
  lowering: Lowering,
): { readonly state: State; readonly groups: readonly NamedExpression[] } {
  let state = before;
  const groups: NamedExpression[] = [];
  const names = by.flatMap((word) =>
    word.text.includes('*')
      ? matchNames(word.text, fieldNames(before)).map((text) => ({ ...word, text }))
      : [word],
  );
  for (const { text, span } of names) {
    if (groups.some((group) => group.name === text)) continue;
    const value = fieldValue(text, state, lowering, span);
    if (value.type === 'multivalue' && !isNullLiteral(value)) {
      const lists = [{ list: value, column: { name: text, type: 'string' } }] as const;
      state = { ...state, relation: { kind: 'unnest', input: state.relation, lists, outer: false } };
      groups.push({ name: text, expression: column(text, 'string') });
    } else groups.push({ name: text, expression: value });
  }
  if (groups.length === 0) return { state, groups };
  const present = groups.map(({ expression }) => call('not', [call('isNull', [expression])]));
  const [first = bool(true), ...rest] = present;
  const predicate = rest.length === 0 ? first : call('and', present);
  return { state: { ...state, relation: { kind: 'filter', input: state.relation, predicate } }, groups };
}

/** Aggregates over groups: the group fields, then the results, in the order of the group fields as Splunk shows them. */
export function aggregate(
  items: readonly Aggregation[],
  by: readonly Word[],
  before: State,
  lowering: Lowering,
  spanSeconds?: number,
): State {
  const ordered = dependsOnOrder(items) ? knownOrder(before) : before;
  const { state, groups } = groupable(by, ordered, lowering);
  const statistics = lowerAggregations(items, by, state, lowering, spanSeconds);
  const calls: AggregateCall[] = [];
  const results = statistics.map(({ name, built }, at) => {
    const simple = built.parts.length === 1;
    const parts = built.parts.map((part, index) => {
      const partName = simple ? name : freshName(state, `part${at}_${index}_`);
      calls.push({ name: partName, ...part });
      return column(partName, part.type);
    });
    return { name, expression: built.result(parts) };
  });
  const inner: Relation = {
    kind: 'aggregate',
    input: state.relation,
    groups: unlike(groups, calls),
    aggregates: calls,
  };
  const own = unlike(groups, calls);
  const plain = results.every(
    ({ name, expression }) => expression.kind === 'column' && expression.name === name,
  );
  const relation: Relation = plain
    ? inner
    : {
        kind: 'project',
        input: inner,
        columns: [
          ...own.map(({ name, expression }) => ({ name, expression: column(name, expression.type) })),
          ...results,
        ],
      };
  const keys = own.map(({ name, expression }): SortKey => ({
    expression: column(name, expression.type),
    descending: false,
    nulls: 'last',
  }));
  return { relation, order: keys, hidesTime: false };
}

/** Groups whose name no result takes: a result of the same name replaces the group's value. */
function unlike(
  groups: readonly NamedExpression[],
  calls: readonly AggregateCall[],
): readonly NamedExpression[] {
  return groups.filter((group) => !calls.some((item) => item.name === group.name));
}

/** Aggregates added to every result, over the frame of each. */
export function overWindow(
  statistics: readonly Statistic[],
  before: State,
  partition: readonly Expression[],
  frame: WindowFrame,
  order: readonly SortKey[],
): State {
  const state = keepOrder(
    before,
    statistics.map(({ name }) => name),
  );
  const calls: WindowCall[] = [];
  const results = statistics.map(({ name, built }, at) => {
    const parts = (built.framed ?? built.parts).map(({ fn, args, type }, index) => {
      const partName = freshName(state, `part${at}_${index}_`);
      calls.push({ name: partName, fn, args, type, frame });
      return column(partName, type);
    });
    return { name, expression: built.result(parts) };
  });
  const window: Relation = { kind: 'window', input: state.relation, partition, order, calls };
  const extended: Relation = { kind: 'extend', input: window, columns: results };
  return { ...state, relation: extended };
}
