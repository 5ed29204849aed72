import { TICKS_PER_DAY, dateOfTicks, ticksOfDate } from '@interloper/plan';
import { scripted } from '../scripted-function.js';

const PIECES = /d+|H+|h+|m+|s+|f+|F+|[ /\-:,._[\]]+/g;

/** Text of a duration by a format of Kusto's letters; undefined for other letters. */
function timespanText(ticks: bigint, format: string): string | undefined {
  const pieces = format.match(PIECES) ?? [];
  if (pieces.join('') !== format) return undefined;
  const absolute = ticks < 0n ? -ticks : ticks;
  const part = (unit: bigint, modulus: bigint, size: number): string =>
    ((absolute / unit) % modulus).toString().padStart(size, '0');
  const fraction = (absolute % 10_000_000n).toString().padStart(7, '0');
  return pieces
    .map((piece) => {
      const size = piece.length;
      switch (piece[0]) {
        case 'd':
          return (absolute / TICKS_PER_DAY).toString().padStart(size, '0');
        case 'H':
        case 'h':
          return part(36_000_000_000n, 24n, size);
        case 'm':
          return part(600_000_000n, 60n, size);
        case 's':
          return part(10_000_000n, 60n, size);
        case 'f':
          return fraction.slice(0, size);
        case 'F':
          return fraction.slice(0, size).replace(/0+$/, '');
        default:
          return piece;
      }
    })
    .join('');
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead of UTC at an instant; undefined of zones there are not. */
function offset(ticks: bigint, zone: string): bigint | undefined {
  const shown = partsIn(dateOfTicks(ticks), zone);
  if (shown === undefined) return undefined;
  const second = 10_000_000n;
  return ticksOfDate(shown) - (ticks - (((ticks % second) + second) % second));
}

function partsIn(date: Date, zone: string): Date | undefined {
  try {
    const known = formatters.get(zone);
    const formatter =
      known ??
      new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        calendar: 'gregory',
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    formatters.set(zone, formatter);
    const parts = new Map(formatter.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
    const at = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    const shown = new Date(0);
    // Date.UTC takes the years 0 to 99 for those of the twentieth century.
    shown.setUTCFullYear(at('year'), at('month') - 1, at('day'));
    shown.setUTCHours(at('hour'), at('minute'), at('second'));
    return shown;
  } catch {
    return undefined;
  }
}

/** An instant of the years 1 to 9999, else null. */
function inYears(ticks: bigint): bigint | null {
  return ticks < 0n || ticks > 3_155_378_975_999_999_999n ? null : ticks;
}

/**
 * The instant at which a zone's clocks show that. Clocks change by what they are ahead of UTC a day before and a day
 * after; what they skip and what they show twice is taken by the second of the two.
 */
function instantOf(clock: bigint, zone: string): bigint | null {
  const before = offset(clock - TICKS_PER_DAY, zone);
  const after = offset(clock + TICKS_PER_DAY, zone);
  if (before === undefined || after === undefined) return null;
  const shows = (ahead: bigint): boolean => offset(clock - ahead, zone) === ahead;
  return inYears(clock - (shows(before) && !shows(after) ? before : after));
}

export const times = [
  scripted('timespanFormat', ['long', 'text'], 'text', (ticks, format) => timespanText(ticks, format) ?? ''),
  scripted('toZone', ['long', 'text'], 'long', (ticks, zone) => {
    const ahead = offset(ticks, zone);
    return ahead === undefined ? null : inYears(ticks + ahead);
  }),
  scripted('fromZone', ['long', 'text'], 'long', instantOf),
];
