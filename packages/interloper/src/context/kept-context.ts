import type { Column, ExternalFile, Lookup, Scan } from '@interloper/plan';
import type { InputSummary } from '@interloper/report';
import type { Reader, Store } from '@interloper/sql';
import type { Quarantined } from '../ingest/account.js';

/** A file of context as a store keeps it, beside its rows: of a watchlist and of a file that rules name by an
 * address also what rules see of it. */
export interface KeptContext {
  readonly lookup?: Lookup;
  readonly external?: ExternalFile;
  readonly input: InputSummary;
  readonly quarantine: readonly Quarantined[];
  /** A search wrote it (`outputlookup`): a file of that name beside rules does not take its place. */
  readonly written?: true;
}

/**
 * Where a store keeps what its files of context are: one row each, as JSON; the last one of a name counts. Watchlists
 * go by their name, files with an address by that, files of indicators by their hash. In no catalogue.
 */
export const contextDataset = 'interloper_context';

export const contextColumns: readonly Column[] = [
  { name: 'name', type: 'string' },
  { name: 'kept', type: 'string' },
];

const scan: Scan = { kind: 'scan', dataset: contextDataset, columns: contextColumns };

/** Null: there is none of the name any more. */
export async function saveContext(store: Store, name: string, kept: KeptContext | null): Promise<void> {
  await store.append(contextDataset, {
    kind: 'values',
    columns: contextColumns,
    rows: [[name, JSON.stringify(kept)]],
  });
}

/** The files of context that a store holds, by name. */
export async function loadContext(reader: Pick<Reader, 'query'>): Promise<ReadonlyMap<string, KeptContext>> {
  const { rows } = await reader.query(scan);
  const found = new Map<string, KeptContext>();
  for (const [name, text] of rows) {
    if (typeof name !== 'string' || typeof text !== 'string') continue;
    // This package wrote them: the shape is known.
    const kept = JSON.parse(text) as KeptContext | null;
    if (kept === null) found.delete(name);
    else found.set(name, kept);
  }
  return found;
}
