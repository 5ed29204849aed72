import { logAnalyticsCell, logAnalyticsRow, logAnalyticsText, projectRow } from '../records/log-analytics.js';
import { allTables, byCategory, defaultWorkspaceId, type SignInShape } from '../shape.js';
import { signInStreams } from '../tables.js';

/** An answer of the Log Analytics query API: tables, columns, rows; dynamic cells are JSON in a text (reference, section 1). */
export const logAnalyticsQuery: SignInShape = {
  id: 'log-analytics-query',
  title: 'Log Analytics query API answer',
  tables: allTables,
  precision: '100ns',
  lacks: [],
  write: (events, { workspaceId = defaultWorkspaceId, columns, partial = false }) =>
    [...byCategory(events)].map(([category, members]) => {
      const rows = members.map((event) => projectRow(logAnalyticsRow(event, workspaceId), columns));
      return {
        path: `log-analytics/${signInStreams[category].table}-query.json`,
        body: JSON.stringify({
          tables: [
            {
              name: 'PrimaryResult',
              columns: (rows[0]?.columns ?? []).map(({ name, type }) => ({ name, type })),
              rows: rows.map((row) =>
                row.columns.map((column, index) => {
                  const value = row.values[index] ?? null;
                  return column.type === 'dynamic' && value !== null
                    ? logAnalyticsText(value)
                    : logAnalyticsCell(column, value);
                }),
              ),
            },
          ],
          ...(partial ? { error: PARTIAL_ERROR } : undefined),
        }),
      };
    }),
};

/** What the service adds when an answer exceeds its limits: the rows that fit are there all the same. */
const PARTIAL_ERROR = {
  code: 'PartialError',
  message: 'There were some errors when processing your query.',
  details: [{ code: 'EngineError', message: 'The result set exceeded the limit on its size.' }],
};
