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

/** The words of the management API for what the log's `resultType` says. */
const statusWord = call('case', [
  ...[
    ['Start', 'Started'],
    ['Success', 'Succeeded'],
    ['Failure', 'Failed'],
    ['Accept', 'Accepted'],
  ].flatMap(([value = '', word = '']) => [
    call('eqIgnoreCase', [stored(log, 'ActivityStatusValue'), text(value)]),
    text(word),
  ]),
  stored(log, 'ActivityStatusValue'),
]);

/**
 * `mscs:azure:audit`: the add-on's other input asks the management API, whose events have the claims and the
 * authorisation at the top and names of two parts
 * (https://learn.microsoft.com/rest/api/monitor/activity-logs/list#eventdata).
 */
const audit: View = {
  ...monitor,
  name: 'mscs:azure:audit',
  title: 'Azure activity log, as the management API answers (Splunk Add-on for Microsoft Cloud Services)',
  columns: [
    ...monitor.columns,
    named(log, 'authorization', 'Authorization_d'),
    named(log, 'category.value', 'CategoryValue'),
    named(log, 'claims', 'Claims_d'),
    named(log, 'eventDataId', 'EventDataId'),
    derived('eventTimestamp', call('isoText', [stored(log, 'TimeGenerated')])),
    named(log, 'operationName.localizedValue', 'OperationName'),
    named(log, 'resourceProviderName.value', 'ResourceProviderValue'),
    derived('status.value', statusWord, ['status.localizedValue']),
    named(log, 'subStatus.value', 'ActivitySubstatusValue'),
  ],
  models: [],
};

/** The activity log as SPL knows it. */
export const sourcetypes: readonly View[] = [monitor, audit];
