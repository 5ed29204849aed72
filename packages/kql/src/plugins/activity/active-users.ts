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
  counted,
  dimensionColumns,
  isLength,
  own,
  ticks,
  windowFrom,
} from './call.js';
import { alike, joined, onLeft, onRight } from './join.js';

const PERIOD = '$period';

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
  const inPeriods: Relation = {
    kind: 'extend',
    input: rows,
    columns: [{ name: PERIOD, expression: windowFrom(columnOf(rows, TIME), start, period) }],
  };
  const when = columnOf(rows, TIME);
  // Of the appearances of a period the first has the most of what is before it in its lookback.
  const appearances = aggregated(
    { kind: 'filter', input: inPeriods, predicate: call('ge', [when, start]) },
    [own(rows, ID), own(rows, WINDOW), own(inPeriods, PERIOD), ...dimensions],
    [{ name: '$at', fn: 'min', args: [when], type: when.type }],
  );
  const periods = aggregated(
    inPeriods,
    [own(rows, ID), own(inPeriods, PERIOD), ...dimensions],
    [{ name: '$last', fn: 'max', args: [when], type: when.type }],
  );
  const beginning = call('subtract', [ticks(onLeft(appearances, '$at')), ticks(lookback)], 'long');
  const covered = joined(
    'inner',
    appearances,
    periods,
    alike([{ name: ID }, ...dimensions]),
    [],
    call('le', [onRight(periods, PERIOD), onLeft(appearances, PERIOD)]),
    call('gt', [ticks(onRight(periods, '$last')), beginning]),
  );
  const perAppearance = aggregated(
    covered,
    [own(rows, ID), own(rows, WINDOW), own(appearances, PERIOD), ...dimensions],
    [counted('$periods')],
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
