import {
  TICKS_PER_DAY,
  and,
  call,
  datetime,
  literal,
  long,
  nullOf,
  real,
  text,
  timespan,
} from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantNumber, constantText } from '../expressions/constants.js';
import type { FunctionCall } from './entry.js';

/** Instants are ticks, so a duration is added as it is. */
export function shifted(instant: Expression, by: Expression, sign: 'add' | 'subtract' = 'add'): Expression {
  return call(sign, [instant, by], 'datetime');
}

const HOUR = 36_000_000_000n;
const MINUTE = 600_000_000n;
const SECOND = 10_000_000n;

const FIXED: Readonly<Record<string, bigint>> = {
  week: 7n * TICKS_PER_DAY,
  day: TICKS_PER_DAY,
  hour: HOUR,
  minute: MINUTE,
  second: SECOND,
  millisecond: 10_000n,
  microsecond: 10n,
};

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

const NANOSECONDS_PER_TICK = 100;

/** An instant so many periods later; a period is one of FIXED or MONTHS. */
export function later(instant: Expression, period: string, count: Expression): Expression {
  const months = MONTHS[period];
  const number = constantNumber(count);
  if (months !== undefined) {
    const total =
      number === undefined ? call('multiply', [count, long(months)], 'long') : long(number * months);
    return call('addMonths', [instant, total]);
  }
  const ticks = FIXED[period] ?? 0n;
  if (number !== undefined && Number.isSafeInteger(number))
    return shifted(instant, timespan(BigInt(number) * ticks));
  return shifted(instant, call('multiply', [timespan(ticks), count], 'timespan'));
}

/** datetime_add(). https://learn.microsoft.com/kusto/query/datetime-add-function */
export function datetimeAdd(item: FunctionCall): Expression {
  const period = constantText(item.arg(0))?.toLowerCase();
  if (period === undefined) return item.notConstant('The period of datetime_add');
  const [count, instant] = [convert(item.arg(1), 'long'), convert(item.arg(2), 'datetime')];
  if (period === 'nanosecond') {
    const ticks = call('divide', [count, long(NANOSECONDS_PER_TICK)], 'long');
    return shifted(instant, call('multiply', [timespan(1n), ticks], 'timespan'));
  }
  if (MONTHS[period] === undefined && FIXED[period] === undefined)
    return item.refuse(`datetime_add of ${period}`);
  return later(instant, period, count);
}

/**
 * datetime_diff(): boundaries of a period between two instants, by flooring both to the period.
 * https://learn.microsoft.com/kusto/query/datetime-diff-function
 */
export function datetimeDiff(item: FunctionCall): Expression {
  const period = constantText(item.arg(0))?.toLowerCase();
  if (period === undefined) return item.notConstant('The period of datetime_diff');
  const [first, second] = [convert(item.arg(1), 'datetime'), convert(item.arg(2), 'datetime')];
  const months = MONTHS[period];
  if (months !== undefined) {
    return call('subtract', [monthCount(first, months), monthCount(second, months)], 'long');
  }
  if (period === 'nanosecond') {
    const ticks = call('toLong', [call('subtract', [first, second], 'timespan')]);
    return call('multiply', [ticks, long(NANOSECONDS_PER_TICK)], 'long');
  }
  const ticks = FIXED[period];
  if (ticks === undefined) return item.refuse(`datetime_diff of ${period}`);
  const periods = call(
    'subtract',
    [floored(first, period, ticks), floored(second, period, ticks)],
    'timespan',
  );
  return call('divide', [call('toLong', [periods]), literal('long', ticks.toString())], 'long');
}

/** Weeks begin on Sunday. Ticks count from a Monday, so a multiple of seven days less one is the day before. */
function floored(instant: Expression, period: string, ticks: bigint): Expression {
  if (period !== 'week') return call('binDown', [instant, timespan(ticks)]);
  const aDayOn = call('add', [convert(instant, 'timespan'), timespan(TICKS_PER_DAY)], 'timespan');
  return call('binDown', [aDayOn, timespan(ticks)]);
}

function monthCount(instant: Expression, months: number): Expression {
  const years = call('multiply', [call('datetimePart', [text('year'), instant]), long(12)], 'long');
  const month = call('subtract', [call('datetimePart', [text('month'), instant]), long(1)], 'long');
  const total = call('add', [years, month], 'long');
  return months === 1 ? total : call('divide', [total, long(months)], 'long');
}

