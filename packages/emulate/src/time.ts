/**
 * Times are kept as text, `YYYY-MM-DDThh:mm:ss.fffffffZ`: UTC with seven fraction digits (100 ns),
 * the finest that Azure Monitor writes. A JavaScript `Date` would lose the last four.
 * The spellings are those listed in the log-format reference, section 1, "Timestamp spellings".
 */

/** The text of an instant: milliseconds since 1970 and the 100 ns ticks (0-9999) below them. */
export function instant(milliseconds: number, ticks = 0): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}${String(ticks).padStart(4, '0')}Z`;
}

/** Milliseconds since 1970; what is below a millisecond is dropped. */
export function toMilliseconds(time: string): number {
  return Date.parse(`${time.slice(0, 23)}Z`);
}

/** The same instant later (or earlier) by a number of milliseconds; the ticks stay. */
export function shift(time: string, milliseconds: number): string {
  return instant(toMilliseconds(time) + milliseconds, Number(time.slice(23, 27)));
}

/** `2026-03-10T09:11:52Z`, as Graph and the portal write it. */
export function secondsPrecision(time: string): string {
  return `${time.slice(0, 19)}Z`;
}

/** `2026-03-10T04:11:52.1184402-05:00`, as Event Hub records carry `createdDateTime`; seven digits. */
export function withOffset(time: string, offsetMinutes: number): string {
  if (offsetMinutes === 0) return `${time.slice(0, 27)}+00:00`;
  const local = instant(toMilliseconds(time) + offsetMinutes * 60_000, Number(time.slice(23, 27)));
  const size = Math.abs(offsetMinutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  const minutes = String(size % 60).padStart(2, '0');
  return `${local.slice(0, 27)}${offsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`;
}

/** `3/10/2026, 9:11:52.118 AM`: a Log Analytics CSV exported under a US locale (UTC). */
export function usDate(time: string): string {
  const { date, clock, half } = usParts(time);
  return `${date}, ${clock}.${time.slice(20, 23)} ${half}`;
}

/** `10/03/2026, 09:11:52.118`: the same export under a day-first locale (UTC). */
export function dayFirstDate(time: string): string {
  return `${time.slice(8, 10)}/${time.slice(5, 7)}/${time.slice(0, 4)}, ${time.slice(11, 23)}`;
}

/** `3/10/2026 9:11:52 AM`: PowerShell's `ConvertTo-Json` of older modules, US order (UTC). */
export function powerShellDate(time: string): string {
  const { date, clock, half } = usParts(time);
  return `${date} ${clock} ${half}`;
}

/** `Mar 10, 2026 9:11:52 AM`, as AWS writes dates in answers (UTC). */
export function monthDate(time: string): string {
  // `Tue, 10 Mar 2026 09:11:52 GMT`
  const [, day, month, year] = new Date(toMilliseconds(time)).toUTCString().split(' ');
  const { clock, half } = usParts(time);
  return `${month} ${Number(day)}, ${year} ${clock} ${half}`;
}

function usParts(time: string): { date: string; clock: string; half: 'AM' | 'PM' } {
  const hour = Number(time.slice(11, 13));
  return {
    date: `${Number(time.slice(5, 7))}/${Number(time.slice(8, 10))}/${time.slice(0, 4)}`,
    clock: `${hour % 12 === 0 ? 12 : hour % 12}${time.slice(13, 19)}`,
    half: hour < 12 ? 'AM' : 'PM',
  };
}
