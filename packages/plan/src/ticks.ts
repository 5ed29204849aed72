const TICKS_AT_UNIX_EPOCH = 621_355_968_000_000_000n;
const TICKS_PER_MILLISECOND = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_DAY = 864_000_000_000n;

/** Ticks (100 ns since 0001-01-01T00:00:00Z) of a JavaScript date. */
export function ticksOfDate(date: Date): bigint {
  return BigInt(date.getTime()) * TICKS_PER_MILLISECOND + TICKS_AT_UNIX_EPOCH;
}

/** The JavaScript date of ticks; digits below a millisecond are cut. */
export function dateOfTicks(ticks: bigint): Date {
  const sinceEpoch = ticks - TICKS_AT_UNIX_EPOCH;
  const milliseconds = sinceEpoch / TICKS_PER_MILLISECOND;
  const floored = sinceEpoch % TICKS_PER_MILLISECOND < 0n ? milliseconds - 1n : milliseconds;
  return new Date(Number(floored));
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** Ticks of an ISO 8601 text (UTC unless an offset is given); undefined when it is not one. */
export function ticksOfIso(text: string): bigint | undefined {
  const match = ISO.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  const ticks = ticksOfDate(date) + BigInt(fraction.padEnd(7, '0').slice(0, 7));
  return ticks - offsetTicks(zone);
}

/** ISO 8601 text of ticks, UTC, with as many fraction digits (0 to 7) as the value needs. */
export function isoOfTicks(ticks: bigint): string {
  const fraction = ((ticks % TICKS_PER_SECOND) + TICKS_PER_SECOND) % TICKS_PER_SECOND;
  const seconds = dateOfTicks(ticks - fraction)
    .toISOString()
    .slice(0, 19);
  const digits = fraction.toString().padStart(7, '0').replace(/0+$/, '');
  return digits === '' ? `${seconds}Z` : `${seconds}.${digits}Z`;
}

/** Kusto's text of a timespan: `[-][d.]hh:mm:ss[.fffffff]`. */
export function textOfTimespan(ticks: bigint): string {
  const absolute = ticks < 0n ? -ticks : ticks;
  const days = absolute / TICKS_PER_DAY;
  const seconds = (absolute % TICKS_PER_DAY) / TICKS_PER_SECOND;
  const fraction = absolute % TICKS_PER_SECOND;
  const clock = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((part) =>
    part.toString().padStart(2, '0'),
  );
  return [
    ticks < 0n ? '-' : '',
    days > 0n ? `${days}.` : '',
    clock.join(':'),
    fraction > 0n ? `.${fraction.toString().padStart(7, '0')}` : '',
  ].join('');
}

function offsetTicks(zone: string): bigint {
  if (zone === 'Z') return 0n;
  const sign = zone.startsWith('-') ? -1n : 1n;
  const digits = zone.slice(1).replace(':', '');
  const minutes = BigInt(digits.slice(0, 2)) * 60n + BigInt(digits.slice(2));
  return sign * minutes * 60n * TICKS_PER_SECOND;
}
