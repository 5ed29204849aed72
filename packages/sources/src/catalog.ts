import type { Catalog } from '@interloper/plan';
import type { Source } from './source.js';

/** What sources give each language to query. */
export function catalogOf(sources: readonly Source[]): Catalog {
  return {
    tables: sources.flatMap((source) => source.tables),
    sourcetypes: sources.flatMap((source) => source.sourcetypes),
    logsources: sources.flatMap((source) => source.logsources),
  };
}
