import { call, text } from '@interloper/plan';
import { extract, firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';

/**
 * Requests to blobs and file shares in Microsoft's order of columns (log-format reference, section 5.1;
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/storagebloblogs and …/storagefilelogs).
 * `CallerIpAddress` keeps its port.
 */
export const log = defineLog({
  dataset: 'azure_storage',
  tables: [
    {
      name: 'StorageFileLogs',
      title: 'Requests to file shares of Azure storage accounts',
      categories: ['StorageRead', 'StorageWrite', 'StorageDelete'],
      columns: `
        TenantId TimeGenerated:datetime AccountName Location Protocol OperationName AuthenticationType
        StatusCode StatusText DurationMs:real ServerLatencyMs:real Uri CallerIpAddress CorrelationId
        SchemaVersion OperationVersion AuthenticationHash RequesterObjectId RequesterTenantId RequesterAppId
        RequesterAudience RequesterTokenIssuer RequesterUpn RequesterUserName AuthorizationDetails:dynamic
        SmbPrimarySID UserAgentHeader ReferrerHeader ClientRequestId Etag ServiceType OperationCount:int
        ObjectKey RequestHeaderSize:long RequestBodySize:long ResponseHeaderSize:long ResponseBodySize:long
        RequestMd5 ResponseMd5 LastModifiedTime:datetime ConditionsUsed ContentLengthHeader:long Category
        TlsVersion SmbTreeConnectID SmbPersistentHandleID SmbVolatileHandleID SmbMessageID
        SmbCreditsConsumed:int SmbCommandDetail SmbFileId SmbSessionID SmbCommandMajor:int SmbCommandMinor
        SasExpiryStatus MetricResponseType SmbStatusCode SourceSystem Type _IsBillable _BilledSize:real
        _ResourceId _SubscriptionId`,
      signatures: [['AuthenticationHash', 'ObjectKey', 'Uri', 'SmbSessionID']],
    },
    {
      name: 'StorageBlobLogs',
      title: 'Requests to blobs of Azure storage accounts',
      categories: ['StorageRead', 'StorageWrite', 'StorageDelete'],
      columns: `
        TenantId TimeGenerated:datetime AccountName Location Protocol OperationName AuthenticationType
        StatusCode StatusText DurationMs:real ServerLatencyMs:real Uri CallerIpAddress CorrelationId
        SchemaVersion OperationVersion AuthenticationHash RequesterObjectId RequesterTenantId RequesterAppId
        RequesterAudience RequesterTokenIssuer RequesterUpn AuthorizationDetails:dynamic UserAgentHeader
        ReferrerHeader ClientRequestId Etag ServiceType OperationCount:int ObjectKey RequestHeaderSize:long
        RequestBodySize:long ResponseHeaderSize:long ResponseBodySize:long RequestMd5 ResponseMd5
        LastModifiedTime:datetime ConditionsUsed ContentLengthHeader:long Category TlsVersion
        SasExpiryStatus MetricResponseType SourceUri DestinationUri AccessTier SourceAccessTier
        RehydratePriority SourceSystem Type _IsBillable _BilledSize:real _ResourceId _SubscriptionId`,
      signatures: [['AuthenticationHash', 'ObjectKey', 'Uri']],
      unmistakable: ['AuthenticationType', 'ObjectKey', 'Uri'],
    },
  ],
  eventTimes: ['TimeGenerated'],
  recordTimes: [],
  derive: (given) => {
    const resource = given['_ResourceId'];
    return {
      ...(resource === undefined
        ? {}
        : {
            _ResourceId: call('lower', [resource]),
            _SubscriptionId: firstOf(
              given['_SubscriptionId'],
              extract(call('lower', [resource]), '^/subscriptions/([^/]+)'),
            ),
            AccountName: firstOf(given['AccountName'], extract(resource, '(?i)/storageaccounts/([^/]+)')),
          }),
      // Documented with quotes, seen without.
      ...(given['ObjectKey'] === undefined
        ? {}
        : { ObjectKey: call('replaceRegex', [given['ObjectKey'], text('^"|"$'), text('')]) }),
    };
  },
});
