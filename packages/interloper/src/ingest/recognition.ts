import { classify, ownDatasetName, sources as allSources, tableNameOf } from '@interloper/sources';
import type { JsonRecord, Source } from '@interloper/sources';

/** What becomes of files in which no known log is recognised. */
export type UnknownFiles = 'tables' | 'refused';

/** How inputs are recognised. */
export interface Recognition {
  /** Whose shapes are tried. */
  readonly sources: readonly Source[];
  /** What the user says that every file is. */
  readonly forced?: Forced;
  /** The table that a file becomes in which no known log is recognised; undefined where such files are not read. */
  readonly ownTable: (path: string) => string | undefined;
  /** A record that no shape recognises as the row it is said to be; undefined when it is none. */
  readonly typed: (record: JsonRecord) => JsonRecord | undefined;
}

interface Forced {
  /** A table of its own, for whatever the files hold. */
  readonly table?: string;
}

/** So many tables of their own come from one run of reading: folders hold thousands of files that are no logs. */
const MOST_TABLES = 200;

/** A name that is no known source's or table's must be one that rules can write. */
export function isTableName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
}

/** The known source of an id or of one of its KQL tables, in any case. */
export function knownSource(name: string): Source | undefined {
  const same = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
  return allSources.find(({ id, tables }) => same(id) || tables.some((table) => same(table.name)));
}

/** How to recognise files, given what the user says they are: a source's id, a table's name, or nothing. */
export function recognitionOf(said: string | undefined, unknown: UnknownFiles): Recognition {
  const names = new Map<string, string>();
  const isKnown = (name: string): boolean => knownSource(name) !== undefined;
  const untyped = (): undefined => undefined;
  if (said === undefined) {
    const ownTable = (path: string): string | undefined => {
      if (unknown === 'refused') return undefined;
      const name = tableNameOf(path, isKnown);
      const key = ownDatasetName(name);
      if (!names.has(key) && names.size >= MOST_TABLES) return undefined;
      names.set(key, names.get(key) ?? name);
      return names.get(key);
    };
    return { sources: allSources, ownTable, typed: untyped };
  }
  const source = knownSource(said);
  const ownTable = (): string | undefined => undefined;
  if (source === undefined) return { sources: allSources, forced: { table: said }, ownTable, typed: untyped };
  // A row that does not say which table it is of: the user does.
  const table = source.tables.find(({ name }) => name.toLowerCase() === said.toLowerCase());
  const typed = (record: JsonRecord): JsonRecord | undefined => {
    if (table === undefined || typeof record['Type'] === 'string') return undefined;
    const row = { ...record, Type: table.name };
    return classify(row, [source]).kind === 'shape' ? row : undefined;
  };
  return { sources: [source], forced: {}, ownTable, typed };
}
