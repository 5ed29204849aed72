import type { Column, Lookup, Scan } from '@interloper/plan';
import type { InputSummary } from '@interloper/report';
import type { Reader, Store } from '@interloper/sql';
import type { Quarantined } from '../ingest/account.js';

/** A watchlist as a store keeps it, beside its rows. */
export interface KeptWatchlist {
  readonly lookup: Lookup;
  readonly input: InputSummary;
  readonly quarantine: readonly Quarantined[];
}

/** Where a store keeps what its watchlists are: one row each, as JSON; the last one of a name counts. In no catalogue. */
export const contextDataset = 'interloper_context';

export const contextColumns: readonly Column[] = [
  { name: 'name', type: 'string' },
  { name: 'kept', type: 'string' },
];

const scan: Scan = { kind: 'scan', dataset: contextDataset, columns: contextColumns };

export async function saveWatchlist(store: Store, kept: KeptWatchlist): Promise<void> {
  await store.append(contextDataset, {
    kind: 'values',
    columns: contextColumns,
    rows: [[kept.lookup.name, JSON.stringify(kept)]],
  });
}

/** The watchlists that a store holds, by name. */
export async function loadWatchlists(
  reader: Pick<Reader, 'query'>,
): Promise<ReadonlyMap<string, KeptWatchlist>> {
  const { rows } = await reader.query(scan);
  return new Map(
    rows.flatMap(([name, kept]) =>
      // This package wrote them: the shape is known.
      typeof name === 'string' && typeof kept === 'string' ? [[name, JSON.parse(kept) as KeptWatchlist]] : [],
    ),
  );
}
