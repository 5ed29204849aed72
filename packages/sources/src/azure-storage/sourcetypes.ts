import { bool, call, text } from '@interloper/plan';
import type { View, ViewColumn } from '@interloper/plan';
import { derived, named, stored } from '../stored-log/views.js';
import { log } from './log.js';

/** Properties of the record by the names Azure Monitor gives them. */
const properties: readonly ViewColumn[] = [
  ['accountName', 'AccountName'],
  ['userAgentHeader', 'UserAgentHeader'],
  ['referrerHeader', 'ReferrerHeader'],
  ['clientRequestId', 'ClientRequestId'],
  ['serviceType', 'ServiceType'],
  ['operationCount', 'OperationCount'],
  ['objectKey', 'ObjectKey'],
  ['metricResponseType', 'MetricResponseType'],
  ['serverLatencyMs', 'ServerLatencyMs'],
  ['requestBodySize', 'RequestBodySize'],
  ['responseBodySize', 'ResponseBodySize'],
  ['tlsVersion', 'TlsVersion'],
].map(([name = '', target = '']) => named(log, `properties.${name}`, target));

const identity: readonly ViewColumn[] = [
  ['type', 'AuthenticationType'],
  ['tokenHash', 'AuthenticationHash'],
  ['authorization', 'AuthorizationDetails'],
  ['requester.appId', 'RequesterAppId'],
  ['requester.objectId', 'RequesterObjectId'],
  ['requester.tenantId', 'RequesterTenantId'],
  ['requester.upn', 'RequesterUpn'],
].map(([name = '', target = '']) => named(log, `identity.${name}`, target));

const category = call('lower', [stored(log, 'Category')]);

/** The fields that the Common Information Model adds; `src` is the caller's address without its port. */
const modelFields: readonly ViewColumn[] = [
  derived(
    'action',
    call('case', [
      call('eq', [category, text('storageread')]),
      text('read'),
      call('eq', [category, text('storagewrite')]),
      text('modified'),
      call('eq', [category, text('storagedelete')]),
      text('deleted'),
      category,
    ]),
  ),
  derived('src', call('normaliseAddress', [stored(log, 'CallerIpAddress')]), ['src_ip']),
  derived(
    'user',
    call('lower', [call('coalesce', [stored(log, 'RequesterUpn'), stored(log, 'RequesterObjectId')])]),
  ),
  named(log, 'dest', 'AccountName'),
  named(log, 'object', 'ObjectKey', ['object_path', 'file_path']),
  named(log, 'status', 'StatusCode'),
  named(log, 'command', 'OperationName'),
  named(log, 'bytes_out', 'ResponseBodySize'),
  named(log, 'http_user_agent', 'UserAgentHeader', ['user_agent']),
  named(log, 'url', 'Uri'),
  derived('vendor_product', text('Microsoft Azure Storage')),
];

/** `azure:monitor:resource`: Azure Monitor records as the Splunk Add-on for Microsoft Cloud Services writes them. */
export const sourcetypes: readonly View[] = [
  {
    name: 'azure:monitor:resource',
    title: 'Requests to blobs and files (Splunk Add-on for Microsoft Cloud Services)',
    scan: log.scan,
    columns: [
      named(log, '_time', 'EventTime'),
      derived('time', call('isoText', [stored(log, 'TimeGenerated')])),
      named(log, 'resourceId', '_ResourceId'),
      named(log, 'category', 'Category'),
      named(log, 'operationName', 'OperationName'),
      named(log, 'operationVersion', 'OperationVersion'),
      named(log, 'statusCode', 'StatusCode'),
      named(log, 'statusText', 'StatusText'),
      named(log, 'durationMs', 'DurationMs'),
      named(log, 'callerIpAddress', 'CallerIpAddress'),
      named(log, 'correlationId', 'CorrelationId'),
      named(log, 'location', 'Location'),
      named(log, 'protocol', 'Protocol'),
      named(log, 'uri', 'Uri'),
      ...identity,
      ...properties,
      ...modelFields,
    ],
    time: '_time',
    models: [{ model: 'Web', datasets: { Storage: bool(true) } }],
  },
];
