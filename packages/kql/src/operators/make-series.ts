import { and, bool, call, column, columnsOf, datetime, long, not } from '@interloper/plan';
import type { AggregateCall, Expression, NamedExpression, Relation } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, elements, optionalPart, parametersOf, part } from '../kusto/syntax.js';
import { hoist, lowerExpression, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { bare, project } from '../text.js';
import { itemOf, withoutHidden } from './computed.js';
import { boundNames } from './project.js';
import type { Operator } from './operator.js';

/**
 * Aggregates in equal steps of an axis, as arrays: a step without rows holds the default.
 * https://learn.microsoft.com/kusto/query/make-series-operator
 */
export const makeSeries: Operator = {
  name: 'make-series',
  classes: ['MakeSeriesOperator'],
  support: 'partial',
  note: 'the axis must be an instant or a whole number; kind=nonempty and `in range()` are refused',
  page: 'make-series-operator',
  lower(node, input, env) {
    if (parametersOf(node).has('kind')) return refuseRows(env, 'KQL0104', 'make-series kind=nonempty', node);
    const axis = axisOf(node, input, env);
    if (axis === undefined) return refuseRows(env, 'KQL0104', 'make-series along this axis', node);
    return series(node, input, axis, env);
  },
};

/** The axis: its value in a row, its first point, the count of its points and its step, the last two as ticks or units. */
interface Axis {
  readonly value: Expression;
  readonly from: Expression;
  readonly step: Expression;
  /** The number of the last point; undefined where each series ends at its own. */
  readonly last: Expression | undefined;
  /** True when each series begins at its own first point: points are then counted from zero of the axis. */
  readonly open: boolean;
  /** True for rows that lie on the axis. */
  readonly inside: Expression;
}

function axisOf(node: SyntaxNode, input: Rows, env: Env): Axis | undefined {
  const range = optionalPart(node, 'RangeClause');
  if (range === undefined || classOf(range) !== 'MakeSeriesFromToStepClause') return undefined;
  const at = (clause: string): Expression | undefined => {
    const found = optionalPart(range, clause);
    return found === undefined ? undefined : lowerExpression(part(found, 'Expression'), env);
  };
  const [from, to, step] = [at('MakeSeriesFromClause'), at('MakeSeriesToClause'), at('MakeSeriesStepClause')];
  const on = itemOf(part(part(node, 'OnClause'), 'Expression'));
  const value = lowerExpression(on.value, { ...env, rows: input });
  if (step === undefined) return undefined;
  const given = [from, to].filter((bound) => bound !== undefined);
  const instants =
    value.type === 'datetime' && given.every(({ type }) => type === 'datetime') && step.type === 'timespan';
  const whole = [value, ...given, step].every(({ type }) => type === 'int' || type === 'long');
  if (!instants && !whole) return undefined;
  const units = convert(step, 'long');
  const start = from ?? (instants ? datetime(0n) : long(0));
  return {
    value,
    from: start,
    step: units,
    last: to === undefined ? undefined : lastPoint(start, to, units),
    open: from === undefined,
    inside: and(
      not(call('isNull', [value])),
      ...(from === undefined ? [] : [call('ge', [value, from])]),
      ...(to === undefined ? [] : [call('lt', [value, to])]),
    ),
  };
}

/** The end itself lies outside. */
function lastPoint(from: Expression, to: Expression, step: Expression): Expression {
  const span = call('subtract', [convert(to, 'long'), convert(from, 'long')], 'long');
  return call('divide', [call('subtract', [span, long(1)], 'long'), step], 'long');
}

function series(node: SyntaxNode, input: Rows, axis: Axis, env: Env): Rows {
  const inner: Env = { ...env, rows: input };
  const names = boundNames(node);
  const clause = optionalPart(node, 'ByClause');
  const keys = (clause === undefined ? [] : elements(clause, 'Expressions').map(itemOf)).map(
    (item, index): NamedExpression => ({
      name: names[index] ?? item.names[0] ?? 'Column1',
      expression: lowerExpression(item.value, inner),
    }),
  );
  const step = env.context.fresh('step');
  const since = call('subtract', [convert(axis.value, 'long'), convert(axis.from, 'long')], 'long');
  const calls: AggregateCall[] = [];
  const collecting: Env = {
    ...inner,
    aggregate(item) {
      const name = env.context.fresh('aggregate');
      calls.push({ ...item, name });
      return column(name, item.type);
    },
  };
  const values = elements(node, 'Aggregates').map((item) => valueOf(item, collecting, env));
  const filled = values.map((value) => ({ ...value, hidden: env.context.fresh('value') }));
  const grouped: Relation = {
    kind: 'aggregate',
    input: { kind: 'filter', input: input.relation, predicate: axis.inside },
    groups: [...keys, { name: step, expression: call('divide', [since, axis.step], 'long') }],
    aggregates: calls,
  };
  const found = hoist(
    env,
    project({ relation: grouped, nullable: new Set() }, [
      ...keys.map(({ name, expression }) => ({ name, expression: column(name, expression.type) })),
      { name: step, expression: column(step, 'long') },
      ...filled.map(({ hidden, expression }) => ({ name: hidden, expression: bare(expression) })),
    ]),
    'series',
    true,
  );
  const all = everyStep(found, keys, step, axis, filled);
  return collected(all, keys, names.slice(keys.length), filled, step, axis);
}

interface Value {
  readonly expression: Expression;
  readonly otherwise: Expression;
}

interface Filled extends Value {
  readonly hidden: string;
}

function valueOf(node: SyntaxNode, collecting: Env, env: Env): Value {
  const expression = lowerExpression(itemOf(part(node, 'Expression')).value, collecting);
  const written = optionalPart(node, 'DefaultExpression');
  const given = written === undefined ? long(0) : lowerExpression(part(written, 'Expression'), env);
  return { expression, otherwise: convert(given, expression.type) };
}

/** A row for every step of every group, with the values of that step or null. */
function everyStep(
  found: Rows,
  keys: readonly NamedExpression[],
  step: string,
  axis: Axis,
  filled: readonly Filled[],
): Relation {
  const keyNames = keys.map(({ name }) => name);
  const marker = '$group';
  const groups: Relation = {
    kind: 'distinct',
    input: {
      kind: 'project',
      input: found.relation,
      columns: [
        ...keys.map(({ name, expression }) => ({ name, expression: column(name, expression.type) })),
        { name: marker, expression: long(1) },
      ],
    },
  };
  const steps: Relation = {
    kind: 'range',
    column: { name: step, type: 'long' },
    from: long(0),
    to: axis.last ?? long(0),
    step: long(1),
  };
  const closed: Relation = {
    kind: 'join',
    flavour: 'inner',
    left: groups,
    right: steps,
    condition: bool(true),
    columns: [
      ...keyNames.map((name) => ({ name, side: 'left', source: name }) as const),
      { name: step, side: 'right', source: step },
    ],
  };
  const grid = axis.open || axis.last === undefined ? ownSteps(found, keys, step, axis) : closed;
  const same = keys.map(({ name, expression }) =>
    call('same', [column(name, expression.type, 'left'), column(name, expression.type, 'right')]),
  );
  return {
    kind: 'join',
    flavour: 'left',
    left: grid,
    right: found.relation,
    condition: and(...same, call('eq', [column(step, 'long', 'left'), column(step, 'long', 'right')])),
    columns: [
      ...[...keyNames, step].map((name) => ({ name, side: 'left', source: name }) as const),
      ...filled.map(({ hidden }) => ({ name: hidden, side: 'right', source: hidden }) as const),
    ],
  };
}

/** The steps of each series from its own first to its own last, where the rule does not state them. */
function ownSteps(found: Rows, keys: readonly NamedExpression[], step: string, axis: Axis): Relation {
  const [first, last, list] = ['$first', '$last', '$steps'];
  const own = keys.map(({ name, expression }) => ({ name, expression: column(name, expression.type) }));
  const bounds: Relation = {
    kind: 'aggregate',
    input: found.relation,
    groups: own,
    aggregates: [
      { name: first, fn: 'min', args: [column(step, 'long')], type: 'long' },
      { name: last, fn: 'max', args: [column(step, 'long')], type: 'long' },
    ],
  };
  const from = axis.open ? column(first, 'long') : long(0);
  const walked: Relation = {
    kind: 'unnest',
    input: bounds,
    lists: [
      {
        list: call('arrayRange', [from, axis.last ?? column(last, 'long'), long(1)]),
        column: { name: list, type: 'dynamic' },
      },
    ],
    outer: false,
  };
  return {
    kind: 'project',
    input: walked,
    columns: [...own, { name: step, expression: convert(column(list, 'dynamic'), 'long') }],
  };
}

function collected(
  input: Relation,
  keys: readonly NamedExpression[],
  names: readonly string[],
  filled: readonly Filled[],
  step: string,
  axis: Axis,
): Rows {
  const order = [{ expression: column(step, 'long'), descending: false, nulls: 'last' }] as const;
  const list = (name: string, value: Expression): AggregateCall => ({
    name,
    fn: 'list',
    args: [value],
    type: 'dynamic',
    order,
  });
  const offset = call('multiply', [column(step, 'long'), axis.step], 'long');
  const point = call('add', [axis.from, offset], axis.from.type);
  const types = new Map(columnsOf(input).map(({ name, type }) => [name, type]));
  // Without keys, too, there is no row where no row lies on the axis.
  const only: NamedExpression = { name: '$all', expression: long(1) };
  const groups = keys.map(({ name, expression }) => ({ name, expression: column(name, expression.type) }));
  return withoutHidden({
    nullable: new Set(),
    relation: {
      kind: 'aggregate',
      input,
      groups: groups.length === 0 ? [only] : groups,
      aggregates: [
        ...filled.map(({ hidden, otherwise }, index): AggregateCall => {
          const value = column(hidden, types.get(hidden) ?? 'long');
          const name = names[index] ?? 'Column1';
          return otherwise.kind === 'literal' && otherwise.value === null
            ? { ...list(name, value), fn: 'listWithNulls' }
            : list(name, call('coalesce', [value, otherwise]));
        }),
        list(names[filled.length] ?? 'Column1', point),
      ],
    },
  });
}
