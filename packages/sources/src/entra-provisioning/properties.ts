import type { PropertyMap } from '../stored-log/json-records.js';

/**
 * Properties of Graph's `provisioningObjectSummary` and the columns they fill
 * (https://learn.microsoft.com/graph/api/resources/provisioningobjectsummary).
 */
export const properties: PropertyMap = {
  id: 'Id',
  activityDateTime: 'ActivityDateTime',
  changeId: 'ChangeId',
  cycleId: 'CycleId',
  durationInMilliseconds: 'DurationMs',
  initiatedBy: 'InitiatedBy',
  jobId: 'JobId',
  modifiedProperties: 'ModifiedProperties',
  provisioningAction: 'ProvisioningAction',
  provisioningStatusInfo: 'ProvisioningStatusInfo',
  provisioningSteps: 'ProvisioningSteps',
  servicePrincipal: 'ServicePrincipal',
  sourceIdentity: 'SourceIdentity',
  sourceSystem: 'SourceSystem',
  targetIdentity: 'TargetIdentity',
  targetSystem: 'TargetSystem',
  tenantId: 'AADTenantId',
};
