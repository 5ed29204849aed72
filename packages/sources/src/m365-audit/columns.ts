import { column } from '@interloper/plan';
import type { ColumnReference, DatasetColumn, ScalarType, Scan } from '@interloper/plan';
import { officeColumns } from './office-columns.js';

/** Fields that every record has. */
export const commonFields: readonly string[] = [
  'Id',
  'Operation',
  'Workload',
  'RecordType',
  'UserType',
  'UserId',
  'UserKey',
  'OrganizationId',
];

/** Fields of the parts that belong to one service, as far as rules name them most. */
const ofServices = `
  ResultStatus ClientIP ObjectId ClientIPAddress ActorIpAddress UserAgent ErrorNumber LogonError ApplicationId
  IntraSystemId InterSystemsId ActorContextId EventSource ItemType Site SiteUrl SourceFileName SourceFileExtension
  SourceRelativeUrl TargetUserOrGroupName TargetUserOrGroupType MailboxOwnerUPN MailboxGuid LogonType
  ExternalAccess ClientInfoString ClientAppId AppId SessionId OriginatingServer OrganizationName Name
`
  .trim()
  .split(/\s+/);

/** Paths inside the record that rules name most. */
const inside = ['AppAccessContext.AADSessionId', 'AppAccessContext.UniqueTokenId'];

/** Fields of the record that are stored as text columns of their own, under the record's names. */
export const recordPaths: readonly string[] = [...commonFields, ...ofServices, ...inside];

/** Fields that `OfficeActivity` has a column for, always had. */
const inTable: ReadonlySet<string> = new Set(officeColumns.map(({ field }) => field));

/**
 * What only rows of `CloudAppEvents` say. Four names stand in the record too, for other things: their columns begin
 * with `Cloud`.
 */
export const cloudColumns: Readonly<Record<string, { readonly column: string; readonly type: ScalarType }>> =
  Object.fromEntries(
    `
  AccountId AccountType AdditionalFields:dynamic ReportId ObjectId ObjectType ObjectName ActivityObjects:dynamic
  ActivityType UserAgent ISP City CountryCode IsAnonymousProxy:bool IsExternalUser:bool IsImpersonated:bool
  IPCategory IPTags:dynamic OSPlatform DeviceType IsAdminOperation:bool AccountDisplayName AccountObjectId
  AppInstanceId:int ApplicationId:int Application ActionType UserAgentTags:dynamic AuditSource
  LastSeenForUser:dynamic OAuthAppId SessionData:dynamic UncommonForUser:dynamic
`
      .trim()
      .split(/\s+/)
      .map((word) => {
        const [name = '', type = 'string'] = word.split(':');
        return [name, { column: storedName(name), type: cloudType(type) }];
      }),
  );

/** Columns of Log Analytics that every table has. */
export const workspaceColumns: Readonly<Record<string, ScalarType>> = {
  TenantId: 'string',
  SourceSystem: 'string',
  _IsBillable: 'string',
  _BilledSize: 'real',
  _ResourceId: 'string',
  _SubscriptionId: 'string',
};

/**
 * One row for each record. `Form` is the form it came in (`record`, or the table whose row it was); `Whole` says
 * that the record is there as it was, `Complete` that all fields are which `OfficeActivity` has columns for: what is
 * null then was not in the record; `RawEventData` is the record, put together again
 * from the columns where it came as a row of `OfficeActivity`; `EventId` is by what repeats are known; `IPAddress` the
 * address of the client, without port and brackets.
 */
export const datasetColumns: readonly DatasetColumn[] = [
  { name: 'Form', type: 'string' },
  { name: 'Whole', type: 'bool' },
  { name: 'Complete', type: 'bool' },
  { name: 'EventTime', type: 'datetime' },
  { name: 'EventId', type: 'string' },
  {
    name: 'RawEventData',
    type: 'dynamic',
    paths: Object.fromEntries(recordPaths.map((path) => [path, path])),
  },
  { name: 'IPAddress', type: 'string', carried: 'Complete' },
  ...commonFields.map((name): DatasetColumn => ({ name, type: 'string' })),
  ...[...ofServices, ...inside].map((name): DatasetColumn => ({
    name,
    type: 'string',
    carried: inTable.has(name) ? 'Complete' : 'Whole',
  })),
  ...Object.values(cloudColumns).map(({ column: name, type }): DatasetColumn => ({ name, type })),
  ...Object.entries(workspaceColumns).map(([name, type]): DatasetColumn => ({ name, type })),
  { name: 'Unconverted', type: 'string' },
];

/** The dataset as every view scans it. */
export const scan: Scan = {
  kind: 'scan',
  dataset: 'm365_audit',
  columns: datasetColumns,
  time: 'EventTime',
};

const typeByName = new Map(datasetColumns.map(({ name, type }) => [name, type]));

/** The type of a dataset column. */
export function typeOf(name: string): ScalarType {
  const type = typeByName.get(name);
  if (type === undefined) throw new Error(`the audit log has no column ${name}`);
  return type;
}

/** A dataset column, typed. */
export function stored(name: string): ColumnReference {
  return column(name, typeOf(name));
}

function storedName(name: string): string {
  return ofServices.includes(name) ? `Cloud${name}` : name;
}

function cloudType(written: string): ScalarType {
  const type = (['string', 'dynamic', 'bool', 'int'] as const).find((item) => item === written);
  if (type === undefined) throw new Error(`the unknown type ${written}`);
  return type;
}