/** `weekofyear` is not among them: its weeks are not those of ISO 8601, and the page does not say when they begin. */
const PARTS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week_of_year: 'week',
  day: 'day',
  dayofyear: 'dayOfYear',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  millisecond: 'millisecond',
  microsecond: 'microsecond',
  nanosecond: 'nanosecond',
};

/** datetime_part(). https://learn.microsoft.com/kusto/query/datetime-part-function */
export function datetimePart(item: FunctionCall): Expression {
  const part = constantText(item.arg(0))?.toLowerCase();
  if (part === undefined) return item.notConstant('The part of datetime_part');
  const name = PARTS[part];
  if (name === undefined) return item.refuse(`datetime_part of ${part}`);
  return partOf(name)(item.arg(1));
}

/** A part of an instant by the plan's name of it. */
export function partOf(name: string) {
  return (instant: Expression): Expression =>
    call('datetimePart', [text(name), convert(instant, 'datetime')]);
}

function within(value: Expression, least: number, most: number): Expression {
  return and(call('ge', [value, long(least)]), call('le', [value, long(most)]));
}

/** A second has a fraction. */
function withinMinute(second: Expression): Expression {
  return and(call('ge', [second, real(0)]), call('lt', [second, real(60)]));
}

function times(unit: bigint, count: Expression): Expression {
  return call('multiply', [timespan(unit), count], 'timespan');
}

/**
 * make_datetime(): an instant of its parts; null where a part lies outside its range or a month has no such day.
 * https://learn.microsoft.com/kusto/query/make-datetime-function
 */
export function makeDatetime(item: FunctionCall): Expression {
  const [first] = item.args;
  if (item.args.length === 1 && first !== undefined) return convert(first, 'datetime');
  const [year, month, day, hour, minute, second] = item.args.map((part, index) =>
    convert(part, index === 5 ? 'real' : 'long'),
  );
  if (year === undefined || month === undefined || day === undefined)
    return item.refuse('make_datetime of this');
  const less = (value: Expression): Expression => call('subtract', [value, long(1)], 'long');
  const months = call('add', [call('multiply', [less(year), long(12)], 'long'), less(month)], 'long');
  const start = call('addMonths', [datetime(0n), months]);
  const date = shifted(start, times(TICKS_PER_DAY, less(day)));
  const sum = [
    ...(hour === undefined ? [] : [times(HOUR, hour)]),
    ...(minute === undefined ? [] : [times(MINUTE, minute)]),
    ...(second === undefined ? [] : [times(SECOND, second)]),
  ].reduce<Expression>((at, duration) => shifted(at, duration), date);
  const valid = and(
    within(year, 1, 9999),
    within(month, 1, 12),
    within(day, 1, 31),
    call('eq', [call('startOfMonth', [date]), start]),
    ...(hour === undefined ? [] : [within(hour, 0, 23)]),
    ...(minute === undefined ? [] : [within(minute, 0, 59)]),
    ...(second === undefined ? [] : [withinMinute(second)]),
  );
  return call('if', [valid, sum, nullOf('datetime')]);
}

/**
 * make_timespan(): hours and minutes, with seconds, with days before; null where one lies outside its range.
 * https://learn.microsoft.com/kusto/query/make-timespan-function
 */
export function makeTimespan(item: FunctionCall): Expression {
  const withDays = item.args.length === 4;
  const [days, parts] = withDays ? [item.args[0], item.args.slice(1)] : [undefined, item.args];
  const [hour, minute] = parts.map((part) => convert(part, 'long'));
  if (hour === undefined || minute === undefined) return item.refuse('make_timespan of this');
  const second = parts[2] === undefined ? undefined : convert(parts[2], 'real');
  const sum = [
    ...(days === undefined ? [] : [times(TICKS_PER_DAY, convert(days, 'long'))]),
    times(HOUR, hour),
    times(MINUTE, minute),
    ...(second === undefined ? [] : [times(SECOND, second)]),
  ].reduce((total, duration) => call('add', [total, duration], 'timespan'));
  const valid = and(
    within(hour, 0, 23),
    within(minute, 0, 59),
    ...(second === undefined ? [] : [withinMinute(second)]),
  );
  return call('if', [valid, sum, nullOf('timespan')]);
}
