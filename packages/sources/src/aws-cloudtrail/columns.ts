import type { DatasetColumn, ScalarType } from '@interloper/plan';

/** How a field of a CloudTrail record is read and stored. */
type FieldForm = 'text' | 'bool' | 'json';

/** A field at the top of a CloudTrail record, and its dataset column. */
export interface RecordField {
  readonly name: string;
  readonly column: string;
  readonly form: FieldForm;
}

/**
 * The fields of a record, times aside (log-format reference, section 6.1;
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
 * Columns have the names of the table AWSCloudTrail where it has them.
 */
export const recordFields: readonly RecordField[] = [
  { name: 'eventID', column: 'AwsEventId', form: 'text' },
  { name: 'eventVersion', column: 'EventVersion', form: 'text' },
  { name: 'eventSource', column: 'EventSource', form: 'text' },
  { name: 'eventType', column: 'EventTypeName', form: 'text' },
  { name: 'eventName', column: 'EventName', form: 'text' },
  { name: 'eventCategory', column: 'Category', form: 'text' },
  { name: 'awsRegion', column: 'AWSRegion', form: 'text' },
  { name: 'sourceIPAddress', column: 'SourceIpAddress', form: 'text' },
  { name: 'userAgent', column: 'UserAgent', form: 'text' },
  { name: 'errorCode', column: 'ErrorCode', form: 'text' },
  { name: 'errorMessage', column: 'ErrorMessage', form: 'text' },
  { name: 'requestID', column: 'AwsRequestId_', form: 'text' },
  { name: 'apiVersion', column: 'APIVersion', form: 'text' },
  { name: 'readOnly', column: 'ReadOnly', form: 'bool' },
  { name: 'managementEvent', column: 'ManagementEvent', form: 'bool' },
  { name: 'recipientAccountId', column: 'RecipientAccountId', form: 'text' },
  { name: 'sharedEventID', column: 'SharedEventId', form: 'text' },
  { name: 'vpcEndpointId', column: 'VpcEndpointId', form: 'text' },
  { name: 'vpcEndpointAccountId', column: 'VpcEndpointAccountId', form: 'text' },
  { name: 'sessionCredentialFromConsole', column: 'SessionCredentialFromConsole', form: 'text' },
  { name: 'userIdentity', column: 'UserIdentity', form: 'json' },
  { name: 'requestParameters', column: 'RequestParameters', form: 'json' },
  { name: 'responseElements', column: 'ResponseElements', form: 'json' },
  { name: 'additionalEventData', column: 'AdditionalEventData', form: 'json' },
  { name: 'resources', column: 'Resources', form: 'json' },
  { name: 'serviceEventDetails', column: 'ServiceEventDetails', form: 'json' },
  { name: 'tlsDetails', column: 'TlsDetails', form: 'json' },
  { name: 'edgeDeviceDetails', column: 'EdgeDeviceDetails', form: 'json' },
  { name: 'eventContext', column: 'EventContext', form: 'json' },
  { name: 'addendum', column: 'Addendum', form: 'json' },
];

/** Paths inside a JSON column that the table AWSCloudTrail has as columns. */
const tablePaths: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  UserIdentity: {
    type: 'UserIdentityType',
    principalId: 'UserIdentityPrincipalid',
    arn: 'UserIdentityArn',
    accountId: 'UserIdentityAccountId',
    invokedBy: 'UserIdentityInvokedBy',
    accessKeyId: 'UserIdentityAccessKeyId',
    userName: 'UserIdentityUserName',
    'sessionContext.sessionIssuer.type': 'SessionIssuerType',
    'sessionContext.sessionIssuer.principalId': 'SessionIssuerPrincipalId',
    'sessionContext.sessionIssuer.arn': 'SessionIssuerArn',
    'sessionContext.sessionIssuer.accountId': 'SessionIssuerAccountId',
    'sessionContext.sessionIssuer.userName': 'SessionIssuerUserName',
    'sessionContext.ec2RoleDelivery': 'EC2RoleDelivery',
    'onBehalfOf.userId': 'UserIdentityUserId',
    'onBehalfOf.identityStoreArn': 'UserIdentityStoreArn',
  },
  TlsDetails: {
    tlsVersion: 'TlsVersion',
    cipherSuite: 'CipherSuite',
    clientProvidedHostHeader: 'ClientProvidedHostHeader',
  },
};

