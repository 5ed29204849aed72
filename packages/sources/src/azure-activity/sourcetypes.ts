import { call, not, text } from '@interloper/plan';
import type { View, ViewColumn } from '@interloper/plan';
import { extract } from '../expressions.js';
import { derived, named, stored } from '../stored-log/views.js';
import { log } from './log.js';

const verb = call('lower', [extract(stored(log, 'OperationNameValue'), '([^/]+)$')]);

/** The fields that the Common Information Model's Change adds. */
const modelFields: readonly ViewColumn[] = [
  derived(
    'action',
    call('case', [
      call('eq', [verb, text('write')]),
      text('modified'),
      call('eq', [verb, text('delete')]),
      text('deleted'),
      call('eq', [verb, text('read')]),
      text('read'),
      verb,
    ]),
  ),
  derived('user', call('lower', [stored(log, 'Caller')]), ['src_user']),
  named(log, 'src', 'CallerIpAddress', ['src_ip']),
  named(log, 'object', 'ResourceId', ['dest', 'object_path']),
  named(log, 'object_category', 'ResourceProviderValue'),
  named(log, 'command', 'OperationNameValue', ['signature']),
  named(log, 'status', 'ActivityStatusValue'),
  named(log, 'vendor_account', 'SubscriptionId', ['subscription_id']),
  named(log, 'vendor_region', 'Location'),
  derived('vendor_product', text('Microsoft Azure')),
];

/** `azure:monitor:activity`: Azure Monitor records as the Splunk Add-on for Microsoft Cloud Services writes them. */
const monitor: View = {
  name: 'azure:monitor:activity',
  title: 'Azure activity log (Splunk Add-on for Microsoft Cloud Services)',
  scan: log.scan,
  columns: [
    named(log, '_time', 'EventTime'),
    derived('time', call('isoText', [stored(log, 'TimeGenerated')])),
    named(log, 'resourceId', 'ResourceId'),
    named(log, 'operationName', 'OperationNameValue', ['operationNameValue', 'operationName.value']),
    named(log, 'operationVersion', 'OperationVersion'),
    named(log, 'category', 'CategoryValue'),
    named(log, 'tenantId', 'AADTenantId'),
    named(log, 'resultType', 'ActivityStatusValue'),
    named(log, 'resultSignature', 'ResultSignature'),
    named(log, 'durationMs', 'DurationMs'),
    named(log, 'callerIpAddress', 'CallerIpAddress'),
    named(log, 'correlationId', 'CorrelationId'),
    derived(
      'identity',
      call('makeObject', [
        text('authorization'),
        stored(log, 'Authorization_d'),
        text('claims'),
        stored(log, 'Claims_d'),
      ]),
    ),
    named(log, 'level', 'Level'),
    named(log, 'location', 'Location'),
    named(log, 'properties', 'Properties_d'),
    named(log, 'caller', 'Caller'),
    named(log, 'subscriptionId', 'SubscriptionId'),
    named(log, 'resourceGroupName', 'ResourceGroup'),
    ...modelFields,
  ],
  time: '_time',
  models: [{ model: 'Change', where: not(call('eq', [verb, text('read')])) }],
};

/** The activity log as SPL knows it. */
export const sourcetypes: readonly View[] = [
  monitor,
  { ...monitor, name: 'mscs:azure:audit', title: `${monitor.title}, old name`, models: [] },
];
