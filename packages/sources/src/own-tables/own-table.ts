import type { DatasetColumn, ScalarType } from '@interloper/plan';
import { looseName } from '../observed-names.js';

/** A table made of files in which no known log was recognised: its columns are the names that their records have. */
export interface OwnTable {
  readonly name: string;
  /** In order of first appearance. */
  readonly columns: readonly OwnColumn[];
}

export interface OwnColumn {
  /** As the records have it. */
  readonly name: string;
  /** The dataset's column: engines do not tell names apart that differ in case only. */
  readonly stored: string;
  /** What all of its values are: `dynamic` where they are of several types. */
  readonly type: ScalarType;
  /** Its values are text of JSON, in cells of CSV. */
  readonly json?: true;
}

/** More names are no columns of a table, but keys of a map. */
export const MOST_COLUMNS = 2000;

/** The dataset of a table. (No dataset of a source, and no raw text of one, has such a name.) */
export function ownDatasetName(table: string): string {
  return `${table.toLowerCase()}:table`;
}

/** Beside the records' own columns, each stored as JSON: what reading finds out of a row. */
export const ownRowColumns: readonly DatasetColumn[] = [
  { name: 'EventTime', type: 'datetime' },
  /** Something was read. */
  { name: 'Whole', type: 'bool' },
  /** Its values are cells of CSV: all text, whatever they mean. */
  { name: 'Cells', type: 'bool' },
  { name: 'Unconverted', type: 'string' },
];

/** The table with columns for names that it had not. */
export function widened(table: OwnTable, names: readonly string[]): OwnTable {
  const known = new Set(table.columns.map(({ name }) => name));
  const taken = new Set(table.columns.map(({ stored }) => stored.toLowerCase()));
  const fresh = [...new Set(names)].flatMap((name): readonly OwnColumn[] => {
    if (known.has(name)) return [];
    let stored = `.${name}`;
    for (let number = 2; taken.has(stored.toLowerCase()); number += 1) stored = `.${name} (${number})`;
    taken.add(stored.toLowerCase());
    return [{ name, stored, type: 'dynamic' }];
  });
  return fresh.length === 0 ? table : { ...table, columns: [...table.columns, ...fresh] };
}

const extensions = /\.(?:gz|json|jsonl|ndjson|csv|tsv|txt|log|parquet|xlsx|snappy|zstd)$/i;

/**
 * A table's name for a file: its base name without what says how it is written, as an identifier; with a number when
 * it is `taken` by a known table.
 */
export function tableNameOf(path: string, taken: (name: string) => boolean): string {
  let base = path.split(/[/\\]/).at(-1) ?? '';
  while (extensions.test(base)) base = base.replace(extensions, '');
  const word = base.replaceAll(/[^\p{L}\p{N}]+/gu, '_').replaceAll(/^_+|_+$/g, '');
  const name = word === '' ? 'table' : /^\p{N}/u.test(word) ? `_${word}` : word;
  let free = name;
  for (let number = 2; taken(free); number += 1) free = `${name}_${number}`;
  return free;
}

/** Columns that say when a record's event happened, in the order in which they are asked. */
const timeNames = [
  'TimeGenerated',
  'Timestamp',
  '_time',
  'time',
  '@timestamp',
  'eventTime',
  'event_time',
  'EventTime',
  'createdDateTime',
  'activityDateTime',
  'CreationTime',
  'CreationDate',
  'created_at',
  'createdAt',
  'occurred_at',
  'published',
  'ts',
  'datetime',
  'date',
].map(looseName);

/** Of a record's names those that say when it happened, the first one first. Case does not matter; ` [UTC]` may follow. */
export function timeNamesOf(names: readonly string[]): readonly string[] {
  const rank = (name: string): number => timeNames.indexOf(looseName(name.replace(/ \[UTC\]$/, '')));
  return names.filter((name) => rank(name) !== -1).toSorted((one, other) => rank(one) - rank(other));
}
