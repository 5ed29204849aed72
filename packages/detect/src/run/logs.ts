import { and, call, column, datetime, not, someExpression, timespan } from '@interloper/plan';
import type { Catalog, Column, Expression, LanguageId, Relation, Scan, View } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import type { DataSources, Logsource } from '../package.js';
import type { Gap } from '../result.js';
import type { TimeSpan } from './options.js';
import { predicateOf } from './time-bounds.js';

/** The logs that a detection declares, as one language finds them in the catalogue. */
export function declaredLogs(
  dataSources: DataSources,
  language: LanguageId,
  catalog: Catalog,
): readonly View[] {
  const named = (views: readonly View[], names: readonly string[]): readonly View[] =>
    views.filter(({ name }) => names.some((wanted) => wanted.toLowerCase() === name.toLowerCase()));
  switch (language) {
    case 'kql':
      return named(catalog.tables, dataSources.tables);
    case 'spl':
      return named(catalog.sourcetypes, dataSources.sourcetypes);
    case 'sigma':
      return catalog.logsources.filter((view) =>
        dataSources.logsources.some((wanted) => view.logsources.some((found) => answers(found, wanted))),
      );
  }
}

/** How many events a log has, how many of them in a span, and how many without a time. */
export interface LogCounts {
  readonly rows: number;
  readonly inSpan: number;
  readonly untimed: number;
}

/** Counts a log's events. A log without a time column has all of them in any span. */
export async function countLog(
  reader: Reader,
  view: View,
  span: TimeSpan,
  signal?: AbortSignal,
): Promise<LogCounts> {
  const { time } = view.scan;
  const bounds = { from: datetime(span.from), to: datetime(span.to) };
  const inSpan = time === undefined ? undefined : predicateOf(time, bounds);
  const untimed = time === undefined ? undefined : call('isNull', [column(time, 'datetime')]);
  const { rows } = await reader.query(
    {
      kind: 'aggregate',
      input: rowsOf(view),
      groups: [],
      aggregates: [
        count('rows'),
        { ...count('inSpan'), ...(inSpan === undefined ? {} : { where: inSpan }) },
        { ...count('untimed'), ...(untimed === undefined ? {} : { where: untimed }) },
      ],
    },
    signal === undefined ? {} : { signal },
  );
  const [total = 0, within = 0, without = 0] = (rows[0] ?? []).map(Number);
  return { rows: total, inSpan: within, untimed: untimed === undefined ? 0 : without };
}

/** The starts of the `size`-long buckets, counted from `from`, in which a log has events. */
export async function busyBuckets(
  reader: Reader,
  view: View,
  from: bigint,
  size: bigint,
  signal?: AbortSignal,
): Promise<readonly bigint[]> {
  const { time } = view.scan;
  if (time === undefined) return [from];
  const since = call('subtract', [column(time, 'datetime'), datetime(from)], 'timespan');
  const { rows } = await reader.query(
    {
      kind: 'aggregate',
      input: rowsOf(view),
      groups: [{ name: 'bucket', expression: call('toLong', [call('binDown', [since, timespan(size)])]) }],
      aggregates: [],
    },
    signal === undefined ? {} : { signal },
  );
  return rows.flatMap(([bucket]) =>
    typeof bucket === 'number' || typeof bucket === 'string' ? [from + BigInt(bucket)] : [],
  );
}

/** A gap and the dataset's column that it is in. */
export interface LogGap extends Gap {
  readonly column: string;
}

/**
 * Which of a dataset's columns some events of a log lack: those of `columns` and the time, each with the files that
 * lack it, under the names that the log has for them.
 */
export async function gapsOf(
  reader: Reader,
  view: View,
  columns: readonly string[],
  inputName: (file: string) => string,
  signal?: AbortSignal,
): Promise<readonly LogGap[]> {
  const { time } = view.scan;
  const types = new Map(view.scan.columns.map(({ name, type }) => [name, type]));
  const carried = new Map(view.scan.columns.map((item) => [item.name, item.carried]));
  const wanted = [...new Set([...columns, ...(time === undefined ? [] : [time])])].filter((name) =>
    types.has(name),
  );
  const { rows } = await reader.query(
    {
      kind: 'aggregate',
      input: rowsOf(view),
      groups: [{ name: '_file', expression: column('_file', 'string') }],
      aggregates: [
        count('rows'),
        ...wanted.map((name, index) => ({
          name: `without${index}`,
          fn: 'count' as const,
          args: [],
          type: 'long' as const,
          where: lacks(column(name, types.get(name) ?? 'string'), carried.get(name)),
        })),
      ],
    },
    signal === undefined ? {} : { signal },
  );
  const total = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  return wanted.flatMap((name, index) => {
    const lacking = rows.filter((row) => Number(row[index + 2]) > 0);
    if (lacking.length === 0) return [];
    const inputs = lacking.map(([file]) => inputName(typeof file === 'string' ? file : ''));
    return {
      column: name,
      table: view.name,
      field: nameIn(view, name),
      rowsWithout: lacking.reduce((sum, row) => sum + Number(row[index + 2]), 0),
      rows: total,
      inputs: [...new Set(inputs)].toSorted(),
    };
  });
}

/** True where an event has no value although its export should have had one. */
function lacks(value: Expression, carried: string | undefined): Expression {
  const none = call('isNull', [value]);
  return carried === undefined ? none : and(none, not(call('isTrue', [column(carried, 'bool')])));
}

/** A dataset's column by the name of the view's column that is it, or is made from it. */
function nameIn(view: View, name: string): string {
  const isIt = (part: Expression): boolean => part.kind === 'column' && part.name === name;
  const found =
    view.columns.find(({ expression }) => isIt(expression)) ??
    view.columns.find(({ expression }) => someExpression(expression, isIt));
  return found?.name ?? (name === view.scan.time ? view.time : name);
}

/** The log's rows with the dataset's columns and one that the engine adds. */
export function rowsOf(view: View, added: Column = { name: '_file', type: 'string' }): Relation {
  const scan: Scan = { ...view.scan, columns: [...view.scan.columns, added] };
  return view.filter === undefined ? scan : { kind: 'filter', input: scan, predicate: view.filter };
}

function count(name: string) {
  return { name, fn: 'count', args: [], type: 'long' } as const;
}

/** A log answers a logsource when it has everything that is asked for. */
function answers(found: Logsource, wanted: Logsource): boolean {
  return (['product', 'service', 'category'] as const).every(
    (key) => wanted[key] === undefined || wanted[key].toLowerCase() === found[key]?.toLowerCase(),
  );
}
