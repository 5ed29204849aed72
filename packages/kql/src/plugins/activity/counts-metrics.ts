import { column } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { refuseRows } from '../../lowering.js';
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
  orZero,
  own,
} from './call.js';
import { alike, joined } from './join.js';
import { windowed } from './windows.js';

/** Rows, ids and new ids of each window. https://learn.microsoft.com/kusto/query/activity-counts-metrics-plugin */
export const activityCountsMetrics: Plugin = (node, input, env) => {
  const activity = activityCall(node, input, env);
  const [size, ...others] = activity?.constants ?? [];
  const rows = activity === undefined ? undefined : windowed(node, activity, size, env);
  if (activity === undefined || rows === undefined || others.length > 0 || activity.tables.length > 0)
    return refuseRows(env, 'KQL0104', 'activity_counts_metrics with these arguments', node);
  const dimensions = dimensionColumns(activity);
  const window = columnOf(rows, WINDOW);
  const perWindow = aggregated(
    rows,
    [own(rows, WINDOW), ...dimensions],
    [counted('$count'), { name: '$dcount', fn: 'countDistinct', args: [columnOf(rows, ID)], type: 'long' }],
  );
  const firsts = aggregated(
    rows,
    [own(rows, ID), ...dimensions],
    [{ name: '$first', fn: 'min', args: [window], type: window.type }],
  );
  const fresh = aggregated(firsts, [own(firsts, '$first'), ...dimensions], [counted('$new')]);
  const both = joined('left', perWindow, fresh, [[WINDOW, '$first'], ...alike(dimensions)], ['$new']);
  const complete: Relation = {
    kind: 'extend',
    input: both,
    columns: [{ name: '$new', expression: orZero(column('$new', 'long')) }],
  };
  const summed: Relation = {
    kind: 'window',
    input: complete,
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
  return answer(summed, activity, [
    window,
    ...dimensions.map(({ expression }) => expression),
    ...['$count', '$dcount', '$new', '$all'].map((name) => column(name, 'long')),
  ]);
};
