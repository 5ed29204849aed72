import type { JsonObject } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import type { ActivityEvent } from './activity-event.js';

const columns = logColumns(`
  OperationName OperationNameValue Level ActivityStatus ActivityStatusValue ActivitySubstatus
  ActivitySubstatusValue ResourceGroup SubscriptionId CorrelationId Caller CallerIpAddress Category CategoryValue
  HTTPRequest Properties EventSubmissionTimestamp:datetime Authorization ResourceId OperationId ResourceProvider
  ResourceProviderValue Resource EventDataId TenantId TimeGenerated:datetime SourceSystem Authorization_d:dynamic
  Claims Claims_d:dynamic Properties_d:dynamic Hierarchy Type _IsBillable _BilledSize:real _ResourceId
  _SubscriptionId
`);

/** Azure's activity log. Graph has no part of it. */
export const activityLog: LogKind<ActivityEvent> = {
  id: 'azure-activity',
  timeOf: (event) => event.time,
  recordTimeOf: (event) => event.time,
  monitor: (event) => ({
    container: 'insights-activity-logs',
    scope: `resourceId=/SUBSCRIPTIONS/${event.subscriptionId.toUpperCase()}`,
    record: monitorRecord(event),
  }),
  row: (event, workspaceId) => ({
    table: 'AzureActivity',
    columns,
    values: {
      OperationNameValue: event.operation,
      Level: levelOf(event),
      ActivityStatusValue: event.status,
      ActivitySubstatusValue: event.substatus,
      ResourceGroup: event.resourceGroup,
      SubscriptionId: event.subscriptionId,
      CorrelationId: event.correlationId,
      Caller: event.caller.userPrincipalName ?? event.caller.id,
      CallerIpAddress: event.callerIpAddress,
      CategoryValue: event.category,
      Properties: event.properties,
      EventSubmissionTimestamp: event.time,
      Authorization: authorizationOf(event),
      ResourceProviderValue: providerOf(event),
      EventDataId: event.eventDataId,
      TenantId: workspaceId,
      TimeGenerated: event.time,
      SourceSystem: 'Azure',
      Authorization_d: authorizationOf(event),
      Claims: claimsOf(event),
      Claims_d: claimsOf(event),
      Properties_d: event.properties,
      Hierarchy: event.subscriptionId,
      Type: 'AzureActivity',
      _IsBillable: 'False',
      _BilledSize: 3072,
      _ResourceId: resourceOf(event).toLowerCase(),
      _SubscriptionId: event.subscriptionId,
    },
  }),
};

function resourceOf({ subscriptionId, resourceGroup, resource }: ActivityEvent): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/${resource}`;
}

function providerOf({ operation }: ActivityEvent): string {
  return operation.split('/')[0] ?? operation;
}

function levelOf({ status }: ActivityEvent): string {
  return status === 'Failure' ? 'Error' : 'Informational';
}

function authorizationOf(event: ActivityEvent): JsonObject {
  return {
    scope: resourceOf(event),
    action: event.operation,
    evidence: {
      role: event.caller.role,
      principalId: event.caller.id.replaceAll('-', ''),
      principalType: event.caller.userPrincipalName === null ? 'ServicePrincipal' : 'User',
    },
  };
}

function claimsOf({ caller, callerIpAddress, tenantId }: ActivityEvent): JsonObject {
  const { userPrincipalName } = caller;
  return {
    aud: 'https://management.core.windows.net/',
    iss: `https://sts.windows.net/${tenantId}/`,
    appid: caller.appId,
    ipaddr: callerIpAddress,
    'http://schemas.microsoft.com/identity/claims/objectidentifier': caller.id,
    ...(userPrincipalName === null
      ? {}
      : {
          name: caller.displayName,
          'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': userPrincipalName,
        }),
  };
}

/** The record of Azure Monitor: operation and resource in capitals, the result before its reason. */
function monitorRecord(event: ActivityEvent): JsonObject {
  const word = { Start: 'Started', Success: 'Succeeded', Failure: 'Failed', Accept: 'Accepted' }[
    event.status
  ];
  return {
    time: event.time,
    resourceId: resourceOf(event).toUpperCase(),
    operationName: event.operation.toUpperCase(),
    category: event.category,
    resultType: event.status,
    resultSignature: `${word}.${event.substatus}`,
    durationMs: 0,
    callerIpAddress: event.callerIpAddress,
    correlationId: event.correlationId,
    identity: { authorization: authorizationOf(event), claims: claimsOf(event) },
    level: levelOf(event),
    location: 'global',
    tenantId: event.tenantId,
    properties: event.properties,
  };
}
