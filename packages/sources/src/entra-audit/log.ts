import { firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';

/**
 * The directory audit log in Microsoft's order of columns (log-format reference, section 4;
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/auditlogs).
 */
export const log = defineLog({
  dataset: 'entra_audit',
  tables: [
    {
      name: 'AuditLogs',
      title: 'Changes in the directory (Entra audit log)',
      categories: ['AuditLogs'],
      columns: `
        SourceSystem TimeGenerated:datetime ResourceId OperationName OperationVersion Category ResultType
        ResultSignature ResultDescription DurationMs:long CorrelationId Resource ResourceGroup
        ResourceProvider Identity Level Location AdditionalDetails:dynamic Id InitiatedBy:dynamic
        LoggedByService Result ResultReason TargetResources:dynamic AADTenantId ActivityDisplayName
        ActivityDateTime:datetime AADOperationType Type _IsBillable _BilledSize:real TenantId`,
      signatures: [
        ['InitiatedBy', 'TargetResources'],
        ['LoggedByService', 'OperationName'],
        ['AADOperationType', 'OperationName'],
      ],
      unmistakable: ['AADOperationType', 'InitiatedBy', 'TargetResources'],
    },
  ],
  more: 'CallerIpAddress UserAgent',
  paths: {
    InitiatedBy: [
      'user.userPrincipalName',
      'user.id',
      'user.displayName',
      'user.ipAddress',
      'app.displayName',
      'app.appId',
      'app.servicePrincipalId',
    ],
  },
  addresses: ['CallerIpAddress'],
  eventTimes: ['ActivityDateTime'],
  recordTimes: ['ActivityDateTime'],
  derive: (given) => ({
    ActivityDisplayName: firstOf(given['ActivityDisplayName'], given['OperationName']),
    OperationName: firstOf(given['OperationName'], given['ActivityDisplayName']),
  }),
});
