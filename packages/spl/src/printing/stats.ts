import { CannotSay } from '@interloper/plan';
import type {
  AggregateCall,
  AggregateName,
  Column,
  Expression,
  NamedExpression,
  Relation,
} from '@interloper/plan';
import type { Aggregation, Command, Word } from '../syntax/tree.js';
import { plainWords } from './eval-condition.js';
import { fieldOf } from './field.js';
import { callExpr, fieldWord, nowhere, numberExpr } from './nodes.js';
import { scalarExpr } from './scalar.js';

/** `stats` of a relation's groups and aggregates; groups that are computed become fields first. */
export function statsCommands({
  groups,
  aggregates,
}: Extract<Relation, { kind: 'aggregate' }>): readonly Command[] {
  const before = groups.flatMap(groupCommand);
  const by = groups.map(({ name }) => fieldWord(name));
  const shown = groups.map(({ name, expression }) => ({ name, type: expression.type }));
  const stats: Command = {
    kind: 'stats',
    options: [],
    aggregations: aggregates.map(aggregation),
    by,
    span: nowhere,
  };
  return [...before, ...presentGroups(shown), stats];
}

/** `stats` and `dedup` leave out rows that lack a field: absent text becomes empty. */
export function presentGroups(columns: readonly Column[]): readonly Command[] {
  const texts = columns.filter(({ type }) => type === 'string');
  const others = columns.filter(
    ({ type, name }) => type !== 'string' && name !== '_time' && type !== 'datetime',
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

function aggregation({ fn, args, where, name, order, limit }: AggregateCall): Aggregation {
  const as = { as: name, span: nowhere };
  if (order !== undefined || limit !== undefined)
    throw new CannotSay('an aggregate over ordered or few rows');
  const condition = fn === 'countIf' ? args[0] : fn === 'count' ? where : undefined;
  if (condition !== undefined) {
    const one = callExpr('if', plainWords.condition(condition, plainWords), numberExpr(1), callExpr('null'));
    return { name: 'count', argument: one, ...as };
  }
  if (where !== undefined) throw new CannotSay(`the aggregate ${fn} with a condition`);
  if (fn === 'count') return { name: 'count', ...as };
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
  return type === 'datetime' && kind === 'column' && 'name' in rest && rest.name === '_time';
}
