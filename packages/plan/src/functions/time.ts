import { family, strict } from './signature.js';

/** Date and time; all in UTC. The instant `now` is an expression of its own, given to every run. */
export const time = family({
  startOfDay: strict(['datetime'], 'datetime', 'Midnight before.'),
  startOfWeek: strict(['datetime'], 'datetime', 'Midnight of the Sunday before.'),
  startOfMonth: strict(['datetime'], 'datetime', 'Midnight of the first of the month.'),
  startOfYear: strict(['datetime'], 'datetime', 'Midnight of 1 January.'),
  datetimePart: strict(
    ['string', 'datetime'],
    'long',
    'datetimePart(part, t): year, month, day, hour, minute, second, dayOfYear, dayOfWeek (Sunday 0), week (ISO), quarter, millisecond, microsecond, nanosecond. The part is a literal.',
  ),
  addMonths: strict(
    ['datetime', 'long'],
    'datetime',
    'So many months later; the day is cut to the month’s last. Null outside the years 1 to 9999.',
  ),
  epochSeconds: strict(
    ['datetime'],
    'real',
    'Seconds since 1970, with fraction: Splunk’s _time as a number.',
  ),
  fromEpochSeconds: strict([['real', 'long']], 'datetime', 'The instant so many seconds after 1970.'),
  localDatetime: strict(
    ['string', 'string'],
    'datetime',
    'localDatetime(text, order): a date in numbers with slashes, dots or hyphens, year last, and a time with or without seconds, fraction, AM or PM; order is the literal dayFirst or monthFirst. UTC. Null of anything else.',
  ),
  timespanFormat: strict(
    ['timespan', 'string'],
    'string',
    'timespanFormat(duration, format): by Kusto’s letters (d, h, m, s, f, F); empty for others.',
  ),
  toZone: strict(
    ['datetime', 'string'],
    'datetime',
    'toZone(t, zone): the clock of a time zone (IANA) at an instant; null of zones there are not.',
  ),
  fromZone: strict(
    ['datetime', 'string'],
    'datetime',
    'fromZone(clock, zone): the instant at which a zone’s clocks show that; of an hour shown twice the second, of one skipped by what clocks are ahead after it.',
  ),
  isoText: strict(['datetime'], 'string', 'ISO 8601 with as many fraction digits as needed and Z.'),
});
