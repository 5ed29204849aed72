import type { TypeLowering } from './type-lowering.js';
import { firedColumns } from './columns.js';
import { overGroup, slidingFrame, whereWithin, windowStart } from './sliding.js';

/** `event_count`: how many events the window holds (correlation specification, Event Count). */
export const eventCount: TypeLowering = (rule, matches) => {
  const frame = slidingFrame(rule);
  const counted = overGroup(rule, matches, [
    { name: firedColumns.measure, fn: 'count', args: [], type: 'long', frame },
    windowStart(rule),
  ]);
  return whereWithin(rule, counted, 'long');
};
