import { call, column, literal } from '@interloper/plan';
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
  idsPerWindow,
  later,
  own,
  ratio,
} from './call.js';
import { alike, joined } from './join.js';
import { windowed } from './windows.js';

/**
 * Ids of each window against those of the window before: how many are new, how many came back.
 * https://learn.microsoft.com/kusto/query/activity-metrics-plugin
 */
export const activityMetrics: Plugin = (node, input, env) => {
  const activity = activityCall(node, input, env);
  const [size, ...others] = activity?.constants ?? [];
  const rows = activity === undefined ? undefined : windowed(node, activity, size, env);
  if (
    activity === undefined ||
    rows === undefined ||
    size === undefined ||
    others.length > 0 ||
    activity.tables.length > 0
  )
    return refuseRows(env, 'KQL0104', 'activity_metrics with these arguments', node);
  const dimensions = dimensionColumns(activity);
  const ids = idsPerWindow(rows, dimensions, env);
  const window = columnOf(ids, WINDOW);
  const before: Relation = {
    kind: 'project',
    input: ids,
    columns: [
      own(ids, ID),
      ...dimensions,
      { name: '$next', expression: later(window, size) },
      { name: '$back', expression: literal('bool', true) },
    ],
  };
  const keys = [[WINDOW, '$next'] as const, ...alike(dimensions)];
  const returning = joined('left', ids, before, [[ID, ID], ...keys], ['$back']);
  const perWindow = aggregated(
    returning,
    [own(ids, WINDOW), ...dimensions],
    [
      counted('$values'),
      { name: '$kept', fn: 'countIf', args: [call('isTrue', [column('$back', 'bool')])], type: 'long' },
    ],
  );
  const earlier: Relation = {
    kind: 'project',
    input: perWindow,
    columns: [
      { name: '$next', expression: later(window, size) },
      ...dimensions,
      { name: '$before', expression: column('$values', 'long') },
    ],
  };
  const both = joined('left', perWindow, earlier, keys, ['$before']);
  const [values, kept] = [column('$values', 'long'), column('$kept', 'long')];
  // Where there is no window before, the engine says that all came back.
  const rate = call('coalesce', [ratio(kept, column('$before', 'long')), literal('real', 1)]);
  return answer(both, activity, [
    window,
    ...dimensions.map(({ expression }) => expression),
    values,
    call('subtract', [values, kept], 'long'),
    rate,
    call('subtract', [literal('real', 1), rate], 'real'),
  ]);
};