/** Other paths that rules name often; each is a text column `Column.path`. */
const usualPaths: Readonly<Record<string, readonly string[]>> = {
  UserIdentity: [
    'identityProvider',
    'sessionContext.attributes.mfaAuthenticated',
    'sessionContext.attributes.creationDate',
    'sessionContext.sourceIdentity',
  ],
  RequestParameters: [
    'userName',
    'roleName',
    'groupName',
    'policyArn',
    'policyName',
    'roleArn',
    'roleSessionName',
    'bucketName',
    'key',
    'instanceId',
    'groupId',
    'name',
  ],
  ResponseElements: [
    'ConsoleLogin',
    'SwitchRole',
    'accessKey.accessKeyId',
    'accessKey.userName',
    'credentials.accessKeyId',
    'assumedRoleUser.arn',
  ],
  AdditionalEventData: [
    'MFAUsed',
    'LoginTo',
    'MobileVersion',
    'MFAIdentifier',
    'SamlProviderArn',
    'SwitchFrom',
    'AuthenticationMethod',
  ],
};

/** A text column that holds one field of a JSON column. */
export interface PathColumn {
  /** The dataset column. */
  readonly name: string;
  readonly base: string;
  readonly path: string;
}

export const pathColumns: readonly PathColumn[] = [
  ...Object.entries(tablePaths).flatMap(([base, paths]) =>
    Object.entries(paths).map(([path, name]) => ({ name, base, path })),
  ),
  ...Object.entries(usualPaths).flatMap(([base, paths]) =>
    paths.map((path) => ({ name: `${base}.${path}`, base, path })),
  ),
];

/** The text of `sessionContext.attributes`, from which the table's typed columns come. */
export const mfaText = 'UserIdentity.sessionContext.attributes.mfaAuthenticated';
export const creationText = 'UserIdentity.sessionContext.attributes.creationDate';

/** Columns of the table AWSCloudTrail that no field of a record fills, or that are typed from one. */
export const tableOnly: Readonly<Record<string, ScalarType>> = {
  SessionMfaAuthenticated: 'bool',
  SessionCreationDate: 'datetime',
  TenantId: 'string',
  SourceSystem: 'string',
  OperationName: 'string',
  IpProtocol: 'string',
  SourcePort: 'string',
  DestinationPort: 'string',
  CidrIp: 'string',
  _IsBillable: 'string',
  _BilledSize: 'real',
};

/** Columns that every event fills; others are rightly empty in most. */
const everyEvent: ReadonlySet<string> = new Set([
  'EventTime',
  'TimeGenerated',
  'AwsEventId',
  'EventVersion',
  'EventSource',
  'EventTypeName',
  'EventName',
  'AWSRegion',
  'SourceIpAddress',
  'UserAgent',
  'RecipientAccountId',
  'UserIdentityType',
]);

/** True in rows whose export has all that the record had. */
const complete = 'Complete';

const types: Readonly<Record<FieldForm, ScalarType>> = { text: 'string', bool: 'bool', json: 'dynamic' };

/** The dataset: the table's columns under their names, the record's fields that it has not, and the usual paths. */
export const datasetColumns: readonly DatasetColumn[] = [
  { name: 'EventTime', type: 'datetime' },
  { name: 'TimeGenerated', type: 'datetime' },
  { name: complete, type: 'bool' },
  ...recordFields.map(({ column, form }) => dataColumn(column, types[form])),
  ...Object.entries(tableOnly).map(([name, type]) => dataColumn(name, type)),
  ...pathColumns.map(({ name }) => dataColumn(name, 'string')),
  { name: 'Unconverted', type: 'string' },
];

const typeByName = new Map(datasetColumns.map(({ name, type }) => [name, type]));

/** The type of a dataset column. */
export function typeOf(name: string): ScalarType {
  const type = typeByName.get(name);
  if (type === undefined) throw new Error(`CloudTrail has no column ${name}`);
  return type;
}

function dataColumn(name: string, type: ScalarType): DatasetColumn {
  const stored = pathColumns.filter(({ base }) => base === name);
  const column = everyEvent.has(name) ? { name, type } : { name, type, carried: complete };
  if (stored.length === 0) return column;
  return { ...column, paths: Object.fromEntries(stored.map((item) => [item.path, item.name])) };
}
