import {
  TICKS_PER_DAY,
  and,
  call,
  columnsOf,
  datetime,
  literal,
  long,
  now,
  nullOf,
  text,
  timespan,
} from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantNumber, constantText } from '../expressions/constants.js';
import { report } from '../lowering.js';
import { columnValue, present } from '../text.js';
import { partial, supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

/** Instants are ticks, so a duration is added as it is. */
function shifted(instant: Expression, by: Expression, sign: 'add' | 'subtract' = 'add'): Expression {
  return call(sign, [instant, by], 'datetime');
}

const TICK = timespan(1n);

function startOf(fn: FunctionName, page: string, unit: 'day' | 'week' | 'month' | 'year'): FunctionEntry {
  return supported(page, ({ args, arg }) => {
    const instant = convert(arg(0), 'datetime');
    const start = call(fn, [instant]);
    const offset = args[1];
    return offset === undefined ? start : later(start, unit, convert(offset, 'long'));
  });
}

/** The last tick of a period: the start of the next one less a tick. */
function endOf(fn: FunctionName, page: string, unit: 'day' | 'week' | 'month' | 'year'): FunctionEntry {
  return supported(page, ({ args, arg }) => {
    const start = call(fn, [convert(arg(0), 'datetime')]);
    const offset = args[1] === undefined ? long(0) : convert(args[1], 'long');
    const number = constantNumber(offset);
    const next = number === undefined ? call('add', [offset, long(1)], 'long') : long(number + 1);
    return shifted(later(start, unit, next), TICK, 'subtract');
  });
}

const FIXED: Readonly<Record<string, bigint>> = {
  week: 7n * TICKS_PER_DAY,
  day: TICKS_PER_DAY,
  hour: 36_000_000_000n,
  minute: 600_000_000n,
  second: 10_000_000n,
  millisecond: 10_000n,
  microsecond: 10n,
};

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

function later(instant: Expression, unit: string, count: Expression): Expression {
  const months = MONTHS[unit];
  const number = constantNumber(count);
  if (months !== undefined) {
    const total =
      number === undefined ? call('multiply', [count, long(months)], 'long') : long(number * months);
    return call('addMonths', [instant, total]);
  }
  const ticks = FIXED[unit] ?? 0n;
  if (number !== undefined) return shifted(instant, timespan(BigInt(number) * ticks));
  return shifted(instant, call('multiply', [timespan(ticks), count], 'timespan'));
}

function datetimeAdd(item: FunctionCall): Expression {
  const unit = constantText(item.arg(0))?.toLowerCase();
  if (unit === undefined) return item.notConstant('The period of datetime_add');
  if (MONTHS[unit] === undefined && FIXED[unit] === undefined) return item.refuse(`datetime_add of ${unit}`);
  return later(convert(item.arg(2), 'datetime'), unit, convert(item.arg(1), 'long'));
}

/** Whole boundaries between two instants, by flooring both to the period. */
function datetimeDiff(item: FunctionCall): Expression {
  const unit = constantText(item.arg(0))?.toLowerCase();
  if (unit === undefined) return item.notConstant('The period of datetime_diff');
  const [first, second] = [convert(item.arg(1), 'datetime'), convert(item.arg(2), 'datetime')];
  const months = MONTHS[unit];
  if (months !== undefined) {
    return call('subtract', [monthCount(first, months), monthCount(second, months)], 'long');
  }
  const ticks = FIXED[unit];
  if (ticks === undefined) return item.refuse(`datetime_diff of ${unit}`);
  const floor = (instant: Expression): Expression =>
    unit === 'week' ? call('startOfWeek', [instant]) : call('binDown', [instant, timespan(ticks)]);
  const between = call('subtract', [floor(first), floor(second)], 'timespan');
  return call('divide', [call('toLong', [between]), literal('long', ticks.toString())], 'long');
}

function monthCount(instant: Expression, months: number): Expression {
  const years = call('multiply', [call('datetimePart', [text('year'), instant]), long(12)], 'long');
  const month = call('subtract', [call('datetimePart', [text('month'), instant]), long(1)], 'long');
  const total = call('add', [years, month], 'long');
  return months === 1 ? total : call('divide', [total, long(months)], 'long');
}

const PARTS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week_of_year: 'week',
  weekofyear: 'week',
  week: 'week',
  day: 'day',
  dayofyear: 'dayOfYear',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  millisecond: 'millisecond',
  microsecond: 'microsecond',
  nanosecond: 'nanosecond',
};

function datetimePart(item: FunctionCall): Expression {
  const unit = constantText(item.arg(0))?.toLowerCase();
  if (unit === undefined) return item.notConstant('The part of datetime_part');
  const name = PARTS[unit];
  if (name === undefined) return item.refuse(`datetime_part of ${unit}`);
  return partOf(name)(item.arg(1));
}

