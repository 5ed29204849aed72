import { call, column, real } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { TypeLowering } from './type-lowering.js';
import { firedColumns } from './columns.js';
import { overGroup, slidingFrame, whereWithin, windowStart } from './sliding.js';

const VALUE = 'measured';

/**
 * `value_sum`, `value_avg`, `value_min`, `value_max`, `value_median` and `value_percentile`: a statistic of a
 * numeric field over the window. What is no number is left out; a window without numbers satisfies no bound.
 */
export function valueStatistic(
  fn: 'sum' | 'average' | 'min' | 'max' | 'median' | 'percentile',
): TypeLowering {
  return (rule, matches) => {
    const number = call('toReal', [column('v0', 'string')]);
    const value: Expression = column(VALUE, 'real');
    const args = fn === 'percentile' ? [value, real(rule.percentile ?? 50)] : [value];
    const extended = {
      kind: 'extend',
      input: matches,
      columns: [{ name: VALUE, expression: number }],
    } as const;
    const measured = overGroup(rule, extended, [
      { name: firedColumns.measure, fn, args, type: 'real', frame: slidingFrame(rule) },
      windowStart(rule),
    ]);
    return whereWithin(rule, measured, 'real');
  };
}
