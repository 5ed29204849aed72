import { call, column } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { refuseRows } from '../../lowering.js';
import type { Plugin } from '../plugin.js';
import {
  ID,
  TIME,
  WINDOW,
  activityCall,
  activityRows,
  aggregated,
  answer,
  columnOf,
  dimensionColumns,
  isLength,
  own,
  ticks,
  windowFrom,
} from './call.js';
import { alike, joined, onLeft, onRight } from './join.js';

/**
 * Ids that, in a lookback ending with one of their appearances, appeared in enough periods. The lookback reaches before
 * the start and does not take in its own beginning.
 * https://learn.microsoft.com/kusto/query/active-users-count-plugin
 */
export const activeUsersCount: Plugin = (node, input, env) => {
  const activity = activityCall(node, input, env);
  const [lookback, period, least, size, ...others] = activity?.constants ?? [];
  const refused = () => refuseRows(env, 'KQL0104', 'active_users_count with these arguments', node);
  if (activity === undefined || others.length > 0 || activity.tables.length > 0) return refused();
  if (!isLength(lookback, activity) || !isLength(period, activity) || !isLength(size, activity))
    return refused();
  if (least === undefined || !['int', 'long'].includes(least.type)) return refused();
  const { time, start, end } = activity;
  const since = call('subtract', [ticks(start), ticks(lookback)], 'long');
  const rows = activityRows(
    activity,
    windowFrom(time, start, size),
    [call('gt', [ticks(time), since]), call('le', [time, end])],
    env,
  );
  const dimensions = dimensionColumns(activity);
  const inside: Relation = {
    kind: 'filter',
    input: rows,
    predicate: call('ge', [columnOf(rows, TIME), start]),
  };
  const appearances: Relation = {
    kind: 'distinct',
    input: {
      kind: 'project',
      input: inside,
      columns: [
        own(rows, ID),
        own(rows, WINDOW),
        { name: '$at', expression: columnOf(rows, TIME) },
        ...dimensions,
      ],
    },
  };
  const periods: Relation = {
    kind: 'project',
    input: rows,
    columns: [
      own(rows, ID),
      own(rows, TIME),
      { name: '$period', expression: windowFrom(columnOf(rows, TIME), start, period) },
      ...dimensions,
    ],
  };
  const [at, seen] = [ticks(onLeft(appearances, '$at')), ticks(onRight(periods, TIME))];
  const covered = joined(
    'inner',
    appearances,
    periods,
    alike([{ name: ID }, ...dimensions]),
    ['$period'],
    call('le', [seen, at]),
    call('gt', [seen, call('subtract', [at, ticks(lookback)], 'long')]),
  );
  const perAppearance = aggregated(
    covered,
    [own(rows, ID), own(rows, WINDOW), own(appearances, '$at'), ...dimensions],
    [
      {
        name: '$periods',
        fn: 'countDistinct',
        args: [columnOf(periods, '$period')],
        type: 'long',
      },
    ],
  );
  const active: Relation = {
    kind: 'filter',
    input: perAppearance,
    predicate: call('ge', [column('$periods', 'long'), ticks(least)]),
  };
  const perWindow = aggregated(
    active,
    [own(rows, WINDOW), ...dimensions],
    [{ name: '$dcount', fn: 'countDistinct', args: [columnOf(rows, ID)], type: 'long' }],
  );
  return answer(perWindow, activity, [
    columnOf(rows, WINDOW),
    ...dimensions.map(({ expression }) => expression),
    column('$dcount', 'long'),
  ]);
};
