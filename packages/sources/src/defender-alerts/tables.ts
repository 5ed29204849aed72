import { and, call, or } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { ofTables, stored, tableViews } from '../stored-log/views.js';
import { isFilledList } from './entities.js';
import { evidenceColumns } from './evidence.js';
import { kinds, log } from './log.js';

const evidence = stored(log, 'Evidence');

const apis = [kinds.graph, kinds.endpoint, kinds.incident];

/** Which kinds of rows are in a table. */
const filters: Readonly<Record<string, Expression>> = {
  SecurityAlert: ofTables(kinds.securityAlert, ...apis, kinds.legacy),
  AlertInfo: ofTables(kinds.info, ...apis),
  AlertEvidence: or(ofTables(kinds.evidence), and(ofTables(...apis), isFilledList(evidence))),
};

/** Advanced hunting's time; where an export lacks it, that of Log Analytics. */
const timestamp = call('coalesce', [stored(log, 'Timestamp'), stored(log, 'TimeGenerated')]);

/**
 * The three tables as KQL knows them. An alert of an API is a row of SecurityAlert, with Sentinel's names, and of
 * AlertInfo, with Defender's; each piece of its evidence is a row of AlertEvidence.
 */
export const tables: readonly View[] = tableViews(log, 'Detection').map((table) => {
  const filter = filters[table.name];
  if (filter === undefined) throw new Error(`no rows are of ${table.name}`);
  const ofEvidence = table.name === 'AlertEvidence';
  return {
    ...table,
    filter,
    ...(ofEvidence
      ? { each: { list: evidence, column: { name: 'evidence', type: 'dynamic' as const } } }
      : {}),
    columns: table.columns.map((item): ViewColumn => {
      if (item.name === 'Timestamp') return { ...item, expression: timestamp };
      const derived = ofEvidence ? evidenceColumns[item.name] : undefined;
      return derived === undefined
        ? item
        : { ...item, expression: call('coalesce', [item.expression, derived]) };
    }),
  };
});
