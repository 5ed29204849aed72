import { and, call, nullOf, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf, textField } from '../../expressions.js';
import { isRecord } from '../../observed-names.js';
import type { JsonRecord, Shape } from '../../source.js';
import { envelopeFields, recordTexts } from '../../stored-log/json-records.js';
import type { PropertyMap } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { log } from '../log.js';

/** Keys of the record that other logs of Azure Monitor have not. */
const more = ['schemaVersion', 'statusCode', 'statusText', 'uri', 'protocol'];

const properties: PropertyMap = {
  accessTier: 'AccessTier',
  accountName: 'AccountName',
  clientRequestId: 'ClientRequestId',
  conditionsUsed: 'ConditionsUsed',
  contentLengthHeader: 'ContentLengthHeader',
  destinationUri: 'DestinationUri',
  etag: 'Etag',
  lastModifiedTime: 'LastModifiedTime',
  metricResponseType: 'MetricResponseType',
  objectKey: 'ObjectKey',
  operationCount: 'OperationCount',
  referrerHeader: 'ReferrerHeader',
  rehydratePriority: 'RehydratePriority',
  requestBodySize: 'RequestBodySize',
  requestHeaderSize: 'RequestHeaderSize',
  requestMd5: 'RequestMd5',
  responseBodySize: 'ResponseBodySize',
  responseHeaderSize: 'ResponseHeaderSize',
  responseMd5: 'ResponseMd5',
  sasExpiryStatus: 'SasExpiryStatus',
  serverLatencyMs: 'ServerLatencyMs',
  serviceType: 'ServiceType',
  sourceAccessTier: 'SourceAccessTier',
  sourceUri: 'SourceUri',
  tlsVersion: 'TlsVersion',
  userAgentHeader: 'UserAgentHeader',
};

/** Who asked, inside `identity`: the record's keys by column. */
const requester: Readonly<Record<string, string>> = {
  appId: 'RequesterAppId',
  audience: 'RequesterAudience',
  objectId: 'RequesterObjectId',
  tenantId: 'RequesterTenantId',
  tokenIssuer: 'RequesterTokenIssuer',
  upn: 'RequesterUpn',
};

const categories = [...new Set(log.tables.flatMap((table) => table.categories))];
const lowerCategories: ReadonlySet<string> = new Set(categories.map((name) => name.toLowerCase()));

/** Azure Monitor's record of a request to a blob or a file share, as a storage account's diagnostic setting writes it. */
export const azureMonitor: Shape = {
  id: 'azure-monitor',
  title: 'Azure Monitor record (Event Hub, storage account)',
  monthFirst: true,
  recognises: (record) => isRequest(record) && ['blob', 'file'].includes(serviceOf(record) ?? ''),
  read: (observed) => {
    const envelope = envelopeFields(observed, more);
    const inner = recordTexts(observed, properties, 'p.', ['properties']);
    const identity = {
      type: 'i.type',
      tokenHash: 'i.tokenHash',
      authorization: 'i.authorization',
      requester: 'i.requester',
    };
    const asker = call('parseJson', [textField(identity.requester)]);
    const contains = (value: Expression, part: string): Expression =>
      call('containsIgnoreCase', [value, text(part)]);
    const category = envelope.of('category');
    const resource = envelope.of('resourceId');
    const service = textField('p.serviceType');
    const uri = envelope.of('uri');
    const isFile = or(
      contains(resource, '/fileServices/'),
      call('eqIgnoreCase', [service, text('file')]),
      contains(uri, '.file.'),
    );
    const isBlob = or(
      contains(resource, '/blobServices/'),
      call('inIgnoreCase', [service, text('blob'), text('dfs')]),
      contains(uri, '.blob.'),
      contains(uri, '.dfs.'),
    );
    const isRead = or(call('isNull', [category]), call('inIgnoreCase', [category, ...categories.map(text)]));
    return {
      fields: [
        ...envelope.fields,
        ...inner.fields,
        ...Object.entries(identity).map(([key, name]) => ({
          name,
          type: 'string' as const,
          path: observed.spelling(['identity', key]),
        })),
      ],
      ...rowOf(log, {
        table: call('case', [
          and(isFile, isRead),
          text('StorageFileLogs'),
          and(isBlob, isRead),
          text('StorageBlobLogs'),
          nullOf('string'),
        ]),
        texts: {
          ...inner.texts,
          ...Object.fromEntries(
            Object.entries(requester).map(([key, target]) => [target, call('pathText', [asker, text(key)])]),
          ),
          AuthenticationHash: textField(identity.tokenHash),
          AuthenticationType: textField(identity.type),
          AuthorizationDetails: textField(identity.authorization),
          CallerIpAddress: envelope.of('callerIpAddress'),
          Category: category,
          CorrelationId: envelope.of('correlationId'),
          DurationMs: envelope.of('durationMs'),
          Location: envelope.of('location'),
          OperationName: envelope.of('operationName'),
          OperationVersion: envelope.of('operationVersion'),
          Protocol: envelope.of('protocol'),
          SchemaVersion: envelope.of('schemaVersion'),
          StatusCode: envelope.of('statusCode'),
          StatusText: firstOf(envelope.of('statusText'), envelope.of('resultDescription')),
          TimeGenerated: envelope.of('time'),
          Uri: envelope.of('uri'),
          _ResourceId: envelope.of('resourceId'),
        },
      }),
    };
  },
};

/** True of a request to any of a storage account's services. */
export function isRequest({ category, operationName, callerIpAddress, resourceId }: JsonRecord): boolean {
  if (typeof operationName !== 'string') return false;
  if (typeof category === 'string') return lowerCategories.has(category.toLowerCase());
  return (
    category === undefined &&
    callerIpAddress !== undefined &&
    typeof resourceId === 'string' &&
    /\/(?:blob|file)services\//i.test(resourceId)
  );
}

/** `blob`, `file`, `queue` or `table`. What Data Lake Storage calls `dfs` is the same blobs by another door. */
export function serviceOf(record: JsonRecord): string | undefined {
  const service = namedService(record);
  return service === 'dfs' ? 'blob' : service;
}

function namedService({ resourceId, uri, properties: inner }: JsonRecord): string | undefined {
  const given = isRecord(inner) ? inner['serviceType'] : undefined;
  if (typeof given === 'string' && given !== '') return given.toLowerCase();
  const resource =
    typeof resourceId === 'string' ? /\/(\w+)services(?:\/|$)/i.exec(resourceId)?.[1] : undefined;
  const host = typeof uri === 'string' ? /^\w+:\/\/[^/.]+\.(\w+)\./.exec(uri)?.[1] : undefined;
  return (resource ?? host)?.toLowerCase();
}
