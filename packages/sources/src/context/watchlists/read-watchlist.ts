import { createHash } from 'node:crypto';
import { call, column, isLookupName } from '@interloper/plan';
import type { DatasetColumn, Lookup, LookupColumn, LookupMatch } from '@interloper/plan';
import { parse } from 'csv-parse/sync';
import { cleanHeader } from '../../files/csv-header.js';
import { addressRange } from '../address-range.js';
import type { BadEntry, ContextRow, ContextTable } from '../context-table.js';
import { ContextProblem } from '../problem.js';
import { standardWatchlists } from './standard.js';
import type { StandardWatchlist } from './standard.js';
import { defaultSettings } from './transforms.js';
import type { LookupSettings } from './transforms.js';

/** A watchlist read from a file: what rules see of it, and its rows. */
export interface Watchlist {
  readonly lookup: Lookup;
  readonly table: ContextTable;
}

export interface WatchlistFile {
  readonly name: string;
  /** The path, for messages. */
  readonly file: string;
  readonly text: string;
  /** When the file was last written: ISO 8601. */
  readonly updated: string;
  /** How rows are found; without it as Splunk does by default, and of a standard watchlist as it says. */
  readonly settings?: LookupSettings;
}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Reads a watchlist from CSV with a header. Cells are text as they stand; an empty one is null. A row with more or fewer
 * cells than the header is set aside. Throws `ContextProblem` for a file that cannot be the watchlist.
 */
export function readWatchlist({ text, ...about }: WatchlistFile): Watchlist {
  const { name, file } = about;
  if (!isLookupName(name))
    throw new ContextProblem(`"${name}" is no name for a watchlist: use letters, digits, "_", "-" and "."`);
  return watchlistOf(about, cellsOf(text, name, file));
}

