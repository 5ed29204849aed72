import { TICKS_PER_DAY, ticksOfIso } from '@interloper/plan';

/**
 * The instant (ticks) at which something ends that is given as a day, which counts whole, or as an instant: what begins
 * then is not in it any more. Undefined when the text is neither.
 */
export function endOf(text: string): bigint | undefined {
  const ticks = ticksOfIso(text);
  return ticks !== undefined && /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? ticks + TICKS_PER_DAY : ticks;
}
