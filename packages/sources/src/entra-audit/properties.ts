import type { PropertyMap } from '../stored-log/json-records.js';

/**
 * Properties of Graph's `directoryAudit`, v1.0 and beta, and the columns they fill
 * (https://learn.microsoft.com/graph/api/resources/directoryaudit; log-format reference, section 4).
 */
export const properties: PropertyMap = {
  id: 'Id',
  activityDateTime: 'ActivityDateTime',
  activityDisplayName: 'ActivityDisplayName',
  additionalDetails: 'AdditionalDetails',
  category: 'Category',
  correlationId: 'CorrelationId',
  initiatedBy: 'InitiatedBy',
  loggedByService: 'LoggedByService',
  operationType: 'AADOperationType',
  result: 'Result',
  resultReason: 'ResultReason',
  targetResources: 'TargetResources',
  userAgent: 'UserAgent',
};
