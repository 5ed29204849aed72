import { csvText } from '../containers/csv.js';
import { logAnalyticsColumns } from '../records/log-analytics-columns.js';
import { logAnalyticsCsvCell, logAnalyticsCsvHeader } from '../records/log-analytics-csv-cell.js';
import { logAnalyticsRow } from '../records/log-analytics.js';
import { daySpan, defaultWorkspaceId, userTables, type SignInShape } from '../shape.js';
import type { Column } from '../tables.js';

/**
 * CSV export of `union SigninLogs, AADNonInteractiveUserSignInLogs`: a column whose type differs between
 * the two becomes a pair `<name>_dynamic`, `<name>_string`, of which each row fills one (reference, section 2.4).
 */
export const logAnalyticsUnionCsv: SignInShape = {
  id: 'log-analytics-union-csv',
  title: 'Log Analytics CSV export of a union of both user tables',
  tables: userTables,
  precision: 'milliseconds',
  lacks: [],
  write: (
    events,
    { workspaceId = defaultWorkspaceId, locale = 'en-US', booleans = 'true', lineBreak = '\n' },
  ) => {
    const columns = unionColumns();
    const rows = events.map((event) => {
      const row = logAnalyticsRow(event, workspaceId);
      return columns.map(({ column }) => {
        const index = row.columns.findIndex(({ name, type }) => name === column.name && type === column.type);
        return index < 0 ? '' : logAnalyticsCsvCell(column, row.values[index] ?? null, { locale, booleans });
      });
    });
    return [
      {
        path: `log-analytics/union_${daySpan(events)}.csv`,
        body: csvText([columns.map(({ header }) => header), ...rows], lineBreak),
        bom: true,
      },
    ];
  },
};

function unionColumns(): readonly { readonly header: string; readonly column: Column }[] {
  const left = logAnalyticsColumns.SigninLogs;
  const right = logAnalyticsColumns.AADNonInteractiveUserSignInLogs;
  const shared = left.flatMap((column) => {
    const other = right.find(({ name }) => name === column.name);
    if (other === undefined || other.type === column.type)
      return [{ header: logAnalyticsCsvHeader(column), column }];
    return [column, other].map((half) => ({ header: `${half.name}_${half.type}`, column: half }));
  });
  const added = right.filter(({ name }) => left.every((column) => column.name !== name));
  return [...shared, ...added.map((column) => ({ header: logAnalyticsCsvHeader(column), column }))].filter(
    ({ column }) => !column.name.startsWith('_'),
  );
}