function partOf(name: string) {
  return (instant: Expression): Expression =>
    call('datetimePart', [text(name), convert(instant, 'datetime')]);
}

function partEntry(name: string, page: string): FunctionEntry {
  return supported(page, ({ arg }) => partOf(name)(arg(0)));
}

/** Instants counted from 1970 in whole units. */
function fromUnix(ticks: bigint, page: string): FunctionEntry {
  return supported(page, ({ arg }) => {
    const count = arg(0);
    const since = call(
      'multiply',
      [timespan(ticks), count.type === 'int' || count.type === 'long' ? count : convert(count, 'real')],
      'timespan',
    );
    return shifted(datetime(621_355_968_000_000_000n), since);
  });
}

/** An instant of its parts; null where a part lies outside its range. */
function makeDatetime(parts: readonly Expression[]): Expression {
  const [year, month, day, hour, minute, second] = parts.map((part, index) =>
    convert(part, index === 5 ? 'real' : 'long'),
  );
  if (year === undefined || month === undefined || day === undefined) throw new Error('a date lacks a part');
  const less = (value: Expression): Expression => call('subtract', [value, long(1)], 'long');
  const months = call('add', [call('multiply', [less(year), long(12)], 'long'), less(month)], 'long');
  const start = call('addMonths', [datetime(0n), months]);
  const ticks = (unit: bigint, count: Expression): Expression =>
    call('multiply', [timespan(unit), count], 'timespan');
  const sum = [
    ticks(TICKS_PER_DAY, less(day)),
    ...(hour === undefined ? [] : [ticks(36_000_000_000n, hour)]),
    ...(minute === undefined ? [] : [ticks(600_000_000n, minute)]),
    ...(second === undefined ? [] : [ticks(10_000_000n, second)]),
  ].reduce<Expression>((at, duration) => call('add', [at, duration], 'datetime'), start);
  const within = (value: Expression, least: number, most: number): Expression =>
    and(call('ge', [value, long(least)]), call('le', [value, long(most)]));
  const valid = and(within(year, 1, 9999), within(month, 1, 12), within(day, 1, 31));
  return call('if', [valid, sum, nullOf('datetime')]);
}

/** The pieces of a format: letters that repeat, and what stands between them. */
const FORMAT = /(y+|M+|d+|H+|h+|m+|s+|f+|F+|t+|[^A-Za-z]+)/g;

/** Text of an instant by a format of .NET letters; undefined for letters that Kusto does not have. */
function formatDatetime(instant: Expression, format: string): Expression | undefined {
  const pieces = format.match(FORMAT) ?? [];
  if (pieces.join('') !== format) return undefined;
  const number = (name: string, width: number): Expression =>
    call('padStart', [call('toText', [call('datetimePart', [text(name), instant])]), long(width), text('0')]);
  const half = call(
    'add',
    [
      call(
        'modulo',
        [call('add', [call('datetimePart', [text('hour'), instant]), long(11)], 'long'), long(12)],
        'long',
      ),
      long(1),
    ],
    'long',
  );
  const values = pieces.map((piece): Expression | undefined => {
    const size = piece.length;
    switch (piece[0]) {
      case 'y':
        return size > 2 ? number('year', 4) : call('substring', [number('year', 4), long(2), long(2)]);
      case 'M':
        return size > 2 ? undefined : number('month', size);
      case 'd':
        return size > 2 ? undefined : number('day', size);
      case 'H':
        return number('hour', size);
      case 'h':
        return call('padStart', [call('toText', [half]), long(size), text('0')]);
      case 'm':
        return number('minute', size);
      case 's':
        return number('second', size);
      case 'f':
        return size > 7
          ? undefined
          : call('substring', [
              call('padStart', [
                call('toText', [call('modulo', [call('toLong', [instant]), long(10_000_000)], 'long')]),
                long(7),
                text('0'),
              ]),
              long(0),
              long(size),
            ]);
      case 'F':
        return undefined;
      case 't':
        return call('if', [
          call('lt', [call('datetimePart', [text('hour'), instant]), long(12)]),
          text(size === 1 ? 'A' : 'AM'),
          text(size === 1 ? 'P' : 'PM'),
        ]);
      default:
        return text(piece);
    }
  });
  const known = values.filter((value) => value !== undefined);
  if (known.length !== values.length) return undefined;
  return present(call('concat', known));
}

