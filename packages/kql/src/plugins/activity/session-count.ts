import { call, column, long, or } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { convert } from '../../convert.js';
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
  fromStartToEnd,
  isLength,
  own,
  ticks,
} from './call.js';

/**
 * Sessions that begin in each window: an id is back after at least so long. The engine counts windows from zero here.
 * https://learn.microsoft.com/kusto/query/session-count-plugin
 */
export const sessionCount: Plugin = (node, input, env) => {
  const activity = activityCall(node, input, env);
  const [size, silence, ...others] = activity?.constants ?? [];
  if (activity === undefined || others.length > 0 || activity.tables.length > 0)
    return refuseRows(env, 'KQL0104', 'session_count with these arguments', node);
  if (!isLength(size, activity) || !isLength(silence, activity))
    return refuseRows(env, 'KQL0104', 'session_count with these arguments', node);
  const dimensions = dimensionColumns(activity);
  const window = convert(call('binDown', [ticks(activity.time), ticks(size)]), activity.time.type);
  const rows = activityRows(activity, window, fromStartToEnd(activity), env);
  const time = columnOf(rows, TIME);
  const before: Relation = {
    kind: 'window',
    input: rows,
    partition: [columnOf(rows, ID), ...dimensions.map(({ expression }) => expression)],
    order: [{ expression: time, descending: false, nulls: 'first' }],
    calls: [{ name: '$before', fn: 'lag', args: [time, long(1)], type: time.type, frame: { unit: 'all' } }],
  };
  const last = column('$before', time.type);
  const gap = call('subtract', [ticks(time), ticks(last)], 'long');
  const begins: Relation = {
    kind: 'filter',
    input: before,
    predicate: or(call('isNull', [last]), call('ge', [gap, ticks(silence)])),
  };
  const sessions = aggregated(begins, [own(rows, WINDOW), ...dimensions], [counted('$sessions')]);
  return answer(sessions, activity, [
    columnOf(rows, WINDOW),
    ...dimensions.map(({ expression }) => expression),
    column('$sessions', 'long'),
  ]);
};
