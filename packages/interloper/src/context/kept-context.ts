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

export async function saveContext(store: Store, name: string, kept: KeptContext): Promise<void> {
  await store.append(contextDataset, {
    kind: 'values',
    columns: contextColumns,
    rows: [[name, JSON.stringify(kept)]],
  });
}

/** The files of context that a store holds, by name. */
export async function loadContext(reader: Pick<Reader, 'query'>): Promise<ReadonlyMap<string, KeptContext>> {
  const { rows } = await reader.query(scan);
  return new Map(
    rows.flatMap(([name, kept]) =>
      // This package wrote them: the shape is known.
      typeof name === 'string' && typeof kept === 'string' ? [[name, JSON.parse(kept) as KeptContext]] : [],
    ),
  );
}