/** A watchlist of columns and rows; an empty cell is null. Throws `ContextProblem` when they cannot be the watchlist. */
export function writtenWatchlist(
  about: Omit<WatchlistFile, 'text'>,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Watchlist {
  const placed = rows.map((cells, index) => ({ cells, line: index + 1 }));
  return watchlistOf(about, { header, rows: placed, bad: [] });
}

/** How rows of a lookup are found, as it was read. */
export function settingsOfLookup(lookup: Lookup): LookupSettings {
  const { caseSensitive, maxMatches, minMatches, defaultMatch, columns } = lookup;
  const matchedAs = (kind: LookupMatch['kind']): readonly string[] =>
    columns.filter(({ match }) => match?.kind === kind).map(({ name }) => name);
  const [networks, wildcards] = [matchedAs('network'), matchedAs('wildcard')];
  return { caseSensitive, maxMatches, minMatches, defaultMatch, networks, wildcards };
}

function watchlistOf(
  { name, file, updated, settings }: Omit<WatchlistFile, 'text'>,
  { header, rows, bad }: Cells,
): Watchlist {
  const standard = standardWatchlists.find((list) => list.name === name);
  checkHeader(header, standard, name, file);
  const used = settings ?? (standard === undefined ? defaultSettings : settingsOf(standard));
  checkSettings(header, used, name, file);
  const networks = new Set(used.networks);
  const strangers = new Map<string, string>();
  const stored = rows.map(({ cells, line }): ContextRow => {
    const row: Record<string, string | undefined> = {
      _record: String(line),
      whole: 'true',
      item: itemId(name, line, cells),
      updated,
    };
    header.forEach((title, index) => {
      const cell = cells[index];
      if (cell === undefined || cell === '') return;
      row[`c${index}`] = cell;
      if (!networks.has(title)) return;
      const range = addressRange(cell);
      row[`c${index}_first`] = range?.first;
      row[`c${index}_last`] = range?.last;
      if (range === undefined && !strangers.has(title)) strangers.set(title, cell);
    });
    return row;
  });
  return {
    lookup: lookupOf(name, standard, header, used, uniqueColumns(header, rows)),
    table: {
      dataset: datasetOf(name),
      columns: storedColumns(header, networks),
      rows: stored,
      bad,
      remarks: [...strangers].map(
        ([title, cell]) =>
          `${file}: the column ${title} of the watchlist ${name} holds networks, and ${JSON.stringify(cell.slice(0, 80))} is none: it matches nothing`,
      ),
    },
  };
}

/** The standard watchlists that nobody has given: empty. */
export function absentWatchlist(standard: StandardWatchlist): Watchlist {
  const { name, columns, networks } = standard;
  const lookup = lookupOf(name, standard, columns, settingsOf(standard), columns);
  return {
    lookup: { ...lookup, absent: true },
    table: {
      dataset: datasetOf(name),
      columns: storedColumns(columns, new Set(networks)),
      rows: [],
      bad: [],
      remarks: [],
    },
  };
}

/** Accounts and domains have no case; of an address one network is enough. */
function settingsOf({ networks }: StandardWatchlist): LookupSettings {
  return {
    ...defaultSettings,
    caseSensitive: false,
    maxMatches: networks.length > 0 ? 1 : defaultSettings.maxMatches,
    networks,
  };
}

function datasetOf(name: string): string {
  return `watchlist_${name}`;
}

/** Columns by place: names that differ in case only, or are the engine's own, stay apart. */
function storedColumns(header: readonly string[], networks: ReadonlySet<string>): readonly DatasetColumn[] {
  const texts = header.flatMap((title, index) =>
    networks.has(title) ? [`c${index}`, `c${index}_first`, `c${index}_last`] : [`c${index}`],
  );
  return [
    { name: 'whole', type: 'bool' },
    // An empty cell is no gap in the data.
    ...['item', 'updated', ...texts].map((name): DatasetColumn => ({
      name,
      type: 'string',
      carried: 'whole',
    })),
  ];
}

function lookupOf(
  name: string,
  standard: StandardWatchlist | undefined,
  header: readonly string[],
  settings: LookupSettings,
  unique: readonly string[],
): Lookup {
  const networks = new Set(settings.networks);
  const text = (stored: string) => column(stored, 'string');
  const columns = header.map((title, index): LookupColumn => {
    const match: LookupMatch | undefined = networks.has(title)
      ? { kind: 'network', first: text(`c${index}_first`), last: text(`c${index}_last`) }
      : settings.wildcards.includes(title)
        ? { kind: 'wildcard' }
        : undefined;
    return { name: title, expression: text(`c${index}`), ...(match === undefined ? {} : { match }) };
  });
  const { caseSensitive, maxMatches, minMatches, defaultMatch } = settings;
  return {
    name,
    aliases: [],
    title: standard?.title ?? `the watchlist ${name}`,
    scan: { kind: 'scan', dataset: datasetOf(name), columns: storedColumns(header, networks) },
    columns,
    key: standard?.key ?? header[0] ?? '',
    watchlist: { item: text('item'), updated: call('toDatetime', [text('updated')]) },
    caseSensitive,
    maxMatches,
    minMatches,
    defaultMatch,
    unique,
  };
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

interface Cells {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  readonly bad: readonly BadEntry[];
}

function cellsOf(text: string, name: string, file: string): Cells {
  const [first = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  const delimiter = DELIMITERS.toSorted(
    (one, other) => first.split(other).length - first.split(one).length,
  )[0];
  const [head, ...rest] = parsed(text, delimiter ?? ',', name, file);
  if (head === undefined || head.cells.every((cell) => cell.trim() === ''))
    throw new ContextProblem(`${file}: the watchlist ${name} is empty: its first line must name the columns`);
  const header = cleanHeader(head.cells);
  const rows = rest.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const fits = ({ cells }: Row): boolean => cells.length === header.length;
  return {
    header,
    rows: rows.filter(fits),
    bad: rows
      .filter((row) => !fits(row))
      .map(({ cells, line }) => ({
        line,
        cause: `the row has ${cells.length} cells, the header ${header.length}`,
        excerpt: cells.join(delimiter).slice(0, 200),
      })),
  };
}

function parsed(text: string, delimiter: string, name: string, file: string): readonly Row[] {
  try {
    const found: unknown = parse(text, {
      bom: true,
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
    // csv-parse gives these objects when asked for `info`.
    const records = found as readonly {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    return records.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new ContextProblem(`${file}: the watchlist ${name} is no CSV: ${cause}`);
  }
}

function checkHeader(
  header: readonly string[],
  standard: StandardWatchlist | undefined,
  name: string,
  file: string,
): void {
  const missing = standard?.columns.filter((title) => !header.includes(title)) ?? [];
  if (missing.length > 0)
    throw new ContextProblem(
      `${file}: the watchlist ${name} must have the columns ${standard?.columns.join(', ') ?? ''}; it lacks ${missing.join(', ')}`,
    );
}

function checkSettings(
  header: readonly string[],
  { networks, wildcards }: LookupSettings,
  name: string,
  file: string,
): void {
  const unknown = [...networks, ...wildcards].filter((title) => !header.includes(title));
  if (unknown.length > 0)
    throw new ContextProblem(
      `${file}: match_type names ${unknown.join(', ')}, which the watchlist ${name} does not have (it has ${header.join(', ')})`,
    );
}

/** Columns in which no value occurs twice: a lookup by one of them finds one row. */
function uniqueColumns(header: readonly string[], rows: readonly Row[]): readonly string[] {
  return header.filter((_, index) => {
    const values = rows.map(({ cells }) => (cells[index] ?? '').toLowerCase()).filter((cell) => cell !== '');
    return new Set(values).size === values.length;
  });
}

/** An id like those of the service: the same for the same row of the same list. */
function itemId(name: string, line: number, cells: readonly string[]): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([name, line, cells]))
    .digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(12, 16),
    hash.slice(16, 20),
    hash.slice(20, 32),
  ].join('-');
}
