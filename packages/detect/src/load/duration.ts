import { TICKS_PER_SECOND } from '@interloper/plan';

const SECONDS: Readonly<Record<string, bigint>> = { s: 1n, m: 60n, h: 3600n, d: 86_400n };

/** Ticks of a duration like `5m`, `1h` or `14d`; undefined when it is not one or is zero. */
export function ticksOfDuration(text: string): bigint | undefined {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  const seconds = SECONDS[match?.[2] ?? ''];
  if (match?.[1] === undefined || seconds === undefined) return undefined;
  const ticks = BigInt(match[1]) * seconds * TICKS_PER_SECOND;
  return ticks === 0n ? undefined : ticks;
}
