import { and, bool, call, column, columnsOf, long } from '@interloper/plan';
import type { AggregateCall, Expression, NamedExpression, Relation } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { elements, optionalPart, parametersOf, part } from '../kusto/syntax.js';
import { hoist, lowerExpression, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { bare, carriedColumns, project } from '../text.js';
import { itemOf, withoutHidden } from './computed.js';
import { boundNames } from './project.js';
import type { Operator } from './operator.js';
import { axisOf } from './series-axis.js';
import type { Axis } from './series-axis.js';

/**
 * Aggregates in equal steps of an axis, as arrays: a step without rows holds the default.
 * https://learn.microsoft.com/kusto/query/make-series-operator
 */
export const makeSeries: Operator = {
  name: 'make-series',
  classes: ['MakeSeriesOperator'],
  support: 'partial',
  note: 'of `in range()` it is not published which step is the first where the start lies within one: the one that holds it is taken, with a warning',
  page: 'make-series-operator',
  keepsParts: true,
  lower(node, input, env) {
    const axis = axisOf(node, input, env);
    if (typeof axis === 'string') return refuseRows(env, 'KQL0104', axis, node);
    const always = parametersOf(node).has('kind');
    if (always && (axis.open || axis.last === undefined || optionalPart(node, 'ByClause') !== undefined)) {
      return refuseRows(
        env,
        'KQL0104',
        'make-series kind=nonempty by a key, or without `from` and `to`',
        node,
      );
    }
    return series(node, input, axis, always, env);
  },
};

function series(node: SyntaxNode, input: Rows, axis: Axis, always: boolean, env: Env): Rows {
  const inner: Env = { ...env, rows: input };
  const names = boundNames(node);
  const clause = optionalPart(node, 'ByClause');
  const own = (clause === undefined ? [] : elements(clause, 'Expressions').map(itemOf)).map(
    (item, index): NamedExpression => ({
      name: names[index] ?? item.names[0] ?? 'Column1',
      expression: lowerExpression(item.value, inner),
    }),
  );
  const keys = [...carriedColumns(input), ...own];
  const step = env.context.fresh('step');
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
    groups: [...keys, { name: step, expression: axis.number }],
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
  const all = everyStep(found, keys, step, axis, filled, always);
  const shown = names.slice(own.length);
  return collected({ ...input, relation: all }, keys, shown, filled, step, axis);
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
  always: boolean,
): Relation {
  const keyNames = keys.map(({ name }) => name);
  const marker = '$group';
  const once: Relation = { kind: 'values', columns: [{ name: marker, type: 'long' }], rows: [[1]] };
  const seen: Relation = {
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
    left: always ? once : seen,
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
  input: Rows,
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
  const types = new Map(columnsOf(input.relation).map(({ name, type }) => [name, type]));
  // Without keys, too, there is no row where no row lies on the axis.
  const only: NamedExpression = { name: '$all', expression: long(1) };
  const groups = keys.map(({ name, expression }) => ({ name, expression: column(name, expression.type) }));
  return withoutHidden({
    nullable: new Set(),
    carried: input.carried ?? [],
    relation: {
      kind: 'aggregate',
      input: input.relation,
      groups: groups.length === 0 ? [only] : groups,
      aggregates: [
        ...filled.map(({ hidden, otherwise }, index): AggregateCall => {
          const value = column(hidden, types.get(hidden) ?? 'long');
          const name = names[index] ?? 'Column1';
          return otherwise.kind === 'literal' && otherwise.value === null
            ? { ...list(name, value), fn: 'listWithNulls' }
            : list(name, call('coalesce', [value, otherwise]));
        }),
        list(names[filled.length] ?? 'Column1', axis.point(column(step, 'long'))),
      ],
    },
  });
}