/** https://learn.microsoft.com/kusto/query/scalar-functions#datetimetimespan-functions */
export const timeFunctions: FunctionFamily = {
  now: supported('now-function', ({ args }) => (args[0] === undefined ? now : shifted(now, args[0]))),
  ago: supported('ago-function', ({ arg }) => shifted(now, arg(0), 'subtract')),
  ingestion_time: partial(
    'ingestion-time-function',
    'taken from TimeGenerated: exports do not say when a row was received',
    (item) => {
      const { rows } = item.env;
      const name = 'TimeGenerated';
      const time = rows === undefined ? undefined : columnsOf(rows.relation).find((c) => c.name === name);
      if (rows === undefined || time?.type !== 'datetime')
        return item.refuse('ingestion_time() without TimeGenerated');
      report(item.env, 'KQL0204', name, item.node);
      return columnValue(rows, name, time.type);
    },
  ),
  startofday: startOf('startOfDay', 'startofday-function', 'day'),
  startofweek: startOf('startOfWeek', 'startofweek-function', 'week'),
  startofmonth: startOf('startOfMonth', 'startofmonth-function', 'month'),
  startofyear: startOf('startOfYear', 'startofyear-function', 'year'),
  endofday: endOf('startOfDay', 'endofday-function', 'day'),
  endofweek: endOf('startOfWeek', 'endofweek-function', 'week'),
  endofmonth: endOf('startOfMonth', 'endofmonth-function', 'month'),
  endofyear: endOf('startOfYear', 'endofyear-function', 'year'),
  datetime_add: supported('datetime-add-function', datetimeAdd),
  datetime_diff: supported('datetime-diff-function', datetimeDiff),
  datetime_part: supported('datetime-part-function', datetimePart),
  getyear: partEntry('year', 'getyear-function'),
  getmonth: partEntry('month', 'getmonth-function'),
  monthofyear: partEntry('month', 'monthofyear-function'),
  dayofmonth: partEntry('day', 'dayofmonth-function'),
  dayofyear: partEntry('dayOfYear', 'dayofyear-function'),
  hourofday: partEntry('hour', 'hourofday-function'),
  week_of_year: partEntry('week', 'week-of-year-function'),
  weekofyear: partEntry('week', 'week-of-year-function'),
  dayofweek: supported('dayofweek-function', ({ arg }) =>
    call(
      'multiply',
      [timespan(TICKS_PER_DAY), call('datetimePart', [text('dayOfWeek'), convert(arg(0), 'datetime')])],
      'timespan',
    ),
  ),
  unixtime_seconds_todatetime: fromUnix(10_000_000n, 'unixtime-seconds-todatetime-function'),
  unixtime_milliseconds_todatetime: fromUnix(10_000n, 'unixtime-milliseconds-todatetime-function'),
  unixtime_microseconds_todatetime: fromUnix(10n, 'unixtime-microseconds-todatetime-function'),
  format_datetime: supported('format-datetime-function', (item) => {
    const format = constantText(item.arg(1));
    if (format === undefined) return item.notConstant('The format of format_datetime');
    return formatDatetime(convert(item.arg(0), 'datetime'), format) ?? item.refuse(`The format ${format}`);
  }),
  make_datetime: supported('make-datetime-function', (item) => {
    const [first] = item.args;
    if (item.args.length === 1 && first !== undefined) return convert(first, 'datetime');
    const [year, month, day, hour = long(0), minute = long(0), second = long(0)] = item.args;
    if (year === undefined || month === undefined || day === undefined)
      return item.refuse('make_datetime of this');
    return makeDatetime([year, month, day, hour, minute, second]);
  }),
  datepart: supported('datetime-part-function', datetimePart),
  unixtime_nanoseconds_todatetime: supported('unixtime-nanoseconds-todatetime-function', ({ arg }) =>
    shifted(
      datetime(621_355_968_000_000_000n),
      convert(call('divide', [convert(arg(0), 'long'), long(100)], 'long'), 'timespan'),
    ),
  ),
  format_timespan: supported('format-timespan-function', (item) => {
    const format = constantText(item.arg(1));
    if (format === undefined) return item.notConstant('The format of format_timespan');
    if (format.replace(/d+|H+|h+|m+|s+|f{1,7}|F{1,7}|[ /\-:,._[\]]/g, '') !== '')
      return item.refuse(`The format ${format}`);
    return present(call('timespanFormat', [convert(item.arg(0), 'timespan'), text(format)]));
  }),
  datetime_utc_to_local: supported('datetime-utc-to-local-function', ({ arg }) =>
    call('toZone', [convert(arg(0), 'datetime'), convert(arg(1), 'string')]),
  ),
  datetime_local_to_utc: supported('datetime-local-to-utc-function', ({ arg }) =>
    call('fromZone', [convert(arg(0), 'datetime'), convert(arg(1), 'string')]),
  ),
  make_timespan: supported('make-timespan-function', (item) => {
    const units = [TICKS_PER_DAY, 36_000_000_000n, 600_000_000n, 10_000_000n];
    const given = item.args.length === 4 ? units : units.slice(1);
    const parts = item.args.map((argument, index) =>
      call('multiply', [timespan(given[index] ?? 0n), argument], 'timespan'),
    );
    return parts.reduce((sum, ticks) => call('add', [sum, ticks], 'timespan'));
  }),
};
