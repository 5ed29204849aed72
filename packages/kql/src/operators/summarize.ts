import { call, column, literal } from '@interloper/plan';
import type { AggregateCall, Expression, LiteralValue, NamedExpression, ScalarType } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf, classOf, elements, nameOf, optionalPart, part } from '../kusto/syntax.js';
import { lowerExpression, report } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { allColumns, bare, carriedColumns, neverNull, present, project } from '../text.js';
import { constantElements, constantNumber } from '../expressions/constants.js';
import { freeName, itemOf, valuesOfItem } from './computed.js';
import { boundNames } from './project.js';
import type { Operator } from './operator.js';

/**
 * Groups and aggregates. Columns are named as the binder names them: keys first, then aggregates.
 * https://learn.microsoft.com/kusto/query/summarize-operator
 */
export const summarize: Operator = {
  name: 'summarize',
  classes: ['SummarizeOperator'],
  support: 'supported',
  page: 'summarize-operator',
  lower: (node, input, env) => summarized(node, input, env),
};

function summarized(node: SyntaxNode, input: Rows, env: Env): Rows {
  const inner: Env = { ...env, rows: input };
  const clause = optionalPart(node, 'ByClause');
  const names = boundNames(node);
  const groups: NamedExpression[] = [];
  const keyColumns = new Set<string>();
  for (const item of clause === undefined ? [] : elements(clause, 'Expressions').map(itemOf)) {
    const name = names[groups.length] ?? item.names[0];
    if (name === undefined) continue;
    if (classOf(item.value) === 'NameReference') keyColumns.add(nameOf(item.value));
    groups.push({ name, expression: lowerExpression(item.value, inner) });
  }
  const calls: AggregateCall[] = [];
  const outputs: NamedExpression[] = groups.map(({ name, expression }) => ({
    name,
    expression: column(name, expression.type),
  }));
  const collecting: Env = {
    ...inner,
    aggregate(item) {
      const name = env.context.fresh('aggregate');
      calls.push({ ...item, name });
      return column(name, item.type);
    },
  };
  for (const item of elements(node, 'Aggregates').map(itemOf)) {
    if (item.names.length === 0 && isNamedOtherwise(item.value)) {
      report(env, 'KQL0110', 'the engine and the binder name this aggregate differently', item.value);
    }
    const values = valuesOf(item.value, keyColumns, collecting);
    values.forEach((value, index) => {
      const taken = new Set(outputs.map(({ name }) => name));
      const given = names[outputs.length] ?? item.names[index] ?? freeName(value.name, taken);
      outputs.push({ name: given, expression: value.expression });
    });
  }
  const carried = input.carried ?? [];
  const rows: Rows = {
    nullable: new Set(),
    carried,
    relation: {
      kind: 'aggregate',
      input: input.relation,
      groups: [...carriedColumns(input), ...groups],
      aggregates: calls,
    },
  };
  return project(rows, outputs);
}

/** covariance(x, y) is covariance_x to the binder and covariance_x_y to the engine. */
function isNamedOtherwise(node: SyntaxNode): boolean {
  return classOf(node) === 'FunctionCallExpression' && nameOf(part(node, 'Name')).startsWith('covariance');
}

/** The values of an item of summarize, with the names they would have alone. */
function valuesOf(node: SyntaxNode, keys: ReadonlySet<string>, env: Env): readonly NamedExpression[] {
  if (classOf(node) === 'FunctionCallExpression') {
    const name = nameOf(part(node, 'Name'));
    const several = SEVERAL[name];
    if (several !== undefined) return several(node, keys, env);
  }
  return valuesOfItem({ names: [], value: node }, env).map((expression) => ({ name: 'Column', expression }));
}

type Several = (node: SyntaxNode, keys: ReadonlySet<string>, env: Env) => readonly NamedExpression[];

/** Aggregates that fill more than one column. */
const SEVERAL: Readonly<Record<string, Several>> = {
  arg_max: byExtreme('argMax', 'max'),
  argmax: byExtreme('argMax', 'max'),
  arg_min: byExtreme('argMin', 'min'),
  argmin: byExtreme('argMin', 'min'),
  percentiles,
  percentiles_array: percentilesArray,
  take_any: anyOf,
  any: anyOf,
};

/** The names of the aggregates above that are not in the table of aggregates. */
export const severalNames: readonly string[] = Object.keys(SEVERAL);

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
  return value === stored ? found : present(found);
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
  bool: [false, true],
};

function percentiles(node: SyntaxNode, _: ReadonlySet<string>, env: Env): readonly NamedExpression[] {
  const { aggregate: __, ...inner } = env;
  const [value, ...ranks] = argumentsOf(node).map((argument) => lowerExpression(argument, inner));
  if (value === undefined) return [];
  return ranks.flatMap((rank) => {
    const percent = constantNumber(rank);
    if (percent === undefined) {
      report(env, 'KQL0105', 'A rank of percentiles', node);
      return [];
    }
    const args = [value, literal('real', percent)];
    return [{ name: 'percentile', expression: collect(env, { fn: 'percentile', args, type: value.type }) }];
  });
}

function percentilesArray(node: SyntaxNode, keys: ReadonlySet<string>, env: Env): readonly NamedExpression[] {
  const [, second] = argumentsOf(node);
  const listed = second === undefined ? undefined : constantElements(lowerExpression(second, env));
  if (listed !== undefined) {
    report(env, 'KQL0104', 'percentiles_array with an array of ranks', node);
    return [];
  }
  const each = percentiles(node, keys, env).map(({ expression }) => expression);
  return [{ name: 'percentiles', expression: call('makeArray', each) }];
}

/** take_any(*), take_any(a, b): the first row's values. */
function anyOf(node: SyntaxNode, keys: ReadonlySet<string>, env: Env): readonly NamedExpression[] {
  const { aggregate: _, ...inner } = env;
  const written = argumentsOf(node);
  return written.flatMap((argument): readonly NamedExpression[] => {
    const values =
      classOf(argument) === 'StarExpression'
        ? starColumns(inner, keys, new Set())
        : [{ name: nameOf(argument), expression: lowerExpression(argument, inner) }];
    const fn = written.length === 1 && values.length === 1 ? 'anyNotNull' : 'anyValue';
    return values.map(({ name, expression }) => {
      const stored = bare(expression);
      const found = collect(env, { fn, args: [stored], type: stored.type });
      return { name, expression: present(found) };
    });
  });
}
