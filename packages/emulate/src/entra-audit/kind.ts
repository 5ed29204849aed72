import type { JsonObject } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import { shift } from '../time.js';
import type { AuditEvent, AuditInitiator, AuditTarget } from './audit-event.js';

const columns = logColumns(`
  SourceSystem TimeGenerated:datetime ResourceId OperationName OperationVersion Category ResultType
  ResultSignature ResultDescription DurationMs:long CorrelationId Resource ResourceGroup ResourceProvider
  Identity Level Location AdditionalDetails:dynamic Id InitiatedBy:dynamic LoggedByService Result ResultReason
  TargetResources:dynamic AADTenantId ActivityDisplayName ActivityDateTime:datetime AADOperationType Type
  _IsBillable _BilledSize:real TenantId
`);

/** Entra's audit log. */
export const auditLog: LogKind<AuditEvent> = {
  id: 'entra-audit',
  timeOf: (event) => event.activityDateTime,
  recordTimeOf,
  graph: (event) => ({ collection: 'auditLogs/directoryAudits', object: graphObject(event) }),
  monitor: (event) => ({
    container: 'insights-logs-auditlogs',
    scope: `tenantId=${event.tenantId}`,
    record: monitorRecord(event),
  }),
  row: (event, workspaceId) => ({
    table: 'AuditLogs',
    columns,
    values: {
      SourceSystem: 'Azure AD',
      TimeGenerated: recordTimeOf(event),
      ResourceId: resourceOf(event),
      OperationName: event.activity,
      OperationVersion: '1.0',
      Category: event.category,
      ResultSignature: 'None',
      ResultDescription: event.resultReason,
      DurationMs: 0,
      CorrelationId: event.correlationId,
      Resource: 'Microsoft.aadiam',
      ResourceGroup: 'Microsoft.aadiam',
      Identity: event.initiator.displayName,
      Level: '4',
      AdditionalDetails: detailsOf(event),
      Id: event.id,
      InitiatedBy: initiatorObject(event.initiator, true),
      LoggedByService: event.service,
      Result: event.result,
      ResultReason: event.resultReason,
      TargetResources: event.targets.map(targetObject),
      AADTenantId: event.tenantId,
      ActivityDisplayName: event.activity,
      ActivityDateTime: event.activityDateTime,
      AADOperationType: event.operationType,
      Type: 'AuditLogs',
      _IsBillable: 'True',
      _BilledSize: 2048,
      TenantId: workspaceId,
    },
  }),
};

/** Written two minutes later. */
function recordTimeOf(event: AuditEvent): string {
  return shift(event.activityDateTime, 120_000);
}

function resourceOf({ tenantId }: AuditEvent): string {
  return `/tenants/${tenantId}/providers/Microsoft.aadiam`;
}

function graphObject(event: AuditEvent): JsonObject {
  return {
    id: event.id,
    category: event.category,
    correlationId: event.correlationId,
    result: event.result,
    resultReason: event.resultReason,
    activityDisplayName: event.activity,
    activityDateTime: event.activityDateTime,
    loggedByService: event.service,
    operationType: event.operationType,
    initiatedBy: initiatorObject(event.initiator, false),
    targetResources: event.targets.map(targetObject),
    additionalDetails: detailsOf(event),
  };
}

function monitorRecord(event: AuditEvent): JsonObject {
  return {
    time: recordTimeOf(event),
    resourceId: resourceOf(event),
    operationName: event.activity,
    operationVersion: '1.0',
    category: 'AuditLogs',
    tenantId: event.tenantId,
    resultSignature: 'None',
    ...(event.resultReason === '' ? {} : { resultDescription: event.resultReason }),
    durationMs: 0,
    ...(event.initiator.kind === 'user' ? { callerIpAddress: event.initiator.ipAddress } : {}),
    correlationId: event.correlationId,
    identity: event.initiator.displayName,
    Level: 4,
    properties: { ...graphObject(event), initiatedBy: initiatorObject(event.initiator, true) },
  };
}

/** Graph names both the user and the app, one of them null; the other forms leave it out and list the roles. */
function initiatorObject(initiator: AuditInitiator, brief: boolean): JsonObject {
  const { kind, ...rest } = initiator;
  if (!brief)
    return kind === 'user'
      ? { app: null, user: rest }
      : { user: null, app: { ...rest, servicePrincipalName: null } };
  return kind === 'user'
    ? { user: { ...rest, roles: [] } }
    : { app: { ...rest, servicePrincipalName: null } };
}

function targetObject(target: AuditTarget): JsonObject {
  return {
    id: target.id,
    displayName: target.displayName,
    type: target.type,
    ...(target.userPrincipalName === null ? {} : { userPrincipalName: target.userPrincipalName }),
    modifiedProperties: target.modified.map(({ displayName, oldValue, newValue }) => ({
      displayName,
      oldValue,
      newValue,
    })),
    administrativeUnits: [],
  };
}

function detailsOf({ details }: AuditEvent): readonly JsonObject[] {
  return details.map(({ key, value }) => ({ key, value }));
}
