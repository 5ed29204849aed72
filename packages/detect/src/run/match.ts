import { ticksOfIso } from '@interloper/plan';
import type { LanguageId } from '@interloper/plan';
import type { Json, ResultSet } from '@interloper/sql';
import type { DetectionPackage, DetectionQuery } from '../package.js';
import { gradeRow } from './grade.js';
import type { Row, Verdict } from './grade.js';

/** One row that a rule found. */
export interface Match extends Verdict {
  /** The account in lower case: what makes two matches one account's. */
  readonly key: string;
  /** The account as the row spells it. */
  readonly account: string;
  /** Ticks. */
  readonly time: bigint;
  readonly query: LanguageId;
  readonly row: Row;
}

const NO_ACCOUNT = '(no account)';

/**
 * The matches in a rule's answer. A row without a time cannot be placed in a lookback and is left out, as the
 * detection's coverage tells; one without an account is kept under a name of its own.
 */
export function matchesOf(
  detection: DetectionPackage,
  query: DetectionQuery,
  { columns, rows }: ResultSet,
): readonly Match[] {
  const times = timeColumns(query, columns);
  const rowOf = rowsUnder(columns.map(({ name }) => name));
  return rows.flatMap((cells): readonly Match[] => {
    const row = rowOf(cells);
    const time = firstOf(times, (name) => instantOf(row[name]));
    if (time === undefined) return [];
    const account = firstOf(query.account, (name) => nameOf(row[name])) ?? NO_ACCOUNT;
    return [
      {
        key: account.toLowerCase(),
        account,
        time,
        query: query.language,
        row,
        ...gradeRow(detection, query, row),
      },
    ];
  });
}

/** Rows that several rules find are one object: they are held until the end of a run. */
const knownRows = new WeakMap<readonly Json[], { readonly key: string; readonly row: Row }>();

function rowsUnder(names: readonly string[]): (cells: readonly Json[]) => Row {
  const key = names.join('\n');
  return (cells) => {
    const known = knownRows.get(cells);
    if (known?.key === key) return known.row;
    const row: Row = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null]));
    knownRows.set(cells, { key, row });
    return row;
  };
}

/**
 * The columns that say when the event happened: those of the query that its answer has, else the first column of
 * instants. None: its rows cannot be placed in time.
 */
export function timeColumns({ time }: DetectionQuery, columns: ResultSet['columns']): readonly string[] {
  const named = time.filter((wanted) => columns.some(({ name }) => name === wanted));
  if (named.length > 0) return named;
  const [first] = columns.filter(({ type }) => type === 'datetime');
  return first === undefined ? [] : [first.name];
}

function firstOf<T>(columns: readonly string[], read: (column: string) => T | undefined): T | undefined {
  for (const column of columns) {
    const value = read(column);
    if (value !== undefined) return value;
  }
  return undefined;
}

function instantOf(cell: Json | undefined): bigint | undefined {
  return typeof cell === 'string' ? ticksOfIso(cell) : undefined;
}

/** Text that is not blank; of Splunk's multivalues the first. */
function nameOf(cell: Json | undefined): string | undefined {
  const text: unknown = Array.isArray(cell) ? cell[0] : cell;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}
