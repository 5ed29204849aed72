import type { Json, JsonObject } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import type { StorageEvent } from './storage-event.js';

const columns = logColumns(`
  TenantId TimeGenerated:datetime AccountName Location Protocol OperationName AuthenticationType StatusCode
  StatusText DurationMs:real ServerLatencyMs:real Uri CallerIpAddress CorrelationId SchemaVersion OperationVersion
  AuthenticationHash RequesterObjectId RequesterTenantId RequesterAppId RequesterAudience RequesterTokenIssuer
  RequesterUpn AuthorizationDetails:dynamic UserAgentHeader ReferrerHeader ClientRequestId Etag ServiceType
  OperationCount:int ObjectKey RequestHeaderSize:long RequestBodySize:long ResponseHeaderSize:long
  ResponseBodySize:long RequestMd5 ResponseMd5 LastModifiedTime:datetime ConditionsUsed ContentLengthHeader:long
  Category TlsVersion SasExpiryStatus MetricResponseType SourceUri DestinationUri AccessTier SourceAccessTier
  RehydratePriority SourceSystem Type _IsBillable _BilledSize:real _ResourceId _SubscriptionId
`);

const AUDIENCE = 'https://storage.azure.com/';

/** Requests to blobs. Graph has no part of it. */
export const storageLog: LogKind<StorageEvent> = {
  id: 'azure-storage',
  timeOf: (event) => event.time,
  recordTimeOf: (event) => event.time,
  monitor: (event) => ({
    container: `insights-logs-${event.category.toLowerCase()}`,
    scope: `resourceId=${resourceOf(event).toUpperCase()}`,
    record: monitorRecord(event),
  }),
  row: (event, workspaceId) => {
    const { identity } = event;
    const requester = identity.type === 'OAuth' ? identity : undefined;
    return {
      table: 'StorageBlobLogs',
      columns,
      values: {
        TenantId: workspaceId,
        TimeGenerated: event.time,
        AccountName: event.account,
        Location: 'westeurope',
        Protocol: 'HTTPS',
        OperationName: event.operation,
        AuthenticationType: identity.type,
        StatusCode: String(event.status.code),
        StatusText: event.status.text,
        DurationMs: event.durationMs,
        ServerLatencyMs: event.durationMs - 3,
        Uri: event.uri,
        CallerIpAddress: callerOf(event),
        CorrelationId: event.correlationId,
        SchemaVersion: '1.0',
        OperationVersion: '2023-11-03',
        AuthenticationHash: identity.type === 'Anonymous' ? null : identity.tokenHash,
        RequesterObjectId: requester?.objectId ?? null,
        RequesterTenantId: requester?.tenantId ?? null,
        RequesterAppId: requester?.appId ?? null,
        RequesterAudience: requester === undefined ? null : AUDIENCE,
        RequesterTokenIssuer: requester === undefined ? null : issuerOf(requester.tenantId),
        RequesterUpn: requester?.userPrincipalName ?? null,
        AuthorizationDetails: authorizationOf(event),
        UserAgentHeader: event.userAgent,
        ServiceType: 'blob',
        OperationCount: 0,
        ObjectKey: event.objectKey,
        RequestHeaderSize: 612,
        ResponseHeaderSize: 410,
        ResponseBodySize: event.responseBodySize,
        Category: event.category,
        TlsVersion: 'TLS 1.3',
        MetricResponseType: 'Success',
        SourceSystem: 'Azure',
        Type: 'StorageBlobLogs',
        _IsBillable: 'True',
        _BilledSize: 1536,
        _ResourceId: resourceOf(event).toLowerCase(),
        _SubscriptionId: event.subscriptionId,
      },
    };
  },
};

function resourceOf({ subscriptionId, resourceGroup, account }: StorageEvent): string {
  return (
    `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}` +
    `/providers/Microsoft.Storage/storageAccounts/${account}/blobServices/default`
  );
}

/** The address with the port; one of IPv6 stands in brackets. */
function callerOf({ caller: { ipAddress, port } }: StorageEvent): string {
  return `${ipAddress.includes(':') ? `[${ipAddress}]` : ipAddress}:${port}`;
}

function issuerOf(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

function authorizationOf({ identity }: StorageEvent): Json {
  if (identity.type !== 'OAuth') return null;
  return [
    {
      action: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
      principals: [{ id: identity.objectId, type: 'User' }],
    },
  ];
}

function monitorRecord(event: StorageEvent): JsonObject {
  const { identity } = event;
  return {
    time: event.time,
    resourceId: resourceOf(event),
    category: event.category,
    operationName: event.operation,
    operationVersion: '2023-11-03',
    schemaVersion: '1.0',
    statusCode: event.status.code,
    statusText: event.status.text,
    durationMs: event.durationMs,
    callerIpAddress: callerOf(event),
    correlationId: event.correlationId,
    identity: {
      type: identity.type,
      ...(identity.type === 'Anonymous' ? {} : { tokenHash: identity.tokenHash }),
      ...(identity.type === 'OAuth'
        ? {
            authorization: authorizationOf(event),
            requester: {
              appId: identity.appId,
              audience: AUDIENCE,
              objectId: identity.objectId,
              tenantId: identity.tenantId,
              tokenIssuer: issuerOf(identity.tenantId),
              upn: identity.userPrincipalName,
            },
          }
        : {}),
    },
    location: 'westeurope',
    uri: event.uri,
    protocol: 'HTTPS',
    properties: {
      accountName: event.account,
      userAgentHeader: event.userAgent,
      serviceType: 'blob',
      objectKey: event.objectKey,
      metricResponseType: 'Success',
      serverLatencyMs: event.durationMs - 3,
      requestHeaderSize: 612,
      responseHeaderSize: 410,
      responseBodySize: event.responseBodySize,
      tlsVersion: 'TLS 1.3',
    },
  };
}
