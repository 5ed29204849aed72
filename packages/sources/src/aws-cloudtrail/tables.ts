import { call, column, long, text } from '@interloper/plan';
import type { Expression, Scan, View, ViewColumn } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { datasetColumns, typeOf } from './columns.js';

/** The dataset as every view scans it. */
export const scan: Scan = {
  kind: 'scan',
  dataset: 'aws_cloudtrail',
  columns: datasetColumns,
  time: 'EventTime',
};

/**
 * The columns of AWSCloudTrail in Microsoft's order
 * (https://learn.microsoft.com/azure/azure-monitor/reference/tables/awscloudtrail).
 */
const columns = `
  TimeGenerated AwsEventId EventVersion EventSource EventTypeName EventName UserIdentityType
  UserIdentityPrincipalid UserIdentityArn UserIdentityAccountId UserIdentityInvokedBy UserIdentityAccessKeyId
  UserIdentityUserName SessionMfaAuthenticated SessionCreationDate SessionIssuerType SessionIssuerPrincipalId
  SessionIssuerArn SessionIssuerAccountId SessionIssuerUserName AWSRegion SourceIpAddress UserAgent ErrorCode
  ErrorMessage RequestParameters ResponseElements AdditionalEventData AwsRequestId AwsRequestId_ Resources
  APIVersion ReadOnly RecipientAccountId ServiceEventDetails SharedEventId VpcEndpointId ManagementEvent TenantId
  SourceSystem OperationName Category EC2RoleDelivery TlsVersion CipherSuite ClientProvidedHostHeader IpProtocol
  SourcePort DestinationPort CidrIp UserIdentityUserId UserIdentityStoreArn Type _IsBillable _BilledSize
`;

/** A security group's rule in the parameters of a request: alone, or the first of a list. */
const rule = (name: string, ...inList: readonly string[]): Expression => {
  const parameters = column('RequestParameters', 'dynamic');
  const path = (...steps: readonly (string | number)[]): Expression =>
    call('pathText', [
      parameters,
      ...steps.map((step) => (typeof step === 'number' ? long(step) : text(step))),
    ]);
  return firstOf(path(name), path('ipPermissions', 'items', 0, ...list(inList)));
};

/** The table as KQL knows it. */
export const tables: readonly View[] = [
  {
    name: 'AWSCloudTrail',
    title: 'AWS CloudTrail events',
    scan,
    columns: columns.trim().split(/\s+/).map(tableColumn),
    time: 'TimeGenerated',
  },
];

function list(steps: readonly string[]): readonly (string | number)[] {
  return steps.map((step) => (step === '0' ? 0 : step));
}

function tableColumn(name: string): ViewColumn {
  const value = valueOf(name);
  return { name, type: value.type, expression: value };
}

function valueOf(name: string): Expression {
  switch (name) {
    case 'Type':
      return text('AWSCloudTrail');
    case 'AwsRequestId':
      return column('AwsRequestId_', 'string');
    case 'IpProtocol':
      return firstOf(column(name, 'string'), rule('ipProtocol', 'ipProtocol'));
    case 'SourcePort':
      return firstOf(column(name, 'string'), rule('fromPort', 'fromPort'));
    case 'DestinationPort':
      return firstOf(column(name, 'string'), rule('toPort', 'toPort'));
    case 'CidrIp':
      return firstOf(column(name, 'string'), rule('cidrIp', 'ipRanges', 'items', '0', 'cidrIp'));
    default: {
      const type = typeOf(name);
      // The table keeps JSON as text.
      return type === 'dynamic' ? call('toText', [column(name, type)]) : column(name, type);
    }
  }
}
