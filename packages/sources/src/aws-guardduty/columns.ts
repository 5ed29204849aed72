import type { DatasetColumn, ScalarType } from '@interloper/plan';

/** A field at the top of a finding, and its dataset column under the name of the table AWSGuardDuty. */
export interface FindingField {
  readonly name: string;
  readonly column: string;
  readonly type: 'string' | 'real' | 'dynamic';
}

/**
 * The fields of a finding, times aside (log-format reference, section 6.3;
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html).
 */
export const findingFields: readonly FindingField[] = [
  { name: 'schemaVersion', column: 'SchemaVersion', type: 'string' },
  { name: 'accountId', column: 'AccountId', type: 'string' },
  { name: 'region', column: 'Region', type: 'string' },
  { name: 'partition', column: 'Partition', type: 'string' },
  { name: 'id', column: 'Id', type: 'string' },
  { name: 'arn', column: 'Arn', type: 'string' },
  { name: 'type', column: 'ActivityType', type: 'string' },
  { name: 'severity', column: 'Severity', type: 'real' },
  { name: 'confidence', column: 'Confidence', type: 'real' },
  { name: 'title', column: 'Title', type: 'string' },
  { name: 'description', column: 'Description', type: 'string' },
  { name: 'resource', column: 'ResourceDetails', type: 'dynamic' },
  { name: 'service', column: 'ServiceDetails', type: 'dynamic' },
];

/** The paths inside a finding that rules name most; each is a text column `Column.path`. */
const usualPaths: Readonly<Record<string, readonly string[]>> = {
  ResourceDetails: [
    'resourceType',
    'accessKeyDetails.accessKeyId',
    'accessKeyDetails.principalId',
    'accessKeyDetails.userType',
    'accessKeyDetails.userName',
    'instanceDetails.instanceId',
  ],
  ServiceDetails: [
    'serviceName',
    'detectorId',
    'resourceRole',
    'eventFirstSeen',
    'eventLastSeen',
    'archived',
    'count',
    'additionalInfo.threatListName',
    'action.actionType',
    'action.awsApiCallAction.api',
    'action.awsApiCallAction.serviceName',
    'action.awsApiCallAction.callerType',
    'action.awsApiCallAction.errorCode',
    'action.awsApiCallAction.remoteIpDetails.ipAddressV4',
    'action.awsApiCallAction.remoteIpDetails.country.countryName',
    'action.awsApiCallAction.remoteIpDetails.city.cityName',
    'action.awsApiCallAction.remoteIpDetails.organization.asn',
    'action.awsApiCallAction.remoteIpDetails.organization.asnOrg',
    'action.networkConnectionAction.remoteIpDetails.ipAddressV4',
  ],
};

/** A text column that holds one field of a JSON column. */
export interface PathColumn {
  readonly name: string;
  readonly base: string;
  readonly path: string;
}

export const pathColumns: readonly PathColumn[] = Object.entries(usualPaths).flatMap(([base, paths]) =>
  paths.map((path) => ({ name: `${base}.${path}`, base, path })),
);

/** Columns of the table that no field of a finding fills. */
export const tableOnly: Readonly<Record<string, ScalarType>> = {
  TenantId: 'string',
  SourceSystem: 'string',
  _IsBillable: 'string',
  _BilledSize: 'real',
};

/**
 * The dataset: the table's columns under their names, what a finding has beside them, and the usual paths.
 * `Complete` is true in rows whose export has all that the finding had; `EventTime` is when the finding was last updated: only then was it known as it is.
 */
export const datasetColumns: readonly DatasetColumn[] = [
  { name: 'Complete', type: 'bool' },
  { name: 'EventTime', type: 'datetime' },
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'TimeCreated', type: 'datetime' },
  ...findingFields.map(({ column, type }) => dataColumn(column, type)),
  ...Object.entries(tableOnly).map(([name, type]): DatasetColumn => ({ name, type })),
  // Which of them a finding has depends on what was found.
  ...pathColumns.map(({ name }): DatasetColumn => ({ name, type: 'string', carried: 'Complete' })),
  { name: 'Unconverted', type: 'string' },
];

const typeByName = new Map(datasetColumns.map(({ name, type }) => [name, type]));

/** The type of a dataset column. */
export function typeOf(name: string): ScalarType {
  const type = typeByName.get(name);
  if (type === undefined) throw new Error(`GuardDuty has no column ${name}`);
  return type;
}

function dataColumn(name: string, type: ScalarType): DatasetColumn {
  const stored = pathColumns.filter(({ base }) => base === name);
  if (stored.length === 0) return { name, type };
  return { name, type, paths: Object.fromEntries(stored.map((item) => [item.path, item.name])) };
}
