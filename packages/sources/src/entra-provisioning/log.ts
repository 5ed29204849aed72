import { call, text } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';

/**
 * The provisioning log in Microsoft's order of columns
 * (https://learn.microsoft.com/azure/azure-monitor/reference/tables/aadprovisioninglogs). What is an object in Graph is
 * text there.
 */
export const log = defineLog({
  dataset: 'entra_provisioning',
  tables: [
    {
      name: 'AADProvisioningLogs',
      title: 'Accounts provisioned in other systems (Entra)',
      categories: ['ProvisioningLogs'],
      columns: `
        TenantId AADTenantId TimeGenerated:datetime OperationName OperationVersion Category ResultType
        ResultSignature ResultDescription DurationMs:long CorrelationId ChangeId CycleId Id InitiatedBy JobId
        ModifiedProperties ProvisioningSteps ServicePrincipal SourceIdentity SourceSystem TargetIdentity
        TargetSystem ProvisioningAction ProvisioningStatusInfo Type _IsBillable _BilledSize:real`,
      signatures: [
        ['ProvisioningAction', 'ProvisioningSteps'],
        ['ProvisioningAction', 'SourceIdentity', 'TargetIdentity'],
      ],
      unmistakable: ['ProvisioningAction', 'JobId', 'SourceIdentity'],
    },
  ],
  more: 'ActivityDateTime:datetime',
  jsonTexts: [
    'InitiatedBy',
    'ModifiedProperties',
    'ProvisioningStatusInfo',
    'ProvisioningSteps',
    'ServicePrincipal',
    'SourceIdentity',
    'SourceSystem',
    'TargetIdentity',
    'TargetSystem',
  ],
  eventTimes: ['ActivityDateTime', 'TimeGenerated'],
  recordTimes: ['ActivityDateTime'],
  derive: (given) => ({
    ResultType: firstOf(
      given['ResultType'],
      given['ProvisioningStatusInfo'] === undefined
        ? undefined
        : call('pathText', [call('parseJson', [given['ProvisioningStatusInfo']]), text('status')]),
    ),
  }),
});
