import { call, column } from '@interloper/plan';
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
  isLength,
  own,
  ratio,
  ticks,
} from './call.js';
import { alike, joined, onLeft, onRight } from './join.js';
import { windowed } from './windows.js';

/**
 * Ids of a window against those of a longer one that ends with it.
 * https://learn.microsoft.com/kusto/query/activity-engagement-plugin
 */
export const activityEngagement: Plugin = (node, input, env) => {
  const activity = activityCall(node, input, env);
  const [size, longer, ...others] = activity?.constants ?? [];
  const rows = activity === undefined ? undefined : windowed(node, activity, size, env);
  if (
    activity === undefined ||
    rows === undefined ||
    size === undefined ||
    others.length > 0 ||
    activity.tables.length > 0
  )
    return refuseRows(env, 'KQL0104', 'activity_engagement with these arguments', node);
  if (!isLength(longer, activity))
    return refuseRows(env, 'KQL0104', 'activity_engagement with these arguments', node);
  const dimensions = dimensionColumns(activity);
  const ids = idsPerWindow(rows, dimensions, env);
  const window = columnOf(ids, WINDOW);
  const inner = aggregated(ids, [{ name: '$at', expression: window }, ...dimensions], [counted('$inner')]);
  const [at, seen] = [ticks(onLeft(inner, '$at')), ticks(onRight(ids, WINDOW))];
  const since = call('subtract', [call('add', [at, ticks(size)], 'long'), ticks(longer)], 'long');
  const pairs: Relation = joined(
    'inner',
    inner,
    ids,
    alike(dimensions),
    [ID],
    call('le', [seen, at]),
    call('ge', [seen, since]),
  );
  const both = aggregated(
    pairs,
    [own(inner, '$at'), own(inner, '$inner'), ...dimensions],
    [{ name: '$outer', fn: 'countDistinct', args: [columnOf(ids, ID)], type: 'long' }],
  );
  const [one, other] = [column('$inner', 'long'), column('$outer', 'long')];
  return answer(both, activity, [
    column('$at', window.type),
    ...dimensions.map(({ expression }) => expression),
    one,
    other,
    ratio(one, other),
  ]);
};
