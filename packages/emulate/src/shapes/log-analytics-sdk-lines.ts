import { logAnalyticsRow, logAnalyticsText, projectRow } from '../records/log-analytics.js';
import { allTables, byCategory, defaultWorkspaceId, type SignInShape } from '../shape.js';
import { signInStreams } from '../tables.js';

/**
 * Rows saved through the API or an SDK: one object per line, every value a text, empty columns dropped,
 * angle brackets, ampersands and apostrophes as `\u003c` (reference, section 1).
 */
export const logAnalyticsSdkLines: SignInShape = {
  id: 'log-analytics-sdk-lines',
  title: 'Log Analytics rows from an SDK, JSON Lines of texts',
  tables: allTables,
  precision: '100ns',
  lacks: [],
  write: (events, { workspaceId = defaultWorkspaceId, columns, lineBreak = '\n' }) =>
    [...byCategory(events)].map(([category, members]) => ({
      path: `log-analytics/${signInStreams[category].table}-sdk.json`,
      body: members
        .map((event) => {
          const row = projectRow(logAnalyticsRow(event, workspaceId), columns);
          const cells = row.columns
            .map((column, index) => [column.name, logAnalyticsText(row.values[index] ?? null)] as const)
            .filter(([, text]) => text !== '');
          return escapeForHtml(JSON.stringify(Object.fromEntries(cells))) + lineBreak;
        })
        .join(''),
    })),
};

function escapeForHtml(json: string): string {
  return json.replace(
    /[<>&']/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
