import { csvText } from '../containers/csv.js';
import { logAnalyticsCsvCell, logAnalyticsCsvHeader } from '../records/log-analytics-csv-cell.js';
import { logAnalyticsRow, projectRow } from '../records/log-analytics.js';
import { allTables, byCategory, daySpan, defaultWorkspaceId, type SignInShape } from '../shape.js';
import { signInStreams } from '../tables.js';

/**
 * "Export to CSV" of the Logs page, one file per table: `[UTC]` headers, dates in the exporter's locale,
 * UTF-8 with a mark; the columns of the billing (`_…`) are not exported (reference, section 2.4 and real files).
 */
export const logAnalyticsCsv: SignInShape = {
  id: 'log-analytics-csv',
  title: 'Log Analytics CSV export',
  tables: allTables,
  precision: 'milliseconds',
  lacks: [],
  write: (events, options) => {
    const {
      workspaceId = defaultWorkspaceId,
      locale = 'en-US',
      booleans = 'true',
      lineBreak = '\n',
    } = options;
    return [...byCategory(events)].map(([category, members]) => {
      const rows = members.map((event) => projectRow(logAnalyticsRow(event, workspaceId), options.columns));
      const columns = (rows[0]?.columns ?? []).filter(({ name }) => !name.startsWith('_'));
      const lines = rows.map((row) =>
        row.columns.flatMap((column, index) =>
          column.name.startsWith('_')
            ? []
            : [logAnalyticsCsvCell(column, row.values[index] ?? null, { locale, booleans })],
        ),
      );
      return {
        path: `log-analytics/${signInStreams[category].table}_${daySpan(members)}.csv`,
        body: csvText([columns.map(logAnalyticsCsvHeader), ...lines], lineBreak),
        bom: true,
      };
    });
  },
};
