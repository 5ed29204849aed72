import { call, column, long, text } from '@interloper/plan';
import type { AggregateCall, Expression, FileContainer } from '@interloper/plan';
import type { Store } from '@interloper/sql';
import type { JsonRecord } from '@interloper/sources';

const DATE = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}[, ]/;

/** The names of columns that hold dates in numbers, day and month first in some order. */
export function localeDateColumns(sample: readonly JsonRecord[]): readonly string[] {
  const names = new Set<string>();
  for (const record of sample) {
    for (const [name, value] of Object.entries(record))
      if (typeof value === 'string' && DATE.test(value)) names.add(name);
  }
  return [...names];
}

/** What a file's dates say about their order. */
export interface DateEvidence {
  /** The greatest first and second number of all dates. */
  readonly first: number;
  readonly second: number;
  /** Some say AM or PM in capitals; some in small letters. */
  readonly capitals: boolean;
  readonly small: boolean;
}

export interface DateOrder {
  readonly dayFirst: boolean;
  /** How it was decided. */
  readonly by: 'dates' | 'spelling' | 'contradiction';
}

/**
 * The order of day and month in a file. A number above 12 is a day. Where none is, the spelling decides: an exporter
 * whose locale writes the month first (en-US) says `PM`; those with `pm` or a clock of 24 hours write the day first.
 * See the log-format reference, section 1, "Timestamp spellings".
 */
export function orderOfDates({ first, second, capitals, small }: DateEvidence): DateOrder {
  if (first > 12 && second > 12) return { dayFirst: first >= second, by: 'contradiction' };
  if (first > 12) return { dayFirst: true, by: 'dates' };
  if (second > 12) return { dayFirst: false, by: 'dates' };
  return { dayFirst: small || !capitals, by: 'spelling' };
}

/** Evidence from records at hand. */
export function evidenceOf(sample: readonly JsonRecord[], names: readonly string[]): DateEvidence {
  let evidence: DateEvidence = { first: 0, second: 0, capitals: false, small: false };
  for (const record of sample) {
    for (const name of names) {
      const value = record[name];
      const match = typeof value === 'string' ? DATE.exec(value) : null;
      if (match === null || typeof value !== 'string') continue;
      evidence = {
        first: Math.max(evidence.first, Number(match[1])),
        second: Math.max(evidence.second, Number(match[2])),
        capitals: evidence.capitals || /[AP]M/.test(value),
        small: evidence.small || /[ap]\.?m/.test(value),
      };
    }
  }
  return evidence;
}

/** Evidence from all of a file's dates, gathered by the engine. Throws `LoadRefused` where it cannot read the file. */
export async function evidenceOfFile(
  store: Store,
  file: string,
  container: FileContainer,
  compression: 'none' | 'gzip',
  names: readonly string[],
): Promise<DateEvidence> {
  const fields = names.map((name, index) => ({ name: `d${index}`, type: 'string' as const, path: [name] }));
  const part = (index: number, group: number): Expression =>
    call('toLong', [
      call('regexExtract', [
        column(`d${index}`, 'string'),
        text(String.raw`^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}`),
        long(group),
      ]),
    ]);
  const matches = (index: number, pattern: string): Expression =>
    call('matchesRegex', [column(`d${index}`, 'string'), text(pattern)]);
  const aggregates = fields.flatMap((_, index): readonly AggregateCall[] => [
    { name: `first${index}`, fn: 'max', args: [part(index, 1)], type: 'long' },
    { name: `second${index}`, fn: 'max', args: [part(index, 2)], type: 'long' },
    { name: `capitals${index}`, fn: 'anyTrue', args: [matches(index, '[AP]M')], type: 'bool' },
    { name: `small${index}`, fn: 'anyTrue', args: [matches(index, String.raw`[ap]\.?m`)], type: 'bool' },
  ]);
  const { rows } = await store.query({
    kind: 'aggregate',
    input: { kind: 'readFiles', container, files: [file], fields, compression },
    groups: [],
    aggregates,
  });
  const row = rows[0] ?? [];
  const every = (offset: number): readonly unknown[] => fields.map((_, index) => row[index * 4 + offset]);
  return {
    first: Math.max(0, ...every(0).map(Number)),
    second: Math.max(0, ...every(1).map(Number)),
    capitals: every(2).includes(true),
    small: every(3).includes(true),
  };
}
