/** SQL for instants and durations held as ticks (100 ns). An instant counts from 0001-01-01T00:00:00Z. */

const EPOCH = '621355968000000000';
/** 9999-12-31T23:59:59.9999999Z */
const LAST_INSTANT = 3_155_378_975_999_999_999n;

/** The TIMESTAMP of ticks; digits below a microsecond are cut (parts of a date do not need them). */
export function timestampOf(ticks: string): string {
  return `make_timestamp((${ticks} - ${EPOCH}) // 10)`;
}

/**
 * Ticks where they lie in the years 1 to 9999, else null. They are computed once, where a comparison (and `nullif`,
 * which is one) would compute them twice: later ones overflow 64 bits, and earlier ones have no sign to lose.
 */
export function inYears(ticks: string): string {
  const room = 9_223_372_036_854_775_807n - LAST_INSTANT;
  return `CAST(TRY_CAST(TRY(${ticks} + ${room}) - ${room} AS UBIGINT) AS BIGINT)`;
}

/** Ticks of a TIMESTAMP. */
export function ticksOf(timestamp: string): string {
  return `(epoch_us(${timestamp}) * 10 + ${EPOCH})`;
}

/**
 * Ticks of a text in ISO 8601 or one of the formats below; null of anything else, and of what lies outside the years 1
 * to 9999.
 *
 * Seen on DuckDB 1.5.6: the cast to TIMESTAMP_NS keeps all digits and honours offsets but ends in 2262; the cast to
 * TIMESTAMP covers all years but ignores an offset, and TIMESTAMPTZ honours it: so the second serves the rest. All
 * know words (epoch, infinity), so a text must have a digit, and begin with one but in OTHER_FORMATS.
 */
export function parseDatetime(text: string): string {
  const dated = `CASE WHEN ascii(ltrim(${text})) BETWEEN 48 AND 57 THEN ${text} END`;
  const precise = `epoch_ns(TRY_CAST(${dated} AS TIMESTAMP_NS)) // 100 + ${EPOCH}`;
  const seventh = `CAST(concat('0', regexp_extract(${text}, ':\\d\\d\\.\\d{6}(\\d)', 1)) AS BIGINT)`;
  const wide = `epoch_us(TRY_CAST(${dated} AS TIMESTAMPTZ)) * 10 + ${EPOCH} + ${seventh}`;
  const spelled = withoutNames(text);
  const other = `CASE WHEN regexp_matches(${spelled}, '^\\d{4}-') THEN TRY_CAST(${spelled} AS TIMESTAMP) ELSE try_strptime(${spelled}, [${OTHER_FORMATS.map((format) => `'${format}'`).join(', ')}]) END`;
  const ticks = `epoch_us(${other}) * 10 + ${EPOCH}`;
  // What stands twice DuckDB computes before all else, in every row, unless it stands in CASE: that reads a log once.
  return `CASE WHEN (${precise}) IS NOT NULL THEN ${precise} ELSE coalesce(${inYears(wide)}, ${inYears(ticks)}) END`;
}

/**
 * A text that has a digit without the day of the week and the zone, and with blanks around the name of a month. A year
 * of two digits belongs to this century when it is below 50; of others the century is not known.
 */
function withoutNames(text: string): string {
  const known = `CASE WHEN regexp_matches(${text}, '[0-9]') AND NOT regexp_matches(${text}, '[A-Za-z]{3}[- ][5-9][0-9](?:\\s|$)') THEN trim(${text}) END`;
  const zoned = `regexp_replace(${known}, '^[A-Za-z]{3,9},? +|\\s+(?:GMT|UTC)$', '', 'g')`;
  return `regexp_replace(${zoned}, '^(\\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\\d{2,4})', '\\1 \\2 \\3')`;
}

/** Beside ISO 8601 Kusto takes American dates and those of mail headers. */
const OTHER_FORMATS = [
  '%m/%d/%Y %I:%M:%S %p',
  '%m/%d/%Y %H:%M:%S.%f',
  '%m/%d/%Y %H:%M:%S',
  '%m/%d/%Y %H:%M',
  '%m/%d/%Y',
  '%m-%d-%Y %H:%M:%S',
  '%m-%d-%Y',
  // Two digits of a year come first: they would be the years 0 to 99.
  ...['%y', '%Y'].flatMap((year) => ['%H:%M:%S', '%H:%M'].map((clock) => `%d %b ${year} ${clock}`)),
  '%d %b %y',
  '%d %b %Y',
];

/** ISO 8601 text of ticks; `full` always writes seven fraction digits, else as many as needed. */
export function isoText(ticks: string, full: boolean): string {
  const seconds = `strftime(${timestampOf(ticks)}, '%Y-%m-%dT%H:%M:%S')`;
  const digits = `lpad(CAST(${ticks} % 10000000 AS VARCHAR), 7, '0')`;
  if (full) return `(${seconds} || '.' || ${digits} || 'Z')`;
  return `(${seconds} || rtrim(rtrim('.' || ${digits}, '0'), '.') || 'Z')`;
}

/** Kusto's text of a duration: `[-][d.]hh:mm:ss[.fffffff]`. */
export function timespanText(ticks: string): string {
  const absolute = `abs(${ticks})`;
  const part = (divisor: string, modulus: string): string =>
    `lpad(CAST((${absolute} // ${divisor}) % ${modulus} AS VARCHAR), 2, '0')`;
  const days = `CASE WHEN ${absolute} >= 864000000000 THEN CAST(${absolute} // 864000000000 AS VARCHAR) || '.' ELSE '' END`;
  const fraction = `CASE WHEN ${absolute} % 10000000 <> 0 THEN '.' || lpad(CAST(${absolute} % 10000000 AS VARCHAR), 7, '0') ELSE '' END`;
  return `(CASE WHEN ${ticks} < 0 THEN '-' ELSE '' END || ${days} || ${part('36000000000', '24')} || ':' || ${part('600000000', '60')} || ':' || ${part('10000000', '60')} || ${fraction})`;
}

/** Ticks of Kusto's text of a duration, `[-][d.]hh:mm[:ss[.fffffff]]` or a whole number of days; null of anything else. */
export function parseTimespan(text: string): string {
  const pattern = `'^\\s*(-?)(?:(\\d+)\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?\\s*$'`;
  const group = (index: number): string => `regexp_extract(${text}, ${pattern}, ${index})`;
  const number = (index: number): string => `coalesce(TRY_CAST(nullif(${group(index)}, '') AS BIGINT), 0)`;
  const fraction = `coalesce(TRY_CAST(rpad(nullif(${group(6)}, ''), 7, '0') AS BIGINT), 0)`;
  const sum = `((${number(2)} * 24 + ${number(3)}) * 60 + ${number(4)}) * 600000000 + ${number(5)} * 10000000 + ${fraction}`;
  const clock = `CASE WHEN ${group(1)} = '-' THEN -1 ELSE 1 END * (${sum})`;
  return `CASE WHEN regexp_matches(${text}, ${pattern}) THEN ${clock} ELSE TRY_CAST(${text} AS BIGINT) * 864000000000 END`;
}
