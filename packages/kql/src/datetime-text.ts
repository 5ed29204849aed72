import { ticksOfIso } from '@interloper/plan';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Ticks of the text of an instant in Kusto's spellings; undefined when it is not one. */
export function datetimeTicks(written: string): bigint | undefined {
  const trimmed = written.trim();
  const iso = ticksOfIso(trimmed.replace(/^(\d{4}-\d\d-\d\d)[Tt]/, '$1T').replace(/\s*(?:z|gmt|utc)$/i, 'Z'));
  if (iso !== undefined) return iso;
  const listed = /^(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})$/.exec(trimmed);
  if (listed !== null) return dayAndClock(listed[1] ?? '', listed[2] ?? '', listed[3] ?? '');
  const month = /^(\d{4})-(\d{1,2})$/.exec(trimmed);
  if (month !== null) return ticksOfIso(`${month[1]}-${(month[2] ?? '').padStart(2, '0')}-01`);
  if (/^\d{4}$/.test(trimmed)) return ticksOfIso(`${trimmed}-01-01`);
  const american = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?:[ T](.+))?$/.exec(trimmed);
  if (american !== null) {
    return dayAndClock(american[3] ?? '', american[1] ?? '', american[2] ?? '', american[4]);
  }
  const brief = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](.+))?$/.exec(trimmed);
  if (brief !== null) return dayAndClock(brief[1] ?? '', brief[2] ?? '', brief[3] ?? '', brief[4]);
  const named =
    /^(?:[a-z]{3,9},?\s+)?(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2,4})(?:\s+([\d:.]+))?\s*(?:gmt|utc|z)?$/i.exec(
      trimmed,
    );
  if (named === null) return undefined;
  const index = MONTHS.indexOf((named[2] ?? '').toLowerCase());
  const short = (named[3] ?? '').length === 2;
  const year = short ? `20${named[3]}` : (named[3] ?? '');
  // Of a year of two digits the century is only known when it is not far ahead.
  return index === -1 || (short && Number(named[3]) >= 50)
    ? undefined
    : dayAndClock(year, String(index + 1), named[1] ?? '', named[4]);
}

function dayAndClock(year: string, month: string, day: string, clock = ''): bigint | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const full = /^(\d{1,2}):(\d{1,2})(.*)$/.exec(clock.trim());
  if (full === null) return clock === '' ? ticksOfIso(date) : undefined;
  return ticksOfIso(
    `${date}T${(full[1] ?? '').padStart(2, '0')}:${(full[2] ?? '').padStart(2, '0')}${full[3] ?? ''}`,
  );
}
