import { csvText } from '../containers/csv.js';
import { isJsonObject, type Json } from '../json.js';
import { isStructured, logAnalyticsRow, logAnalyticsText, projectRow } from '../records/log-analytics.js';
import { allTables, byCategory, daySpan, defaultWorkspaceId, type SignInShape } from '../shape.js';
import { signInStreams } from '../tables.js';

/**
 * `DataFrame.to_csv` of a Log Analytics answer: an unnamed index column, dynamic cells as Python literals
 * (`{'errorCode': 0}`), `True`/`False`, times as `2026-03-10 09:14:07.552194+00:00` (reference, section 1).
 */
export const notebookCsv: SignInShape = {
  id: 'notebook-csv',
  title: 'Notebook (pandas) CSV with Python literals',
  tables: allTables,
  precision: 'microseconds',
  lacks: [],
  write: (events, { workspaceId = defaultWorkspaceId, columns, lineBreak = '\n' }) =>
    [...byCategory(events)].map(([category, members]) => {
      const rows = members.map((event) => projectRow(logAnalyticsRow(event, workspaceId), columns));
      return {
        path: `notebook/${signInStreams[category].table}_${daySpan(members)}.csv`,
        body: csvText(
          [
            ['', ...(rows[0]?.columns ?? []).map(({ name }) => name)],
            ...rows.map((row, index) => [
              String(index),
              ...row.columns.map(({ type }, at) => {
                const value = row.values[at] ?? null;
                if (type === 'datetime' && typeof value === 'string') {
                  return `${value.slice(0, 10)} ${value.slice(11, 26)}+00:00`;
                }
                if (typeof value === 'boolean' || (type === 'dynamic' && isStructured(value)))
                  return pythonLiteral(value);
                return logAnalyticsText(value);
              }),
            ]),
          ],
          lineBreak,
        ),
      };
    }),
};

/** `repr()` of the value. */
function pythonLiteral(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
    return value.includes("'") && !value.includes('"')
      ? `"${escaped}"`
      : `'${escaped.replaceAll("'", "\\'")}'`;
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(
      ([key, inner]) => `${pythonLiteral(key)}: ${pythonLiteral(inner)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  return `[${value.map(pythonLiteral).join(', ')}]`;
}
