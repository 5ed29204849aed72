import { and, call, column } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';
import { refuseRows } from '../../lowering.js';
import type { Plugin } from '../plugin.js';
import {
  ID,
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
import type { ActivityCall } from './call.js';
import { joined, onLeft, onRight } from './join.js';

/**
 * Rows and ids of the steps that a lookback ending with each step covers; the lookback of the first steps reaches before
 * the start. https://learn.microsoft.com/kusto/query/sliding-window-counts-plugin
 */
export const slidingWindowCounts: Plugin = (node, input, env) => {
  const activity = activityCall(node, input, env);
  const [lookback, size, ...others] = activity?.constants ?? [];
  if (activity === undefined || others.length > 0 || activity.tables.length > 0)
    return refuseRows(env, 'KQL0104', 'sliding_window_counts with these arguments', node);
  if (!isLength(size, activity) || !isLength(lookback, activity))
    return refuseRows(env, 'KQL0104', 'sliding_window_counts with these arguments', node);
  if (!isWholeSteps(lookback, size))
    return refuseRows(env, 'KQL0104', 'A lookback that is no whole number of steps', node);
  const { time, start, end } = activity;
  const rows = activityRows(activity, windowFrom(time, start, size), sinceLookback(activity, lookback), env);
  const dimensions = dimensionColumns(activity);
  const perStep = aggregated(rows, [own(rows, ID), own(rows, WINDOW), ...dimensions], [counted('$rows')]);
  const steps: Relation = {
    kind: 'range',
    column: { name: '$at', type: time.type },
    from: start,
    to: end,
    step: size,
  };
  const [at, seen] = [ticks(onLeft(steps, '$at')), ticks(onRight(perStep, WINDOW))];
  const covered = joined(
    'inner',
    steps,
    perStep,
    [],
    [ID, '$rows', ...dimensions.map(({ name }) => name)],
    call('le', [seen, at]),
    call('gt', [seen, call('subtract', [at, ticks(lookback)], 'long')]),
  );
  const summed = aggregated(
    covered,
    [own(steps, '$at'), ...dimensions],
    [
      { name: '$count', fn: 'sum', args: [column('$rows', 'long')], type: 'long' },
      { name: '$dcount', fn: 'countDistinct', args: [columnOf(rows, ID)], type: 'long' },
    ],
  );
  return answer(summed, activity, [
    columnOf(steps, '$at'),
    ...dimensions.map(({ expression }) => expression),
    column('$count', 'long'),
    column('$dcount', 'long'),
  ]);
};

/** From the start of the first lookback to the end. */
function sinceLookback({ time, start, end }: ActivityCall, lookback: Expression): readonly Expression[] {
  const since = call('subtract', [ticks(start), ticks(lookback)], 'long');
  return [and(call('ge', [ticks(time), since]), call('le', [time, end]))];
}

/** True when a length is a whole number of steps. */
function isWholeSteps(lookback: Expression, size: Expression): boolean {
  if (lookback.kind !== 'literal' || size.kind !== 'literal') return false;
  if (lookback.value === null || size.value === null) return false;
  const [long_, step] = [BigInt(String(lookback.value)), BigInt(String(size.value))];
  return step > 0n && long_ > 0n && long_ % step === 0n;
}
