import { call } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf, instantOf } from '../../expressions.js';
import { hasCell, logAnalyticsCells } from '../../log-analytics-cells.js';
import type { JsonRecord, Shape } from '../../source.js';
import { mfaText, pathColumns, recordFields, tableOnly, typeOf } from '../columns.js';
import { rowOf } from '../row.js';

/** Dataset columns that the table has under the same name. */
const columns: readonly string[] = [
  ...recordFields.map(({ column }) => column),
  ...Object.keys(tableOnly),
  ...pathColumns.map(({ name }) => name).filter((name) => !name.includes('.')),
];

/** Columns that only the record has. */
const notInTable: ReadonlySet<string> = new Set([
  'UserIdentity',
  'TlsDetails',
  'EdgeDeviceDetails',
  'EventContext',
  'Addendum',
  'VpcEndpointAccountId',
  'SessionCredentialFromConsole',
]);

/** Columns that are empty in most rows: where an export has all of them, no one projected them away. */
const sparse = ['ErrorCode', 'ErrorMessage', 'RequestParameters', 'ResponseElements', 'AdditionalEventData'];

/** Rows of the table AWSCloudTrail however they leave Log Analytics: portal CSV, query API, export, SDK lines. */
export const tableRow: Shape = {
  id: 'cloudtrail-table-row',
  title: 'Log Analytics rows of AWSCloudTrail (CSV, query API, export, lines)',
  recognises: isRow,
  read: (observed, { dayFirst }) => {
    const { cell, fields } = logAnalyticsCells(observed);
    const values = Object.fromEntries(
      columns
        .filter((name) => !notInTable.has(name))
        .map((name): [string, Expression] => [name, typed(cell(name), name, dayFirst)]),
    );
    const requestId = firstOf(cell('AwsRequestId_'), cell('AwsRequestId'));
    const mfa = call('lower', [cell('SessionMfaAuthenticated')]);
    return {
      fields,
      ...rowOf({
        time: cell('TimeGenerated'),
        dayFirst,
        complete: sparse.every((name) => observed.has([name])),
        values: { ...values, AwsRequestId_: requestId, [mfaText]: mfa },
      }),
    };
  },
};

function typed(value: Expression, name: string, dayFirst: boolean): Expression {
  switch (typeOf(name)) {
    case 'bool':
      return call('toBool', [value]);
    case 'real':
      return call('toReal', [value]);
    case 'datetime':
      return instantOf(value, dayFirst);
    case 'dynamic':
      return call('parseJson', [value]);
    default:
      return value;
  }
}

const signs = [
  'EventSource',
  'AwsEventId',
  'UserIdentityArn',
  'UserIdentityType',
  'AWSRegion',
  'EventTypeName',
];

function isRow(record: JsonRecord): boolean {
  const given = record['Type'];
  if (typeof given === 'string' && given !== '' && hasCell(record, 'TimeGenerated'))
    return given.toLowerCase() === 'awscloudtrail';
  return hasCell(record, 'EventName') && signs.filter((name) => hasCell(record, name)).length >= 2;
}
