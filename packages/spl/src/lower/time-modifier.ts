import type { Expression } from '@interloper/plan';
import {
  TICKS_PER_DAY,
  TICKS_PER_SECOND,
  call,
  datetime,
  long,
  now,
  text,
  ticksOfIso,
  timespan,
} from '@interloper/plan';

const UNITS: readonly (readonly [unit: string, names: readonly string[]])[] = [
  ['s', ['s', 'sec', 'secs', 'second', 'seconds']],
  ['m', ['m', 'min', 'mins', 'minute', 'minutes']],
  ['h', ['h', 'hr', 'hrs', 'hour', 'hours']],
  ['d', ['d', 'day', 'days']],
  ['w', ['w', 'week', 'weeks']],
  ['mon', ['mon', 'month', 'months']],
  ['q', ['q', 'qtr', 'qtrs', 'quarter', 'quarters']],
  ['y', ['y', 'yr', 'yrs', 'year', 'years']],
];

const TICKS: Readonly<Record<string, bigint>> = {
  s: TICKS_PER_SECOND,
  m: 60n * TICKS_PER_SECOND,
  h: 3600n * TICKS_PER_SECOND,
  d: TICKS_PER_DAY,
  w: 7n * TICKS_PER_DAY,
};

const MONTHS: Readonly<Record<string, number>> = { mon: 1, q: 3, y: 12 };

/** The unit a name stands for: s, m, h, d, w, mon, q or y. */
export function unitOf(name: string): string | undefined {
  return UNITS.find(([, names]) => names.includes(name.toLowerCase()))?.[0];
}

/** Parts of a second, which spans may have and instants do not. Search Reference: bin, "span". */
const PARTS: Readonly<Record<string, bigint>> = { us: 10n, ms: 10_000n, cs: 100_000n, ds: 1_000_000n };

/** The ticks of a span such as `5m`, `1d` or `100ms`; undefined for months and what is no span. */
export function ticksOfSpan(span: string): bigint | undefined {
  const match = /^(\d+)?([a-z]+)$/i.exec(span);
  const part = PARTS[match?.[2] ?? ''];
  if (part !== undefined) return part * BigInt(match?.[1] ?? 1);
  const unit = match === null ? undefined : unitOf(match[2] ?? '');
  const ticks = unit === undefined ? undefined : TICKS[unit];
  return ticks === undefined ? undefined : ticks * BigInt(match?.[1] ?? 1);
}

const EPOCH = ticksOfIso('1970-01-01') ?? 0n;

/**
 * The beginning of the span that an instant lies in; spans are counted from 1970, so that weeks begin on Thursdays.
 * Search Reference: bin, "aligntime" (base UTC time is epoch 0).
 */
export function binnedTime(instant: Expression, ticks: bigint): Expression {
  const step = timespan(ticks);
  const lead = EPOCH % ticks;
  if (lead === 0n) return call('binDown', [instant, step]);
  const moved = call('subtract', [instant, timespan(lead)], 'datetime');
  return call('add', [call('binDown', [moved, step]), timespan(lead)], 'datetime');
}

/**
 * Applies a relative time modifier (`-70m@m`, `@d`, `-1d@w1+2h`) to an instant. Search Reference: Time modifiers.
 * Undefined when the text is not one.
 */
export function applyModifier(modifier: string, instant: Expression): Expression | undefined {
  let rest = modifier.trim();
  if (rest.toLowerCase() === 'now' || rest.toLowerCase() === 'now()') return instant;
  rest = rest.replace(/^now(?=[-+@])/i, '');
  if (rest === '') return undefined;
  let result = instant;
  while (rest !== '') {
    const step = /^([+-])(\d*)([a-z]+)/i.exec(rest);
    const snap = /^@([a-z]+\d?)/i.exec(rest);
    const next =
      step === null
        ? snapTo(snap?.[1] ?? '', result)
        : shift(result, step[1] === '-' ? -1n : 1n, step[2] ?? '', step[3] ?? '');
    if (next === undefined) return undefined;
    result = next;
    rest = rest.slice((step ?? snap)?.[0].length ?? rest.length);
  }
  return result;
}

/** The instant an `earliest=` or `latest=` names: relative to now, seconds since 1970, or a date. */
export function instantOf(value: string): Expression | undefined {
  if (/^\d+(?:\.\d+)?$/.test(value)) {
    const ticks = BigInt(Math.round(Number(value) * 1000)) * 10_000n + EPOCH;
    return datetime(ticks);
  }
  const american = /^(\d\d?)\/(\d\d?)\/(\d{4})(?::(\d\d?):(\d\d):(\d\d))?$/.exec(value);
  if (american !== null) {
    const [, month = '', day = '', year = '', hour = '0', minute = '0', second = '0'] = american;
    const two = (digits: string): string => digits.padStart(2, '0');
    const iso = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z`;
    const ticks = ticksOfIso(iso);
    return ticks === undefined ? undefined : datetime(ticks);
  }
  const iso = ticksOfIso(value);
  return iso === undefined ? applyModifier(value, now) : datetime(iso);
}

function shift(instant: Expression, sign: bigint, digits: string, name: string): Expression | undefined {
  const unit = unitOf(name);
  if (unit === undefined) return undefined;
  const count = digits === '' ? 1n : BigInt(digits);
  const months = MONTHS[unit];
  if (months !== undefined) return call('addMonths', [instant, long(sign * count * BigInt(months))]);
  const ticks = count * (TICKS[unit] ?? 0n);
  return call(sign < 0n ? 'subtract' : 'add', [instant, timespan(ticks)], 'datetime');
}

function snapTo(name: string, instant: Expression): Expression | undefined {
  const weekday = /^w([0-7])$/i.exec(name);
  if (weekday !== null) return snapToWeekday(Number(weekday[1]) % 7, instant);
  const unit = unitOf(name);
  switch (unit) {
    case 's':
    case 'm':
    case 'h':
      return call('binDown', [instant, timespan(TICKS[unit] ?? 1n)]);
    case 'd':
      return call('startOfDay', [instant]);
    case 'w':
      return call('startOfWeek', [instant]);
    case 'mon':
      return call('startOfMonth', [instant]);
    case 'q': {
      const month = call('subtract', [call('datetimePart', [text('month'), instant]), long(1)], 'long');
      const back = call('negate', [call('modulo', [month, long(3)], 'long')]);
      return call('addMonths', [call('startOfMonth', [instant]), back]);
    }
    case 'y':
      return call('startOfYear', [instant]);
    default:
      return undefined;
  }
}

function snapToWeekday(day: number, instant: Expression): Expression {
  if (day === 0) return call('startOfWeek', [instant]);
  const offset = timespan(BigInt(day) * TICKS_PER_DAY);
  const sunday = call('startOfWeek', [call('subtract', [instant, offset], 'datetime')]);
  return call('add', [sunday, offset], 'datetime');
}
