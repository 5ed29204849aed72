import type { Catalog, View } from '@interloper/plan';
import type { Source } from './source.js';

/** The scan column that holds a record's raw text, where it is kept (see `rawDataset`). */
export const rawColumn = '_raw';

/** The dataset that holds the raw text of another's rows: the text in row n is that of row n. */
export function rawDataset(dataset: string): string {
  return `${dataset}_raw`;
}

/**
 * What sources give each language to query. With `raw`, events have their raw text: plans that use it must go through
 * `joinRaw` before they are run.
 */
export function catalogOf(sources: readonly Source[], { raw = false } = {}): Catalog {
  return {
    tables: sources.flatMap((source) => source.tables),
    sourcetypes: sources.flatMap((source) => (raw ? source.sourcetypes.map(withRaw) : source.sourcetypes)),
    logsources: sources.flatMap((source) => source.logsources),
    identities: sources.flatMap(({ identities = [] }) => identities),
  };
}

function withRaw(view: View): View {
  const columns = [...view.scan.columns, { name: rawColumn, type: 'string' as const }];
  return { ...view, raw: rawColumn, scan: { ...view.scan, columns } };
}
