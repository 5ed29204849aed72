import type { Json } from '../json.js';
import type { Column } from '../tables.js';
import { dayFirstDate, usDate } from '../time.js';
import { isStructured, logAnalyticsText } from './log-analytics.js';

export interface CsvCellOptions {
  readonly locale: 'en-US' | 'en-GB';
  readonly booleans: 'true' | 'TRUE';
}

/** Short lists of words, which the service stores without line breaks. */
const compactColumns: ReadonlySet<string> = new Set(['RiskEventTypes', 'RiskEventTypes_V2']);

/**
 * A cell of the Log Analytics CSV export (reference, section 2.4): locale dates, dynamic values as compact
 * JSON, JSON inside string columns pretty-printed over several lines, numbers as they are.
 */
export function logAnalyticsCsvCell(column: Column, value: Json, options: CsvCellOptions): string {
  if (value === null) return '';
  if (column.type === 'datetime') {
    const time = logAnalyticsText(value);
    return options.locale === 'en-US' ? usDate(time) : dayFirstDate(time);
  }
  if (typeof value === 'boolean') {
    return options.booleans === 'TRUE' ? String(value).toUpperCase() : String(value);
  }
  if (column.type === 'string' && isStructured(value) && !compactColumns.has(column.name)) {
    return JSON.stringify(value, null, 2);
  }
  return logAnalyticsText(value);
}

/** The header of a column: times say their zone. */
export function logAnalyticsCsvHeader(column: Column): string {
  return column.type === 'datetime' ? `${column.name} [UTC]` : column.name;
}
