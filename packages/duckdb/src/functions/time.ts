import { scriptedPrinters } from '../scripted/print.js';
import type { FamilyPrinters } from './family.js';
import { argument, constantText } from './family.js';
import { inYears, isoText, ticksOf, timestampOf } from './ticks-sql.js';

const DAY = '864000000000';
const EPOCH = '621355968000000000';

const PARTS: Readonly<Record<string, string>> = {
  year: 'year',
  month: 'month',
  day: 'day',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  dayOfYear: 'dayofyear',
  dayOfWeek: 'dayofweek',
  week: 'week',
  quarter: 'quarter',
};

export const time: FamilyPrinters<'time'> = {
  startOfDay: (call) => `(${argument(call, 0)} - ${argument(call, 0)} % ${DAY})`,
  // 0001-01-01 was a Monday, so a week that begins on Sunday begins one day before a multiple of seven days.
  startOfWeek: (call) =>
    inYears(
      `${argument(call, 0)} - ${argument(call, 0)} % ${DAY} - ((${argument(call, 0)} // ${DAY} + 1) % 7) * ${DAY}`,
    ),
  startOfMonth: (call) => ticksOf(`date_trunc('month', ${timestampOf(argument(call, 0))})`),
  startOfYear: (call) => ticksOf(`date_trunc('year', ${timestampOf(argument(call, 0))})`),
  datetimePart: (call) => {
    const part = constantText(call, 0);
    const ticks = argument(call, 1);
    if (part === 'millisecond') return `((${ticks} % 10000000) // 10000)`;
    if (part === 'microsecond') return `((${ticks} % 10000000) // 10)`;
    if (part === 'nanosecond') return `((${ticks} % 10000000) * 100)`;
    const name = PARTS[part];
    if (name === undefined) throw new Error(`no part of a date is called ${part}`);
    return `CAST(date_part('${name}', ${timestampOf(ticks)}) AS BIGINT)`;
  },
  addMonths: (call) => {
    const later = `TRY(${timestampOf(argument(call, 0))} + to_months(TRY_CAST(${argument(call, 1)} AS INTEGER)))`;
    return inYears(`(${ticksOf(later)} + ${argument(call, 0)} % 10)`);
  },
  epochSeconds: (call) => `((${argument(call, 0)} - ${EPOCH}) / 10000000.0::DOUBLE)`,
  fromEpochSeconds: (call) => `(CAST(round(${argument(call, 0)} * 10000000) AS BIGINT) + ${EPOCH})`,
  localDatetime: (call) => localDatetime(argument(call, 0), constantText(call, 1)),
  ...scriptedPrinters(['timespanFormat', 'toZone', 'fromZone']),
  isoText: (call) => isoText(argument(call, 0), false),
};

const CLOCKS = ['%I:%M:%S.%f %p', '%I:%M:%S %p', '%I:%M %p', '%H:%M:%S.%f', '%H:%M:%S', '%H:%M'];

/**
 * try_strptime takes numbers with and without leading zeros and AM in any case, but at most six fraction digits.
 * Browsers put a narrow no-break space before AM.
 */
function localDatetime(text: string, order: string): string {
  const date = order === 'dayFirst' ? '%d/%m/%Y' : '%m/%d/%Y';
  const blanks = `regexp_replace(trim(${text}), '[\\s\\x{00A0}\\x{202F}]+', ' ', 'g')`;
  const slashes = `regexp_replace(${blanks}, '^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4}),? ', '\\1/\\2/\\3 ')`;
  const digits = `regexp_replace(${slashes}, '(\\.\\d{6})\\d+', '\\1')`;
  const formats = CLOCKS.map((clock) => `'${date} ${clock}'`).join(', ');
  return ticksOf(`try_strptime(${digits}, [${formats}])`);
}
