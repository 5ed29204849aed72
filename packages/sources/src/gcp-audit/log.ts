import { call, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';
import type { Given } from '../stored-log/stored-log.js';

/** The parts of an audit record that most events have only some of. */
const sometimes = [
  'NumResponseItems',
  'Status',
  'StatusMessage',
  'Status.code',
  'Status.message',
  'AuthenticationInfo.authoritySelector',
  'AuthenticationInfo.principalSubject',
  'AuthenticationInfo.serviceAccountKeyName',
  'AuthorizationInfo',
  'RequestMetadata.callerNetwork',
  'RequestMetadata.callerSuppliedUserAgent',
  'Request',
  'Response',
  'Metadata',
  'ResourceLocation',
  'ResourceOriginalState',
  'ServiceData',
];

/** What stands in the log entry around the audit record; no table of Log Analytics has it. */
const around = [
  'Resource',
  'Resource.labels.bucket_name',
  'Resource.labels.email_id',
  'Resource.labels.instance_id',
  'Resource.labels.location',
  'Resource.labels.method',
  'Resource.labels.service',
  'Resource.labels.unique_id',
  'Resource.labels.zone',
  'Labels',
  'Operation',
  'PolicyViolationInfo',
];

/**
 * Google Cloud's audit log in the columns of Sentinel's table, in Microsoft's order (log-format reference, section 9;
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/gcpauditlogs), and what the log entry has beside them
 * (https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry). `PayloadComplete`: the audit record is all
 * there; `EntryComplete`: so is the entry around it.
 */
export const log = defineLog({
  dataset: 'gcp_audit',
  tables: [
    {
      name: 'GCPAuditLogs',
      title: 'Google Cloud audit logs',
      categories: [],
      columns: `
        TenantId TimeGenerated:datetime ServiceName MethodName GCPResourceName NumResponseItems Status:dynamic
        AuthenticationInfo:dynamic AuthorizationInfo:dynamic RequestMetadata:dynamic Request:dynamic
        Response:dynamic Metadata:dynamic StatusMessage PrincipalEmail LogName Timestamp:datetime ProjectId
        Severity GCPResourceType Subscription ResourceLocation:dynamic ResourceOriginalState:dynamic
        ServiceData:dynamic InsertId SourceSystem Type _IsBillable _BilledSize:real`,
      signatures: [['GCPResourceName', 'MethodName']],
      unmistakable: ['GCPResourceName', 'MethodName', 'ServiceName'],
    },
  ],
  more: `
    PayloadComplete:bool EntryComplete:bool PayloadType ReceiveTimestamp:datetime Resource:dynamic Labels:dynamic
    Operation:dynamic PolicyViolationInfo:dynamic MG ManagementGroupName Computer RawData _ResourceId`,
  paths: {
    AuthenticationInfo: ['principalEmail', 'principalSubject', 'authoritySelector', 'serviceAccountKeyName'],
    RequestMetadata: ['callerIp', 'callerSuppliedUserAgent', 'callerNetwork'],
    Status: ['code', 'message'],
    Resource: [
      'type',
      'labels.project_id',
      'labels.bucket_name',
      'labels.email_id',
      'labels.instance_id',
      'labels.location',
      'labels.method',
      'labels.service',
      'labels.unique_id',
      'labels.zone',
    ],
  },
  carried: { PayloadComplete: sometimes, EntryComplete: around },
  eventTimes: ['Timestamp'],
  recordTimes: ['Timestamp'],
  derive: (given, table) => {
    const at = (name: string, ...steps: readonly string[]): Expression | undefined =>
      pathIn(given, name, steps);
    const email = firstOf(given['PrincipalEmail'], at('AuthenticationInfo', 'principalEmail'));
    const project = firstOf(given['ProjectId'], at('Resource', 'labels', 'project_id'));
    const kind = firstOf(given['GCPResourceType'], at('Resource', 'type'));
    return {
      PayloadComplete: firstOf(given['PayloadComplete'], call('eq', [table, text('GCPAuditLogs')])),
      PrincipalEmail: email,
      'AuthenticationInfo.principalEmail': email,
      // Some lakes spell it so.
      'RequestMetadata.callerIp': firstOf(
        at('RequestMetadata', 'callerIp'),
        at('RequestMetadata', 'callerIP'),
      ),
      StatusMessage: firstOf(given['StatusMessage'], at('Status', 'message')),
      'Status.message': firstOf(at('Status', 'message'), given['StatusMessage']),
      ProjectId: project,
      'Resource.labels.project_id': project,
      GCPResourceType: kind,
      'Resource.type': kind,
    };
  },
});

function pathIn(given: Given, name: string, steps: readonly string[]): Expression | undefined {
  const value = given[name];
  if (value === undefined || value.kind === 'literal') return undefined;
  return call('pathText', [value, ...steps.map(text)]);
}
