import { call, literal } from '@interloper/plan';
import type { AggregateCall, Expression, LiteralValue, NamedExpression, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import { EXACT, notEmpty, percentileType } from '../functions/aggregate-entry.js';
import { tdigest } from '../functions/aggregate-sketches.js';
import { percentileOf, ranksOf } from '../functions/sketches.js';
import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf, classOf, nameOf, part } from '../kusto/syntax.js';
import { lowerExpression, report } from '../lowering.js';
import type { Env } from '../lowering.js';
import { allColumns, bare, neverNull, present } from '../text.js';
import { itemOf } from './computed.js';

/** Lowers a call of such an aggregate to the columns it fills. */
type Several = (node: SyntaxNode, keys: ReadonlySet<string>, env: Env) => readonly NamedExpression[];

interface SeveralEntry {
  readonly lower: Several;
  readonly support: 'supported';
  readonly note?: string;
  readonly page: string;
}

/** Aggregates that fill more than one column. https://learn.microsoft.com/kusto/query/aggregation-functions */
export const severalColumns: Readonly<Record<string, SeveralEntry>> = {
  arg_max: several(byExtreme('argMax', 'max'), 'arg-max-aggregation-function'),
  argmax: several(byExtreme('argMax', 'max'), 'arg-max-aggregation-function'),
  arg_min: several(byExtreme('argMin', 'min'), 'arg-min-aggregation-function'),
  argmin: several(byExtreme('argMin', 'min'), 'arg-min-aggregation-function'),
  percentiles: several(percentiles, 'percentiles-aggregation-function', EXACT),
  percentiles_array: several(inArray(percentiles), 'percentiles-aggregation-function', EXACT),
  percentilesw: several(weightedPercentiles, 'percentilesw-aggregation-function', EXACT),
  percentilesw_array: several(inArray(weightedPercentiles), 'percentilesw-aggregation-function', EXACT),
  take_any: several(anyOf, 'take-any-aggregation-function'),
  any: several(anyOf, 'take-any-aggregation-function'),
};

function several(lower: Several, page: string, note?: string): SeveralEntry {
  return { lower, support: 'supported', page, ...(note === undefined ? {} : { note }) };
}

function collect(env: Env, item: Omit<AggregateCall, 'name'>): Expression {
  if (env.aggregate === undefined) throw new Error('an aggregate outside summarize');
  return env.aggregate(item);
}

/** The columns `*` means in an aggregate: all but the keys and those named before it. */
function starColumns(
  env: Env,
  keys: ReadonlySet<string>,
  before: ReadonlySet<string>,
): readonly NamedExpression[] {
  if (env.rows === undefined) return [];
  return allColumns(env.rows).filter(({ name }) => !keys.has(name) && !before.has(name));
}

/** arg_max(by, value, …): the extreme, then the values in its row. When `by` is null in all rows, the first row. */
function byExtreme(fn: 'argMax' | 'argMin', extreme: 'max' | 'min'): Several {
  return (node, keys, env) => {
    const { aggregate: _, ...inner } = env;
    const [by, ...rest] = argumentsOf(node);
    if (by === undefined) return [];
    const item = itemOf(by);
    const key = lowerExpression(item.value, inner);
    const keyName = item.names[0] ?? nameOf(item.value);
    const values = rest.flatMap((value): readonly NamedExpression[] => {
      if (classOf(value) === 'StarExpression') return starColumns(inner, keys, new Set([keyName]));
      const one = itemOf(value);
      return [{ name: one.names[0] ?? nameOf(one.value), expression: lowerExpression(one.value, inner) }];
    });
    const greatest = collect(env, { fn: extreme, args: [key], type: key.type });
    return [
      { name: keyName, expression: present(greatest) },
      ...values.map(({ name, expression }) => ({
        name,
        expression: atExtreme(fn, expression, key, env),
      })),
    ];
  };
}

function atExtreme(fn: 'argMax' | 'argMin', value: Expression, by: Expression, env: Env): Expression {
  const stored = bare(value);
  const found = collect(env, { fn, args: [stored, nullsLosing(fn, by)], type: stored.type });
  return present(found);
}

