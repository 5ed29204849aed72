import { call, text } from '@interloper/plan';
import type { View } from '@interloper/plan';
import { derived, named, propertyColumns, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { properties } from './properties.js';

/** `azure:monitor:aad`: Azure Monitor records as the Splunk Add-on for Microsoft Cloud Services writes them. */
export const sourcetypes: readonly View[] = [
  {
    name: 'azure:monitor:aad',
    title: 'Requests to Microsoft Graph (Splunk Add-on for Microsoft Cloud Services)',
    scan: log.scan,
    columns: [
      named(log, '_time', 'TimeGenerated'),
      derived('time', call('isoText', [stored(log, 'TimeGenerated')])),
      derived('operationName', text('Microsoft Graph Activity')),
      derived('category', text('MicrosoftGraphActivityLogs')),
      named(log, 'tenantId', 'AadTenantId'),
      named(log, 'resultSignature', 'ResponseStatusCode'),
      named(log, 'durationMs', 'DurationMs'),
      named(log, 'callerIpAddress', 'IPAddress'),
      named(log, 'location', 'Location'),
      ...propertyColumns(log, properties, 'properties.'),
      derived('user', call('coalesce', [stored(log, 'UserId'), stored(log, 'ServicePrincipalId')]), [
        'user_id',
      ]),
      named(log, 'src', 'IPAddress', ['src_ip']),
      named(log, 'url', 'RequestUri', ['object']),
      named(log, 'http_method', 'RequestMethod'),
      named(log, 'status', 'ResponseStatusCode'),
      named(log, 'app', 'AppId'),
      derived('dest', text('graph.microsoft.com')),
      named(log, 'http_user_agent', 'UserAgent', ['user_agent']),
      named(log, 'vendor_account', 'AadTenantId'),
      derived('vendor_product', text('Microsoft Graph')),
    ],
    time: '_time',
    models: [{ model: 'Web' }],
  },
];
