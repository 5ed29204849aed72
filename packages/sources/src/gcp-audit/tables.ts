import { call, or, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { derived, named, stored, tableViews } from '../stored-log/views.js';
import { entryFields, payloadFields } from './audit-record.js';
import { iamColumns } from './iam-table.js';
import type { IamColumn } from './iam-table.js';
import { log } from './log.js';

/**
 * What the connector of `GCP_IAM_CL` asks Google for: methods whose name holds one of these, in any case. So entries
 * from elsewhere are seen in the table too.
 */
const iamMethods = [
  '(?:Create|Delete|Undelete|Update|Get)Role',
  '(?:List|QueryGrantable)Roles',
  '(?:Create|Delete|Disable|Enable|Get|Patch|Undelete|Update)ServiceAccount',
  '(?:Create|Delete|Upload|Get)ServiceAccountKey',
  'ListServiceAccount(?:Key)?s',
  'SetIAMPolicy|GetEffectivePolicy',
  'ExchangeToken|GenerateAccessToken|GenerateIdToken|SignBlob|SignJwt',
  '(?:Create|Delete|Undelete|Update|Get)WorkloadIdentityPool',
  'ListWorkloadIdentityPool',
].join('|');

const ofIam = or(
  call('eq', [stored(log, 'LogTable'), text('GCP_IAM_CL')]),
  call('matchesRegexIgnoreCase', [stored(log, 'MethodName'), text(iamMethods)]),
);

/** The value at a path from the log entry down, as text. */
function textAt([first = '', second = '', ...rest]: readonly string[]): Expression {
  const own = first === 'protoPayload' ? payloadFields[second] : entryFields[first];
  if (own === undefined) throw new Error(`a log entry has no ${first}.${second}`);
  const steps = first === 'protoPayload' ? rest : second === '' ? [] : [second, ...rest];
  const value = stored(log, own);
  if (steps.length > 0) return call('pathText', [value, ...steps.map(text)]);
  return value.type === 'dynamic' ? call('toText', [value]) : value;
}

function iamValue({ name, path }: IamColumn): Expression {
  const value = textAt(path);
  if (name.endsWith('_d')) return call('toReal', [value]);
  return name.endsWith('_b') ? call('toBool', [value]) : value;
}

function iamTable(name: string, title: string, own: (column: IamColumn) => string): View {
  const fills = (...names: readonly string[]): readonly ViewColumn[] =>
    names.map((column) => named(log, column, column));
  return {
    name,
    title,
    scan: log.scan,
    filter: ofIam,
    columns: [
      ...fills('TenantId'),
      derived('SourceSystem', call('coalesce', [stored(log, 'SourceSystem'), text('RestAPI')])),
      ...fills('MG', 'ManagementGroupName', 'TimeGenerated', 'Computer', 'RawData'),
      ...iamColumns.map((column) => derived(own(column), iamValue(column))),
      derived('Type', text('GCP_IAM_CL')),
      ...fills('_ResourceId'),
    ],
    time: 'TimeGenerated',
  };
}

/** The audit log as KQL knows it: Sentinel's table, that of the IAM connector, and that connector's function. */
export const tables: readonly View[] = [
  ...tableViews(log, 'GCP'),
  iamTable('GCP_IAM_CL', 'Google Cloud IAM (custom table)', ({ name }) => name),
  iamTable('GCP_IAM', 'Google Cloud IAM (function over GCP_IAM_CL)', ({ parsed }) => parsed),
];
