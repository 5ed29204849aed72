import { call, column } from '@interloper/plan';
import type { Expression, NamedExpression, Relation } from '@interloper/plan';
import { convert } from '../../convert.js';
import type { SyntaxNode } from '../../kusto/library.js';
import { nameOf } from '../../kusto/syntax.js';
import { hoist, lowerTabular, refuseRows } from '../../lowering.js';
import type { Env } from '../../lowering.js';
import { allColumns } from '../../text.js';
import { pluginArguments } from '../plugin.js';
import type { Plugin } from '../plugin.js';
import {
  ID,
  WINDOW,
  activityCall,
  aggregated,
  answer,
  columnOf,
  counted,
  dimensionColumns,
  idsPerWindow,
  orZero,
  own,
  ratio,
  windowFrom,
} from './call.js';
import type { ActivityCall } from './call.js';
import { alike, joined, onLeft, onRight } from './join.js';
import { windowed } from './windows.js';

const [FIRST, TO, SIZE, SEEN] = ['$first', '$to', '$size', '$seen'] as const;

/**
 * What became of the ids that first appear in a window, in that window and each later one.
 * https://learn.microsoft.com/kusto/query/new-activity-metrics-plugin
 */
export const newActivityMetrics: Plugin = (node, input, env) => {
  const activity = activityCall(node, input, env);
  const [size, cohort, ...others] = activity?.constants ?? [];
  const rows = activity === undefined ? undefined : windowed(node, activity, size, env);
  if (
    activity === undefined ||
    rows === undefined ||
    size === undefined ||
    others.length > 0 ||
    activity.tables.length > 1
  )
    return refuseRows(env, 'KQL0104', 'new_activity_metrics with these arguments', node);
  const dimensions = dimensionColumns(activity);
  const ids = idsPerWindow(rows, dimensions, env);
  const firsts = firstWindows(node, activity, ids, env);
  if (firsts === undefined)
    return refuseRows(env, 'KQL0104', 'A lookback without the columns of ids and dimensions', node);
  const cells = seenPerWindow(ids, firsts, dimensions);
  const sizes = aggregated(firsts, [own(firsts, FIRST), ...dimensions], [counted(SIZE)]);
  const chosen = cohort === undefined ? sizes : ofCohort(sizes, cohort, activity, size);
  const window = columnOf(ids, WINDOW);
  const steps: Relation = {
    kind: 'range',
    column: { name: TO, type: window.type },
    from: activity.start,
    to: activity.end,
    step: size,
  };
  const grid = joined(
    'inner',
    chosen,
    steps,
    [],
    [TO],
    call('le', [onLeft(chosen, FIRST), onRight(steps, TO)]),
  );
  const cellsOfGrid = joined(
    'left',
    grid,
    named(cells, '$born'),
    [[TO, WINDOW], ...alike(dimensions)],
    ['$born', SEEN],
    call('le', [onLeft(grid, FIRST), column('$born', window.type, 'right')]),
  );
  const [first, born] = [columnOf(grid, FIRST), column('$born', window.type)];
  const total = (name: string, where: Expression) =>
    ({ name, fn: 'sum', args: [column(SEEN, 'long')], type: 'long', where }) as const;
  const summed = aggregated(
    cellsOfGrid,
    [own(grid, FIRST), own(grid, TO), own(grid, SIZE), ...dimensions],
    [total('$kept', call('eq', [born, first])), total('$fresh', call('gt', [born, first]))],
  );
  const whole = column(SIZE, 'long');
  const kept = orZero(column('$kept', 'long'));
  const lost = call('subtract', [whole, kept], 'long');
  const isOwn = call('eq', [columnOf(grid, FIRST), columnOf(grid, TO)]);
  return answer(summed, activity, [
    first,
    columnOf(grid, TO),
    ...dimensions.map(({ expression }) => expression),
    call('if', [isOwn, whole, orZero(column('$fresh', 'long'))]),
    kept,
    lost,
    ratio(kept, whole),
    ratio(lost, whole),
  ]);
};

/** The first window of each id, of those that the lookback does not know; undefined when it lacks their columns. */
function firstWindows(
  node: SyntaxNode,
  activity: ActivityCall,
  ids: Relation,
  env: Env,
): Relation | undefined {
  const dimensions = dimensionColumns(activity);
  const window = columnOf(ids, WINDOW);
  const firsts = aggregated(
    ids,
    [own(ids, ID), ...dimensions],
    [{ name: FIRST, fn: 'min', args: [window], type: window.type }],
  );
  const [lookback] = activity.tables;
  if (lookback === undefined) return hoisted(firsts, env);
  const past = lowerTabular(lookback, { context: env.context, scope: env.scope });
  const [who] = pluginArguments(node).positional;
  const wanted = [
    { as: ID, name: who === undefined ? '' : nameOf(who), type: activity.id.type },
    ...dimensions.map(({ name, expression }) => ({ as: name, name, type: expression.type })),
  ];
  const known = wanted.map(({ as, name, type }) => {
    const found = allColumns(past).find((item) => item.name === name && item.expression.type === type);
    return found === undefined ? undefined : { name: as, expression: found.expression };
  });
  const columns = known.filter((item): item is NamedExpression => item !== undefined);
  if (columns.length < wanted.length) return undefined;
  const right: Relation = { kind: 'project', input: past.relation, columns };
  return hoisted(joined('leftAnti', firsts, right, alike(columns), []), env);
}

function hoisted(relation: Relation, env: Env): Relation {
  return hoist(env, { relation, nullable: new Set() }, 'cohorts', true).relation;
}

/** How many ids of each first window are seen in each window. */
function seenPerWindow(ids: Relation, firsts: Relation, dimensions: readonly NamedExpression[]): Relation {
  const seen = joined('inner', ids, firsts, alike([{ name: ID }, ...dimensions]), [FIRST]);
  return aggregated(seen, [own(firsts, FIRST), own(ids, WINDOW), ...dimensions], [counted(SEEN)]);
}

function named(cells: Relation, name: string): Relation {
  return { kind: 'extend', input: cells, columns: [{ name, expression: columnOf(cells, FIRST) }] };
}

/** The cohort of the window that an instant lies in. */
function ofCohort(sizes: Relation, cohort: Expression, activity: ActivityCall, size: Expression): Relation {
  const wanted = windowFrom(convert(cohort, activity.time.type), activity.start, size);
  return {
    kind: 'filter',
    input: sizes,
    predicate: call('eq', [columnOf(sizes, FIRST), wanted]),
  };
}
