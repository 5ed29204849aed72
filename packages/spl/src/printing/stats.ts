import { CannotSay, call, isPresent, nullOf, presentColumns } from '@interloper/plan';
import type {
  AggregateCall,
  AggregateName,
  Column,
  Expression,
  NamedExpression,
  Relation,
  WindowName,
} from '@interloper/plan';
import type { Aggregation, Command, Word } from '../syntax/tree.js';
import { plainWords } from './eval-condition.js';
import { fieldOf } from './field.js';
import {
  binaryExpr,
  callExpr,
  evalCommand,
  fieldExpr,
  fieldWord,
  nowhere,
  numberExpr,
  textExpr,
} from './nodes.js';
import { scalarExpr } from './scalar.js';

/** `stats` of a relation's groups and aggregates; groups that are computed become fields first. */
export function statsCommands({
  input,
  groups,
  aggregates,
}: Extract<Relation, { kind: 'aggregate' }>): readonly Command[] {
  const before = groups.flatMap(groupCommand);
  const by = groups.map(({ name }) => fieldWord(name));
  const present = presentColumns(input, new Set(['_time']));
  const shown = groups.flatMap(({ name, expression }) =>
    isPresent(expression, present) ? [] : [{ name, type: expression.type }],
  );
  const stats: Command = {
    kind: 'stats',
    options: [],
    aggregations: aggregates.map(aggregation),
    by,
    span: nowhere,
  };
  const after = aggregates.flatMap(({ name, fn, args }) => wrapped(name, fn, args));
  const counts: Command = { kind: 'fields', remove: true, fields: [fieldWord(COUNT)], span: nowhere };
  const onlyGroups = aggregates.length === 0;
  return [
    ...before,
    ...presentGroups(shown),
    onlyGroups ? { ...stats, aggregations: [{ name: 'count', as: COUNT, span: nowhere }] } : stats,
    ...(onlyGroups ? [counts] : []),
    ...shown.flatMap(restored),
    ...after,
  ];
}

/** What `stats` counts where only the groups are wanted. */
const COUNT = 'count_of_rows';

/** A number that was made empty text so that its rows stay. */
function restored({ name, type }: Column): readonly Command[] {
  if (!COUNTED.has(type)) return [];
  const isEmpty = binaryExpr('=', fieldExpr(name), textExpr(''));
  return [
    evalCommand(name, callExpr('if', isEmpty, callExpr('null'), callExpr('tonumber', fieldExpr(name)))),
  ];
}

const COUNTED: ReadonlySet<Column['type']> = new Set(['int', 'long']);

/** What is left to compute of an aggregate when it is there: the mark before texts goes (see `aggregation`). */
export function wrapped(name: string, fn: WindowName, args: readonly Expression[]): readonly Command[] {
  const [value] = args;
  if ((fn !== 'min' && fn !== 'max') || value?.type !== 'string') return [];
  return [evalCommand(name, callExpr('substr', fieldExpr(name), numberExpr(2)))];
}

/** `stats` and `dedup` leave out rows that lack a field: absent text becomes empty. */
export function presentGroups(columns: readonly Column[]): readonly Command[] {
  const texts = columns.filter(({ type }) => type === 'string' || COUNTED.has(type));
  const others = columns.filter(
    ({ type, name }) => type !== 'string' && !COUNTED.has(type) && name !== '_time' && type !== 'datetime',
  );
  const [other] = others;
  if (other !== undefined) throw new CannotSay(`groups by ${other.name}, a ${other.type} that may be absent`);
  if (texts.length === 0) return [];
  const empty: Word = { text: '', quoted: true, span: nowhere };
  const words = texts.map(({ name }) => fieldWord(name));
  return [
    { kind: 'fillnull', options: [{ name: 'value', value: empty, span: nowhere }], words, span: nowhere },
  ];
}

function groupCommand({ name, expression }: NamedExpression): readonly Command[] {
  if (expression.kind === 'column' && expression.name === name) return [];
  const span = spanOf(expression);
  if (span !== undefined) {
    const word: Word = { text: span, quoted: false, span: nowhere };
    const options = [{ name: 'span', value: word, span: nowhere }];
    const field = fieldWord('_time');
    return [
      name === '_time'
        ? { kind: 'bin', options, field, span: nowhere }
        : { kind: 'bin', options, field, as: name, span: nowhere },
    ];
  }
  const value = scalarExpr(expression, plainWords);
  return [{ kind: 'eval', assignments: [{ field: name, value, span: nowhere }], span: nowhere }];
}

