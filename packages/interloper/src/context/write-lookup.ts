import type { LookupWrite } from '@interloper/plan';

/** Rows as text, an empty cell as an empty text. */
export interface Entries {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A lookup to write, and the rows that the search has for it. */
export interface WrittenRows extends Entries {
  readonly write: Omit<LookupWrite, 'rows'>;
}

/** What becomes of a lookup that is written. */
export type Outcome =
  | { readonly kind: 'kept' | 'deleted' }
  | { readonly kind: 'written'; readonly entries: Entries; readonly lostColumns: readonly string[] };

/**
 * What a lookup holds once rows are written to it (Search Reference, outputlookup: append, create_empty, key_field,
 * override_if_empty, "Append results"); `before` is undefined for one that is not there.
 */
export function afterWrite(before: Entries | undefined, { write, header, rows }: WrittenRows): Outcome {
  const { append, createEmpty, overrideIfEmpty, keyField } = write;
  if (rows.length === 0) {
    if (before !== undefined && (append || !overrideIfEmpty)) return { kind: 'kept' };
    if (createEmpty) return { kind: 'written', entries: { header, rows: [] }, lostColumns: [] };
    return { kind: before === undefined ? 'kept' : 'deleted' };
  }
  const all = append ? before : undefined;
  const columns = all?.header ?? header;
  const places = columns.map((name) => header.indexOf(name));
  const added = rows.map((row) => places.map((at) => row[at] ?? ''));
  const key = keyField === undefined ? -1 : columns.indexOf(keyField);
  return {
    kind: 'written',
    entries: { header: columns, rows: keyed([...(all?.rows ?? []), ...added], key, all?.rows.length ?? 0) },
    lostColumns: header.filter((name) => !columns.includes(name)),
  };
}

/**
 * Rows behind the first `old` take the place of the row of the same value in the key's column, also of one among
 * themselves; one without a value is a row of its own.
 */
function keyed(
  rows: readonly (readonly string[])[],
  key: number,
  old: number,
): readonly (readonly string[])[] {
  if (key === -1) return rows;
  const kept: (readonly string[])[] = [];
  const places = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const value = row[key] ?? '';
    const place = index < old ? undefined : places.get(value);
    if (place === undefined) {
      if (value !== '') places.set(value, kept.length);
      kept.push(row);
    } else kept[place] = row;
  }
  return kept;
}
