import { call, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { logAnalyticsCells } from '../log-analytics-cells.js';
import type { ObservedNames, Reading, ReadOptions } from '../source.js';
import { rowOf } from '../stored-log/row.js';
import { auditFields } from './fields.js';
import type { AuditField } from './fields.js';
import { log } from './log.js';

/** How one of the tables names what every record has. */
interface TableNames {
  readonly field: (field: AuditField) => string;
  readonly created: string;
  /** Columns that hold the time of the event. */
  readonly times: readonly string[];
}

/** Columns that an export has which left none out. */
const wide = ['actor_ip', 'operation_type', 'user_agent'];

/** Reads rows of a table of the audit log. */
export function readTableRows(
  names: TableNames,
  observed: ObservedNames,
  { dayFirst }: ReadOptions,
): Reading {
  const { cell, fields } = logAnalyticsCells(observed);
  const texts: Record<string, Expression> = Object.fromEntries(
    auditFields.map((field) => [field.column, spelt(cell(names.field(field)), field)]),
  );
  texts['TimeGenerated'] = cell('TimeGenerated');
  texts['TenantId'] = cell('TenantId');
  texts['CreatedAt'] = cell(names.created);
  if (names.times.length > 0) texts['Timestamp'] = firstOf(...names.times.map(cell));
  const complete = wide.every((name) =>
    auditFields.some((field) => field.name === name && hasColumn(observed, names.field(field))),
  );
  texts['Complete'] = text(String(complete));
  return { fields, ...rowOf(log, { table: text('GitHubAuditLogsV2_CL'), texts, dayFirst }) };
}

function hasColumn(observed: ObservedNames, name: string): boolean {
  return ['', '_s', '_string'].some((suffix) => observed.has([`${name}${suffix}`]));
}

/** A value as the record spells it: the tables have numbers as real ones, spreadsheets booleans in capitals. */
function spelt(value: Expression, { type }: AuditField): Expression {
  switch (type) {
    case 'bool':
      return call('lower', [value]);
    case 'real':
      return call('replaceRegex', [value, text(String.raw`^(-?\d+)\.0+$`), text(String.raw`\1`)]);
    default:
      return value;
  }
}
