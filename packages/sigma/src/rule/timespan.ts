import { TICKS_PER_SECOND } from '@interloper/plan';

const UNITS: Readonly<Record<string, bigint>> = { s: 1n, m: 60n, h: 3600n, d: 86_400n, w: 604_800n };

/**
 * Ticks of a timespan such as `10m` (correlation specification, Time Selection; weeks as the reference
 * implementation has them). `calendar` is a month or year, which has no fixed length; undefined is no timespan.
 */
export function readTimespan(text: string): bigint | 'calendar' | undefined {
  const match = /^(\d{1,9})([smhdwMy])$/.exec(text.trim());
  if (match === null) return undefined;
  const [, digits = '', letter = ''] = match;
  const seconds = UNITS[letter];
  if (BigInt(digits) === 0n) return undefined;
  return seconds === undefined ? 'calendar' : BigInt(digits) * seconds * TICKS_PER_SECOND;
}
