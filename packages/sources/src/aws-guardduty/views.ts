import { call, column, text } from '@interloper/plan';
import type { Expression, LogsourceView, Scan, View, ViewColumn } from '@interloper/plan';
import { filled, firstOf } from '../expressions.js';
import { datasetColumns, findingFields, pathColumns, typeOf } from './columns.js';

/** The dataset as every view scans it. */
const scan: Scan = { kind: 'scan', dataset: 'aws_guardduty', columns: datasetColumns, time: 'EventTime' };

function derived(name: string, expression: Expression, aliases: readonly string[] = []): ViewColumn {
  const result = { name, type: expression.type, expression };
  return aliases.length === 0 ? result : { ...result, aliases };
}

function value(name: string): Expression {
  return column(name, typeOf(name));
}

/**
 * The columns of AWSGuardDuty in Microsoft's order
 * (https://learn.microsoft.com/azure/azure-monitor/reference/tables/awsguardduty). Severities with a fraction are cut.
 */
const tableColumns = `
  TenantId TimeGenerated SchemaVersion AccountId Region Partition Id Arn ActivityType ResourceDetails ServiceDetails
  Severity TimeCreated Title Description SourceSystem Type _IsBillable _BilledSize
`;

/** The table as KQL knows it. */
export const tables: readonly View[] = [
  {
    name: 'AWSGuardDuty',
    title: 'AWS GuardDuty findings',
    scan,
    columns: tableColumns
      .trim()
      .split(/\s+/)
      .map((name): ViewColumn => {
        if (name === 'Type') return derived(name, text('AWSGuardDuty'));
        if (name === 'Severity') return derived(name, call('toInt', [value(name)]));
        return derived(name, value(name));
      }),
    time: 'TimeGenerated',
  },
];

const jsonNames = new Map(findingFields.map(({ name, column: target }) => [target, name]));

/** A severity as it stands in the finding: 8, 5.5. */
const severity = call('toText', [
  call('coalesce', [
    call('toText', [
      call('if', [
        call('eq', [call('floor', [value('Severity')]), value('Severity')]),
        call('toLong', [value('Severity')]),
        { kind: 'literal', type: 'long', value: null },
      ]),
    ]),
    call('toText', [value('Severity')]),
  ]),
]);

/**
 * The finding by its own names. CloudWatch's event has it under `detail`, and rules on its sourcetype name fields so.
 */
const rawColumns: readonly ViewColumn[] = [
  named('createdAt', call('isoText', [value('TimeCreated')])),
  named('updatedAt', call('isoText', [value('EventTime')])),
  ...findingFields.map(({ name, column: target }) =>
    named(name, name === 'severity' ? severity : value(target)),
  ),
  ...pathColumns.map(({ name, base, path }) => named(`${jsonNames.get(base) ?? base}.${path}`, value(name))),
];

function named(name: string, expression: Expression): ViewColumn {
  return derived(name, expression, [`detail.${name}`]);
}

const address = firstOf(
  value('ServiceDetails.action.awsApiCallAction.remoteIpDetails.ipAddressV4'),
  value('ServiceDetails.action.networkConnectionAction.remoteIpDetails.ipAddressV4'),
);

/** Fields that the Splunk Add-on for AWS adds: those of the Common Information Model's alerts. */
const modelFields: readonly ViewColumn[] = [
  derived('signature', value('ActivityType')),
  derived('subject', value('Title')),
  derived('body', value('Description')),
  derived('severity_id', severity),
  derived('src', address),
  derived('src_ip', address),
  derived('user', value('ResourceDetails.accessKeyDetails.userName')),
  derived('user_id', value('ResourceDetails.accessKeyDetails.principalId')),
  derived('user_type', value('ResourceDetails.accessKeyDetails.userType')),
  derived('user_access_key', value('ResourceDetails.accessKeyDetails.accessKeyId')),
  derived(
    'dest',
    firstOf(
      filled(value('ResourceDetails.instanceDetails.instanceId')),
      filled(value('ResourceDetails.accessKeyDetails.accessKeyId')),
    ),
  ),
  derived('vendor_account', value('AccountId'), ['aws_account_id']),
  derived('vendor_region', value('Region')),
  derived('vendor_product', text('Amazon GuardDuty')),
];

const findings: View = {
  name: 'aws:cloudwatch:guardduty',
  title: 'AWS GuardDuty findings (Splunk Add-on for AWS)',
  scan,
  columns: [derived('_time', value('EventTime')), ...rawColumns, ...modelFields],
  time: '_time',
};

/** GuardDuty as SPL knows it. */
export const sourcetypes: readonly View[] = [
  findings,
  { ...findings, name: 'aws:guardduty', title: 'AWS GuardDuty findings' },
];

/** GuardDuty as Sigma knows it: the finding's own names. */
export const logsources: readonly LogsourceView[] = [
  {
    name: 'aws/guardduty',
    title: 'AWS GuardDuty findings',
    scan,
    logsources: [{ product: 'aws', service: 'guardduty' }],
    columns: [derived('TimeGenerated', value('TimeGenerated')), ...rawColumns],
    time: 'TimeGenerated',
  },
];