/** A row whose key is null is only taken when all are: null stands for the value that never wins. */
function nullsLosing(fn: 'argMax' | 'argMin', by: Expression): Expression {
  const last = LAST[by.type];
  if (last === undefined || neverNull(by)) return by;
  const [least, greatest] = last;
  return call('coalesce', [by, literal(by.type, fn === 'argMax' ? least : greatest)]);
}

const LONGS = ['-9223372036854775807', '9223372036854775807'] as const;

const LAST: Partial<Record<ScalarType, readonly [LiteralValue, LiteralValue]>> = {
  int: [-2147483647, 2147483647],
  long: LONGS,
  datetime: LONGS,
  timespan: LONGS,
  real: ['-Infinity', 'Infinity'],
  decimal: ['-99999999999999999999999999', '99999999999999999999999999'],
  bool: [false, true],
};

function percentiles(node: SyntaxNode, _: ReadonlySet<string>, env: Env): readonly NamedExpression[] {
  const { aggregate: __, ...inner } = env;
  const [value, ...written] = argumentsOf(node).map((argument) => lowerExpression(argument, inner));
  const type = value === undefined ? undefined : percentileType(value.type);
  if (value === undefined || type === undefined) return unsupported(node, env);
  return constantRanks(written, node, env).map((rank) => {
    const args = [value, literal('real', rank)];
    const found = collect(env, { fn: 'percentile', args, type: value.type });
    return { name: 'percentile', expression: convert(found, type) };
  });
}

/** All ranks are taken of one digest. */
function weightedPercentiles(node: SyntaxNode, _: ReadonlySet<string>, env: Env): readonly NamedExpression[] {
  const { aggregate: __, ...inner } = env;
  const [value, weight, ...written] = argumentsOf(node).map((argument) => lowerExpression(argument, inner));
  const type = value === undefined ? undefined : percentileType(value.type);
  if (value === undefined || weight === undefined || type === undefined) return unsupported(node, env);
  const result = tdigest.lower({ args: [value, weight], type: 'dynamic' });
  if (result?.finish === undefined) return unsupported(node, env);
  const digest = result.finish(collect(env, result.call));
  return constantRanks(written, node, env).map((rank) => ({
    name: 'percentile',
    expression: convert(percentileOf(digest, rank), type),
  }));
}

function unsupported(node: SyntaxNode, env: Env): readonly NamedExpression[] {
  report(env, 'KQL0104', `${nameOf(part(node, 'Name'))} with these arguments`, node);
  return [];
}

function constantRanks(written: readonly Expression[], node: SyntaxNode, env: Env): readonly number[] {
  const ranks = ranksOf(written);
  if (ranks === undefined) report(env, 'KQL0105', 'A rank of percentiles, from 0 to 100,', node);
  return ranks ?? [];
}

/** The columns of an aggregate as one array. */
function inArray(columns: Several): Several {
  return (node, keys, env) => [
    {
      name: 'percentiles',
      expression: call(
        'makeArray',
        columns(node, keys, env).map(({ expression }) => expression),
      ),
    },
  ];
}

/** take_any(*), take_any(a, b): the first row's values; of one column alone, one that is there. */
function anyOf(node: SyntaxNode, keys: ReadonlySet<string>, env: Env): readonly NamedExpression[] {
  const { aggregate: _, ...inner } = env;
  const written = argumentsOf(node);
  return written.flatMap((argument): readonly NamedExpression[] => {
    const values =
      classOf(argument) === 'StarExpression'
        ? starColumns(inner, keys, new Set())
        : [{ name: nameOf(argument), expression: lowerExpression(argument, inner) }];
    const isAlone = written.length === 1 && values.length === 1;
    return values.map(({ name, expression }) => {
      const fn = isAlone ? 'anyNotNull' : 'anyValue';
      const stored = isAlone ? notEmpty(expression) : bare(expression);
      const found = collect(env, { fn, args: [stored], type: stored.type });
      return { name, expression: present(found) };
    });
  });
}
