import { TICKS_PER_DAY, call, columnsOf, datetime, long, now, text, timespan } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantNumber, constantText } from '../expressions/constants.js';
import { report } from '../lowering.js';
import { columnValue, present } from '../text.js';
import { partial, supported } from './entry.js';
import { formatDatetime, isDurationFormat } from './datetime-format.js';
import {
  datetimeAdd,
  datetimeDiff,
  datetimePart,
  later,
  makeDatetime,
  makeTimespan,
  partOf,
  shifted,
} from './datetime-parts.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

function startOf(fn: FunctionName, page: string, unit: 'day' | 'week' | 'month' | 'year'): FunctionEntry {
  return supported(page, ({ args, arg }) => {
    const instant = convert(arg(0), 'datetime');
    const start = call(fn, [instant]);
    const offset = args[1];
    return offset === undefined ? start : later(start, unit, convert(offset, 'long'));
  });
}

/** The last tick of a day or week. */
function endOfDays(fn: 'startOfDay' | 'startOfWeek', page: string, period: bigint): FunctionEntry {
  return supported(page, ({ args, arg }) => {
    const start = call(fn, [convert(arg(0), 'datetime')]);
    const offset = args[1] === undefined ? long(0) : convert(args[1], 'long');
    const number = constantNumber(offset);
    if (number !== undefined) return shifted(start, timespan(BigInt(number + 1) * period - 1n));
    const skipped = call('multiply', [timespan(period), offset], 'timespan');
    return shifted(start, call('add', [skipped, timespan(period - 1n)], 'timespan'));
  });
}

/** The last tick of a month or year: months are added to a 31st, which is cut to the last day that there is. */
function endOfMonths(
  page: string,
  step: number,
  monthOf: (instant: Expression) => Expression,
): FunctionEntry {
  return supported(page, ({ args, arg }) => {
    const instant = convert(arg(0), 'datetime');
    const january = shifted(call('startOfYear', [instant]), timespan(31n * TICKS_PER_DAY - 1n));
    const offset = args[1] === undefined ? long(0) : convert(args[1], 'long');
    const skipped = call('multiply', [offset, long(step)], 'long');
    return call('addMonths', [january, call('add', [monthOf(instant), skipped], 'long')]);
  });
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

const ZONES = 'the zones are those of the tz database that Node.js brings';

/** A zone that there is, in the spelling of the list; other constants are refused, other values give null. */
function inZone(fn: 'toZone' | 'fromZone') {
  return (item: FunctionCall): Expression => {
    const zone = convert(item.arg(1), 'string');
    const constant = constantText(zone);
    if (constant !== undefined && !isZone(constant)) return item.refuse(`The time zone ${constant}`);
    return call(fn, [convert(item.arg(0), 'datetime'), zone]);
  };
}

/** Zones that the platform knows; it also takes offsets and any case, which the list of zones does not have. */
function isZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
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
  endofday: endOfDays('startOfDay', 'endofday-function', TICKS_PER_DAY),
  endofweek: endOfDays('startOfWeek', 'endofweek-function', 7n * TICKS_PER_DAY),
  endofmonth: endOfMonths('endofmonth-function', 1, (instant) =>
    call('subtract', [partOf('month')(instant), long(1)], 'long'),
  ),
  endofyear: endOfMonths('endofyear-function', 12, () => long(11)),
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
  make_datetime: supported('make-datetime-function', makeDatetime),
  datepart: supported('datetime-part-function', datetimePart),
  unixtime_nanoseconds_todatetime: supported('unixtime-nanoseconds-todatetime-function', ({ arg }) =>
    shifted(
      datetime(621_355_968_000_000_000n),
      convert(call('divide', [convert(arg(0), 'long'), long(100)], 'long'), 'timespan'),
    ),
  ),
  format_timespan: partial('format-timespan-function', 'the sign of a duration is not written', (item) => {
    const format = constantText(item.arg(1));
    if (format === undefined) return item.notConstant('The format of format_timespan');
    if (!isDurationFormat(format)) return item.refuse(`The format ${format}`);
    return present(call('timespanFormat', [convert(item.arg(0), 'timespan'), text(format)]));
  }),
  datetime_utc_to_local: partial('datetime-utc-to-local-function', ZONES, inZone('toZone')),
  datetime_local_to_utc: partial(
    'datetime-local-to-utc-function',
    `${ZONES}; of the hour that clocks repeat the second is taken`,
    inZone('fromZone'),
  ),
  make_timespan: supported('make-timespan-function', makeTimespan),
};
