import type { JsonObject } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import type { GraphRequestEvent } from './request-event.js';

const columns = logColumns(`
  TenantId TimeGenerated:datetime Location RequestId OperationId ClientRequestId ApiVersion RequestMethod
  ResponseStatusCode:int AadTenantId IPAddress UserAgent RequestUri DurationMs:int ResponseSizeBytes:int
  SignInActivityId Roles SessionId DeviceId UniqueTokenId TokenIssuedAt:datetime AppId UserId ServicePrincipalId
  Scopes IdentityProvider ClientAuthMethod:int Wids ATContent ATContentH ATContentP SourceSystem Type _IsBillable
  _BilledSize:real
`);

/** Requests to Graph; Graph itself has no collection of them. */
export const graphActivityLog: LogKind<GraphRequestEvent> = {
  id: 'graph-activity',
  timeOf: (event) => event.time,
  recordTimeOf: (event) => event.time,
  monitor: (event) => ({
    container: 'insights-logs-microsoftgraphactivitylogs',
    scope: `tenantId=${event.tenantId}`,
    record: {
      time: event.time,
      resourceId: `/TENANTS/${event.tenantId.toUpperCase()}/PROVIDERS/MICROSOFT.AADIAM`,
      operationName: 'Microsoft Graph Activity',
      operationVersion: 'v1.0',
      category: 'MicrosoftGraphActivityLogs',
      resultSignature: String(event.status),
      durationMs: String(event.durationMs),
      callerIpAddress: event.ipAddress,
      correlationId: event.requestId,
      level: 'Informational',
      location: 'West Europe',
      properties: propertiesOf(event),
    },
  }),
  row: (event, workspaceId) => ({
    table: 'MicrosoftGraphActivityLogs',
    columns,
    values: {
      TenantId: workspaceId,
      TimeGenerated: event.time,
      Location: 'West Europe',
      RequestId: event.requestId,
      OperationId: event.requestId,
      ClientRequestId: event.clientRequestId,
      ApiVersion: 'v1.0',
      RequestMethod: event.method,
      ResponseStatusCode: event.status,
      AadTenantId: event.tenantId,
      IPAddress: event.ipAddress,
      UserAgent: event.userAgent,
      RequestUri: uriOf(event),
      DurationMs: event.durationMs,
      ResponseSizeBytes: event.responseSizeBytes,
      SignInActivityId: event.signInActivityId,
      TokenIssuedAt: event.tokenIssuedAt,
      AppId: event.appId,
      UserId: event.userId,
      Scopes: event.scopes,
      ClientAuthMethod: 0,
      SourceSystem: 'Azure AD',
      Type: 'MicrosoftGraphActivityLogs',
      _IsBillable: 'True',
      _BilledSize: 1100,
    },
  }),
};

function uriOf({ path }: GraphRequestEvent): string {
  return `https://graph.microsoft.com${path}`;
}

function propertiesOf(event: GraphRequestEvent): JsonObject {
  return {
    timeGenerated: event.time,
    location: 'West Europe',
    requestId: event.requestId,
    operationId: event.requestId,
    clientRequestId: event.clientRequestId,
    apiVersion: 'v1.0',
    requestMethod: event.method,
    responseStatusCode: event.status,
    tenantId: event.tenantId,
    durationMs: event.durationMs,
    responseSizeBytes: event.responseSizeBytes,
    signInActivityId: event.signInActivityId,
    appId: event.appId,
    UserPrincipalObjectID: event.userId,
    scopes: event.scopes,
    clientAuthMethod: '0',
    ipAddress: event.ipAddress,
    userAgent: event.userAgent,
    requestUri: uriOf(event),
    tokenIssuedAt: event.tokenIssuedAt,
  };
}