/** The span of `_time` cut to whole minutes or more. */
function spanOf(expression: Expression): string | undefined {
  if (expression.kind !== 'call' || expression.fn !== 'binDown') return undefined;
  const [time, step] = expression.args;
  if (time?.kind !== 'column' || time.name !== '_time') return undefined;
  if (step?.kind !== 'literal' || step.type !== 'timespan') return undefined;
  const minutes = BigInt(String(step.value)) / 600_000_000n;
  const whole = minutes * 600_000_000n === BigInt(String(step.value));
  // Longer spans are cut by the calendar.
  if (!whole || minutes === 0n || minutes > 60n || 60n % minutes !== 0n)
    throw new CannotSay('this span of time');
  return minutes === 60n ? '1h' : `${minutes.toString()}m`;
}

const FUNCTIONS: Partial<Readonly<Record<AggregateName, string>>> = {
  countDistinct: 'dc',
  anyNotNull: 'last',
  set: 'values',
  sum: 'sum',
  average: 'avg',
  min: 'min',
  max: 'max',
  // SPL's median is the higher of the middle two.
  median: 'perc50',
  mvValues: 'values',
  mvList: 'list',
  deviationSample: 'stdev',
  varianceSample: 'var',
};

const NUMBERS: ReadonlySet<AggregateName> = new Set([
  'sum',
  'average',
  'min',
  'max',
  'median',
  'deviationSample',
  'varianceSample',
]);

/** As many values as Kusto makes a set of. */
export function isUnlimited(limit: number): boolean {
  return limit >= 1_048_576;
}

/** An aggregate as a function of `stats` and its kin. */
export function aggregation({ fn, args, where, name, type, order, limit }: AggregateCall): Aggregation {
  const as = { as: name, span: nowhere };
  if (order !== undefined || (limit !== undefined && !(fn === 'set' && isUnlimited(limit))))
    throw new CannotSay('an aggregate over ordered or few rows');
  const condition = fn === 'countIf' ? args[0] : fn === 'count' ? where : undefined;
  if (condition !== undefined) {
    const one = callExpr('if', plainWords.condition(condition, plainWords), numberExpr(1), callExpr('null'));
    return { name: 'count', argument: one, ...as };
  }
  if (where !== undefined) {
    const [value, ...rest] = args;
    if (value === undefined || fn === 'anyValue') throw new CannotSay(`the aggregate ${fn} with a condition`);
    const only = call('if', [where, value, nullOf(value.type)]);
    const alone = { name, fn, args: [only, ...rest], type };
    return aggregation(limit === undefined ? alone : { ...alone, limit });
  }
  if (fn === 'count') return { name: 'count', ...as };
  if (fn === 'anyTrue' || fn === 'allTrue') {
    const [test] = args;
    if (test === undefined) throw new Error(`${fn} has a test`);
    const said = callExpr('if', plainWords.condition(test, plainWords), textExpr('true'), textExpr('false'));
    // `true` comes after `false`.
    return { name: fn === 'anyTrue' ? 'max' : 'min', argument: said, ...as };
  }
  if (fn === 'percentile')
    throw new CannotSay('a percentile by the nearest rank: Splunk takes one between two values');
  if (fn === 'percentileBetween') {
    const [of, percent] = args;
    if (of === undefined || percent?.kind !== 'literal' || !isNumber(of))
      throw new CannotSay('a percentile that depends on the event');
    const argument =
      fieldOf(of) === undefined ? scalarExpr(of, plainWords) : fieldWord(fieldOf(of)?.name ?? '');
    return { name: `perc${String(percent.value)}`, argument, ...as };
  }
  const [text] = args;
  if ((fn === 'min' || fn === 'max') && text?.type === 'string') {
    // Splunk compares texts that look like numbers as numbers: a mark in front keeps them texts.
    const marked = binaryExpr('.', textExpr('='), scalarExpr(text, plainWords));
    return { name: fn, argument: marked, ...as };
  }
  const aggregate = fn === 'countValues' ? 'count' : FUNCTIONS[fn];
  const [value] = args;
  if (aggregate === undefined || value === undefined || args.length > 1)
    throw new CannotSay(`the aggregate ${fn}`);
  if (NUMBERS.has(fn) && !isNumber(value)) throw new CannotSay(`the aggregate ${fn} of a ${value.type}`);
  const field = fieldOf(value);
  if (field !== undefined) return { name: aggregate, argument: fieldWord(field.name), ...as };
  return { name: aggregate, argument: scalarExpr(value, plainWords), ...as };
}

function isNumber({ type, kind, ...rest }: Expression): boolean {
  if (type === 'int' || type === 'long' || type === 'real') return true;
  return type === 'datetime' && kind === 'column' && 'name' in rest;
}
