import { call, column, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { TypeLowering } from './type-lowering.js';
import { firedColumns } from './columns.js';
import { overGroup, slidingFrame, whereWithin, windowStart } from './sliding.js';

const VALUE = 'counted';

/**
 * `value_count`: how many different values of a field, or combinations of several, the window holds, without regard
 * to case (correlation specification, Value Count). Absent values are not counted.
 */
export const valueCount: TypeLowering = (rule, matches) => {
  const values = rule.valueFields.map((_, index) => call('lower', [column(`v${index}`, 'string')]));
  const joined = values.flatMap((value): readonly Expression[] => [text('\u0001'), value]).slice(1);
  const [only] = joined;
  if (only === undefined) throw new Error('value_count has a field');
  const expression = joined.length === 1 ? only : call('concat', joined);
  const extended = { kind: 'extend', input: matches, columns: [{ name: VALUE, expression }] } as const;
  const counted = overGroup(rule, extended, [
    {
      name: firedColumns.measure,
      fn: 'countDistinct',
      args: [column(VALUE, 'string')],
      type: 'long',
      frame: slidingFrame(rule),
    },
    windowStart(rule),
  ]);
  return whereWithin(rule, counted, 'long');
};
