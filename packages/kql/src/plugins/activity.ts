import { and, call, column, columnsOf, literal, long, or } from '@interloper/plan';
import type { Expression, JoinColumn, NamedExpression, Relation, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, isTabular, nameOf } from '../kusto/syntax.js';
import { hoist, lowerExpression, lowerTabular, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { boundNames } from '../operators/project.js';
import { project } from '../text.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

const [ID, TIME, WINDOW] = ['$id', '$time', '$window'] as const;

/** The rows of a call that lie between its start and its end, with their window; and its other arguments. */
interface Activity {
  /** Columns $id, $time and $window, then the dimensions. */
  readonly rows: Rows;
  readonly window: Expression;
  readonly start: Expression;
  readonly end: Expression;
  readonly size: Expression;
  readonly dimensions: readonly NamedExpression[];
  readonly rest: readonly SyntaxNode[];
  /** The names of the answer's columns. */
  readonly names: readonly string[];
}

/** Arguments that all these plugins begin with: who, when, from, to and the size of a window. */
function activityOf(node: SyntaxNode, input: Rows, env: Env, takesDimensions: boolean): Activity | undefined {
  const { positional, named: byName } = pluginArguments(node);
  const [id, time, from, to, width, ...others] = positional;
  if (id === undefined || time === undefined || from === undefined || to === undefined || width === undefined)
    return undefined;
  if (byName.size > 0 || (input.carried ?? []).length > 0) return undefined;
  const inner: Env = { ...env, rows: input };
  const when = lowerExpression(time, inner);
  const constant = (item: SyntaxNode): Expression =>
    lowerExpression(item, { context: env.context, scope: env.scope });
  const [start, end, size] = [constant(from), constant(to), constant(width)];
  if (!['datetime', 'timespan', 'int', 'long'].includes(when.type)) return undefined;
  const dimensions = takesDimensions
    ? others
        .filter((item) => classOf(item) === 'NameReference' && !isTabular(item))
        .map((item): NamedExpression => ({ name: nameOf(item), expression: lowerExpression(item, inner) }))
    : [];
  const inside = and(
    call('ge', [when, convert(start, when.type)]),
    call('le', [when, convert(end, when.type)]),
  );
  const within: Rows = { ...input, relation: { kind: 'filter', input: input.relation, predicate: inside } };
  const rows = project(within, [
    { name: ID, expression: lowerExpression(id, inner) },
    { name: TIME, expression: when },
    { name: WINDOW, expression: windowOf(when, start, size) },
    ...dimensions,
  ]);
  return {
    rows: hoist(env, { relation: rows.relation, nullable: new Set() }, 'activity', true),
    window: column(WINDOW, when.type),
    start: convert(start, when.type),
    end: convert(end, when.type),
    size,
    dimensions: dimensions.map(({ name, expression }) => ({
      name,
      expression: column(name, expression.type),
    })),
    rest: others,
    names: boundNames(node),
  };
}

/** The start of the window that a time lies in; windows are counted from the start. */
function windowOf(time: Expression, start: Expression, size: Expression): Expression {
  const ticks = (value: Expression): Expression => convert(value, 'long');
  const since = call('subtract', [ticks(time), ticks(start)], 'long');
  const down = call('add', [ticks(start), call('binDown', [since, ticks(size)])], 'long');
  return convert(down, time.type);
}

/** Rows grouped by expressions; `aggregates` as plain calls. */
function grouped(
  input: Relation,
  groups: readonly NamedExpression[],
  aggregates: Extract<Relation, { kind: 'aggregate' }>['aggregates'],
): Relation {
  return { kind: 'aggregate', input, groups, aggregates };
}

function own(name: string, type: ScalarType): NamedExpression {
  return { name, expression: column(name, type) };
}

function leftJoin(
  left: Relation,
  right: Relation,
  keys: readonly (readonly [string, string, ScalarType])[],
  taken: readonly string[],
): Relation {
  return {
    kind: 'join',
    flavour: 'left',
    left,
    right,
    condition: and(
      ...keys.map(([one, other, type]) =>
        call('same', [column(one, type, 'left'), column(other, type, 'right')]),
      ),
    ),
    columns: [
      ...columnsOf(left).map(({ name }): JoinColumn => ({ name, side: 'left', source: name })),
      ...taken.map((name): JoinColumn => ({ name, side: 'right', source: name })),
    ],
  };
}

const count = (name: string): Extract<Relation, { kind: 'aggregate' }>['aggregates'][number] => ({
  name,
  fn: 'count',
  args: [],
  type: 'long',
});

function answer(relation: Relation, columns: readonly NamedExpression[]): Rows {
  const texts = columns.filter(({ expression }) => expression.type === 'string');
  return {
    relation: { kind: 'project', input: relation, columns },
    nullable: new Set(texts.map(({ name }) => name)),
  };
}

function orZero(name: string): Expression {
  return call('coalesce', [column(name, 'long'), long(0)]);
}

function ratio(one: Expression, other: Expression): Expression {
  return call('divide', [convert(one, 'real'), convert(other, 'real')], 'real');
}

/** https://learn.microsoft.com/kusto/query/activity-counts-metrics-plugin */
export const activityCountsMetrics: Plugin = (node, input, env) => {
  const activity = activityOf(node, input, env, true);
  if (activity === undefined || activity.rest.length !== activity.dimensions.length)
    return refuseRows(env, 'KQL0104', 'activity_counts_metrics with these arguments', node);
  const { rows, window, dimensions } = activity;
  const id = columnsOf(rows.relation).find(({ name }) => name === ID)?.type ?? 'string';
  const parts = dimensions.map(({ name, expression }) => [name, name, expression.type] as const);
  const perWindow = grouped(
    rows.relation,
    [own(WINDOW, window.type), ...dimensions],
    [count('$count'), { name: '$dcount', fn: 'countDistinct', args: [column(ID, id)], type: 'long' }],
  );
  const firsts = grouped(
    rows.relation,
    [own(ID, id), ...dimensions],
    [{ name: '$first', fn: 'min', args: [window], type: window.type }],
  );
  const fresh = grouped(firsts, [own('$first', window.type), ...dimensions], [count('$new')]);
  const joined = leftJoin(perWindow, fresh, [[WINDOW, '$first', window.type], ...parts], ['$new']);
  const counted: Relation = {
    kind: 'extend',
    input: joined,
    columns: [{ name: '$new', expression: orZero('$new') }],
  };
  const summed: Relation = {
    kind: 'window',
    input: counted,
    partition: dimensions.map(({ expression }) => expression),
    order: [{ expression: window, descending: false, nulls: 'first' }],
    calls: [
      {
        name: '$all',
        fn: 'sum',
        args: [column('$new', 'long')],
        type: 'long',
        frame: { unit: 'rows', before: 'unbounded', after: 0 },
      },
    ],
  };
  const values = [
    window,
    ...dimensions.map(({ expression }) => expression),
    ...['$count', '$dcount', '$new', '$all'].map((name) => column(name, 'long')),
  ];
  return answer(summed, named(activity, values));
};

function named({ names }: Activity, values: readonly Expression[]): readonly NamedExpression[] {
  return values.map((expression, index) => ({ name: names[index] ?? `Column${index}`, expression }));
}

/** Different ids of each window. */
function idsPerWindow({ rows, window }: Activity): Relation {
  const id = columnsOf(rows.relation).find(({ name }) => name === ID)?.type ?? 'string';
  return {
    kind: 'distinct',
    input: { kind: 'project', input: rows.relation, columns: [own(ID, id), own(WINDOW, window.type)] },
  };
}

/** How many ids come back in the next window. https://learn.microsoft.com/kusto/query/activity-metrics-plugin */
export const activityMetrics: Plugin = (node, input, env) => {
  const activity = activityOf(node, input, env, false);
  if (activity === undefined || activity.rest.length > 0)
    return refuseRows(env, 'KQL0104', 'activity_metrics with these arguments', node);
  const { window } = activity;
  const ids = hoist(env, { relation: idsPerWindow(activity), nullable: new Set() }, 'ids', true).relation;
  const id = columnsOf(ids).find(({ name }) => name === ID)?.type ?? 'string';
  const later: Relation = {
    kind: 'project',
    input: ids,
    columns: [
      own(ID, id),
      { name: '$next', expression: shifted(window, activity.size) },
      { name: '$back', expression: literal('bool', true) },
    ],
  };
  const firsts = grouped(
    ids,
    [own(ID, id)],
    [{ name: '$first', fn: 'min', args: [window], type: window.type }],
  );
  const returning = leftJoin(
    ids,
    later,
    [
      [ID, ID, id],
      [WINDOW, '$next', window.type],
    ],
    ['$back'],
  );
  const withFirst = leftJoin(returning, firsts, [[ID, ID, id]], ['$first']);
  const perWindow = grouped(
    withFirst,
    [own(WINDOW, window.type)],
    [
      count('$values'),
      {
        name: '$new',
        fn: 'countIf',
        args: [call('eq', [column('$first', window.type), window])],
        type: 'long',
      },
      { name: '$kept', fn: 'countIf', args: [call('isTrue', [column('$back', 'bool')])], type: 'long' },
    ],
  );
  const before: Relation = {
    kind: 'project',
    input: perWindow,
    columns: [
      { name: '$next', expression: shifted(window, activity.size) },
      { name: '$before', expression: column('$values', 'long') },
    ],
  };
  const both = leftJoin(perWindow, before, [[WINDOW, '$next', window.type]], ['$before']);
  // The first window has none before it: Kusto then says that all came back.
  const kept = call('coalesce', [
    ratio(column('$kept', 'long'), column('$before', 'long')),
    literal('real', 1),
  ]);
  const lost = call('subtract', [literal('real', 1), kept], 'real');
  return answer(
    both,
    named(activity, [window, column('$values', 'long'), column('$new', 'long'), kept, lost]),
  );
};

function shifted(time: Expression, by: Expression): Expression {
  const sum = call('add', [convert(time, 'long'), convert(by, 'long')], 'long');
  return convert(sum, time.type);
}

/** What became of the ids that first appear in a window. https://learn.microsoft.com/kusto/query/new-activity-metrics-plugin */
export const newActivityMetrics: Plugin = (node, input, env) => {
  const activity = activityOf(node, input, env, false);
  if (activity === undefined)
    return refuseRows(env, 'KQL0104', 'new_activity_metrics with these arguments', node);
  const { window, start, end, size, rest } = activity;
  const tables = rest.filter((item) => isTabular(item));
  const scalars = rest.filter((item) => !isTabular(item));
  if (tables.length > 1 || scalars.length > 1)
    return refuseRows(env, 'KQL0104', 'new_activity_metrics with these arguments', node);
  const ids = hoist(env, { relation: idsPerWindow(activity), nullable: new Set() }, 'ids', true).relation;
  const id = columnsOf(ids).find(({ name }) => name === ID)?.type ?? 'string';
  const firsts = grouped(
    ids,
    [own(ID, id)],
    [{ name: '$first', fn: 'min', args: [window], type: window.type }],
  );
  const [lookback] = tables;
  const known = lookback === undefined ? firsts : withoutKnown(firsts, lookback, id, node, env);
  const [cohort] = scalars;
  const chosen: Relation =
    cohort === undefined
      ? known
      : {
          kind: 'filter',
          input: known,
          predicate: call('eq', [
            column('$first', window.type),
            windowOf(
              convert(lowerExpression(cohort, { context: env.context, scope: env.scope }), window.type),
              start,
              size,
            ),
          ]),
        };
  const cohorts = hoist(env, { relation: chosen, nullable: new Set() }, 'cohorts', true).relation;
  const sizes = grouped(cohorts, [own('$first', window.type)], [count('$size')]);
  const steps: Relation = {
    kind: 'range',
    column: { name: '$to', type: window.type },
    from: start,
    to: end,
    step: convert(size, window.type === 'datetime' ? 'timespan' : 'long'),
  };
  const grid: Relation = {
    kind: 'join',
    flavour: 'inner',
    left: sizes,
    right: steps,
    condition: call('le', [column('$first', window.type, 'left'), column('$to', window.type, 'right')]),
    columns: [
      { name: '$first', side: 'left', source: '$first' },
      { name: '$size', side: 'left', source: '$size' },
      { name: '$to', side: 'right', source: '$to' },
    ],
  };
  const seen = leftJoin(ids, cohorts, [[ID, ID, id]], ['$first']);
  const retained = grouped(
    seen,
    [own('$first', window.type), { name: '$to', expression: window }],
    [count('$kept')],
  );
  const all = leftJoin(
    grid,
    retained,
    [
      ['$first', '$first', window.type],
      ['$to', '$to', window.type],
    ],
    ['$kept'],
  );
  const kept = orZero('$kept');
  const whole = column('$size', 'long');
  const lost = call('subtract', [whole, kept], 'long');
  return answer(
    all,
    named(activity, [
      column('$first', window.type),
      column('$to', window.type),
      whole,
      kept,
      lost,
      ratio(kept, whole),
      ratio(lost, whole),
    ]),
  );
};

/** Ids that the table of the past knows are not new. Its id column is the one whose type and name fit. */
function withoutKnown(
  firsts: Relation,
  table: SyntaxNode,
  id: ScalarType,
  node: SyntaxNode,
  env: Env,
): Relation {
  const past = lowerTabular(table, { context: env.context, scope: env.scope });
  const [first] = pluginArguments(node).positional;
  const name = first === undefined ? '' : nameOf(first);
  const found = columnsOf(past.relation).find((item) => item.name === name && item.type === id);
  if (found === undefined)
    return refuseRows(env, 'KQL0104', 'A lookback without the column of ids', node).relation;
  return {
    kind: 'join',
    flavour: 'leftAnti',
    left: firsts,
    right: past.relation,
    condition: call('same', [column(ID, id, 'left'), column(found.name, id, 'right')]),
    columns: columnsOf(firsts).map((item) => ({ name: item.name, side: 'left', source: item.name })),
  };
}

/** Ids of a window against those of a longer one that ends with it. https://learn.microsoft.com/kusto/query/activity-engagement-plugin */
export const activityEngagement: Plugin = (node, input, env) => {
  const activity = activityOf(node, input, env, false);
  const [longer, ...others] = activity?.rest ?? [];
  if (activity === undefined || longer === undefined || others.length > 0)
    return refuseRows(env, 'KQL0104', 'activity_engagement with these arguments', node);
  const { window, size } = activity;
  const outer = lowerExpression(longer, { context: env.context, scope: env.scope });
  const ids = hoist(env, { relation: idsPerWindow(activity), nullable: new Set() }, 'ids', true).relation;
  const id = columnsOf(ids).find(({ name }) => name === ID)?.type ?? 'string';
  const inner = grouped(ids, [{ name: '$at', expression: window }], [count('$inner')]);
  const units = (value: Expression): Expression => convert(value, 'long');
  const [at, seen] = [units(column('$at', window.type, 'left')), units(column(WINDOW, window.type, 'right'))];
  const since = call('subtract', [call('add', [at, units(size)], 'long'), units(outer)], 'long');
  const pairs: Relation = {
    kind: 'join',
    flavour: 'inner',
    left: inner,
    right: ids,
    condition: and(call('le', [seen, at]), call('ge', [seen, since])),
    columns: [
      { name: '$at', side: 'left', source: '$at' },
      { name: '$inner', side: 'left', source: '$inner' },
      { name: ID, side: 'right', source: ID },
    ],
  };
  const counted = grouped(
    pairs,
    [own('$at', window.type), own('$inner', 'long')],
    [{ name: '$outer', fn: 'countDistinct', args: [column(ID, id)], type: 'long' }],
  );
  const [one, other] = [column('$inner', 'long'), column('$outer', 'long')];
  return answer(counted, named(activity, [column('$at', window.type), one, other, ratio(one, other)]));
};

/** Sessions that begin in each window: an id is back after at least so long. https://learn.microsoft.com/kusto/query/session-count-plugin */
export const sessionCount: Plugin = (node, input, env) => {
  const activity = activityOf(node, input, env, true);
  const [silence] = activity?.rest ?? [];
  if (
    activity === undefined ||
    silence === undefined ||
    activity.rest.length !== activity.dimensions.length + 1
  )
    return refuseRows(env, 'KQL0104', 'session_count with these arguments', node);
  const { rows, window, dimensions, size } = activity;
  const types = new Map(columnsOf(rows.relation).map(({ name, type }) => [name, type]));
  const [id, time] = [types.get(ID) ?? 'string', types.get(TIME) ?? 'datetime'];
  const least = convert(lowerExpression(silence, { context: env.context, scope: env.scope }), 'long');
  const before: Relation = {
    kind: 'window',
    input: rows.relation,
    partition: [column(ID, id), ...dimensions.map(({ expression }) => expression)],
    order: [{ expression: column(TIME, time), descending: false, nulls: 'first' }],
    calls: [
      { name: '$before', fn: 'lag', args: [column(TIME, time), long(1)], type: time, frame: { unit: 'all' } },
    ],
  };
  const gap = call(
    'subtract',
    [convert(column(TIME, time), 'long'), convert(column('$before', time), 'long')],
    'long',
  );
  const begins: Relation = {
    kind: 'filter',
    input: before,
    predicate: or(call('isNull', [column('$before', time)]), call('ge', [gap, least])),
  };
  // Bins are counted from zero, not from the start.
  const bin = convert(call('binDown', [convert(column(TIME, time), 'long'), convert(size, 'long')]), time);
  const counted = grouped(begins, [{ name: '$bin', expression: bin }, ...dimensions], [count('$sessions')]);
  return answer(
    counted,
    named(activity, [
      column('$bin', window.type),
      ...dimensions.map(({ expression }) => expression),
      column('$sessions', 'long'),
    ]),
  );
};
