import { logAnalyticsRow, logAnalyticsText, projectRow } from '../records/log-analytics.js';
import { allTables, byCategory, defaultWorkspaceId, type SignInShape } from '../shape.js';
import { signInStreams } from '../tables.js';

/** `az monitor log-analytics query` and its PowerShell kin: an array of flat objects, every value a text, and `TableName` (reference, section 1). */
export const logAnalyticsStrings: SignInShape = {
  id: 'log-analytics-strings',
  title: 'Log Analytics rows from az, every value a text',
  tables: allTables,
  precision: '100ns',
  lacks: [],
  write: (events, { workspaceId = defaultWorkspaceId, columns }) =>
    [...byCategory(events)].map(([category, members]) => ({
      path: `log-analytics/${signInStreams[category].table}-az.json`,
      body: `${JSON.stringify(
        members.map((event) => {
          const row = projectRow(logAnalyticsRow(event, workspaceId), columns);
          const cells = row.columns.map(
            (column, index) => [column.name, logAnalyticsText(row.values[index] ?? null)] as const,
          );
          return Object.fromEntries([...cells, ['TableName', 'PrimaryResult'] as const]);
        }),
        null,
        2,
      )}\n`,
    })),
};
