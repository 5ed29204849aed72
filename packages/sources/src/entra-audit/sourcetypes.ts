import { call, long, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { filled, firstOf } from '../expressions.js';
import { derived, named, propertyColumns, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { properties } from './properties.js';

const actor = firstOf(
  filled(stored(log, 'InitiatedBy.user.userPrincipalName')),
  filled(stored(log, 'InitiatedBy.app.displayName')),
);

/** A property of the first target: most changes have one. */
function target(property: string): Expression {
  return call('pathText', [stored(log, 'TargetResources'), long(0), text(property)]);
}

const operation = call('lower', [stored(log, 'AADOperationType')]);

/** The verbs of the Common Information Model's Change; others stay as the log has them. */
const action = call('case', [
  call('in', [operation, text('add'), text('create')]),
  text('created'),
  call('in', [operation, text('update'), text('set')]),
  text('modified'),
  call('in', [operation, text('delete'), text('remove'), text('harddelete')]),
  text('deleted'),
  operation,
]);

/** The fields that the Splunk add-ons and the Common Information Model's Change add. */
const modelFields: readonly ViewColumn[] = [
  derived('action', action),
  derived('user', call('lower', [firstOf(filled(target('userPrincipalName')), actor)])),
  derived('src_user', call('lower', [actor])),
  derived(
    'src',
    call('normaliseAddress', [
      firstOf(filled(stored(log, 'InitiatedBy.user.ipAddress')), stored(log, 'CallerIpAddress')),
    ]),
    ['src_ip'],
  ),
  derived('object', firstOf(filled(target('displayName')), target('userPrincipalName'))),
  derived('object_id', target('id')),
  derived('object_category', target('type')),
  named(log, 'status', 'Result'),
  named(log, 'change_type', 'Category'),
  named(log, 'command', 'ActivityDisplayName'),
  named(log, 'signature', 'ActivityDisplayName'),
  named(log, 'dest', 'LoggedByService'),
  named(log, 'reason', 'ResultReason'),
  named(log, 'user_agent', 'UserAgent', ['http_user_agent']),
  named(log, 'vendor_account', 'AADTenantId'),
  derived('vendor_product', text('Microsoft Entra ID')),
];

/** `azure:aad:audit`: Graph objects as the Splunk Add-on for Microsoft Azure writes them. */
const audit: View = {
  name: 'azure:aad:audit',
  title: 'Entra directory audit (Splunk Add-on for Microsoft Azure)',
  scan: log.scan,
  columns: [
    named(log, '_time', 'EventTime'),
    ...propertyColumns(log, properties),
    named(log, 'operationName', 'OperationName'),
    ...modelFields,
  ],
  time: '_time',
};

/** `azure:monitor:aad`: Azure Monitor records as the Splunk Add-on for Microsoft Cloud Services writes them. */
const monitor: View = {
  name: 'azure:monitor:aad',
  title: 'Entra directory audit (Splunk Add-on for Microsoft Cloud Services)',
  scan: log.scan,
  columns: [
    named(log, '_time', 'TimeGenerated'),
    derived('time', call('isoText', [stored(log, 'TimeGenerated')])),
    named(log, 'resourceId', 'ResourceId'),
    named(log, 'operationName', 'OperationName'),
    named(log, 'operationVersion', 'OperationVersion'),
    derived('category', text('AuditLogs')),
    named(log, 'tenantId', 'AADTenantId'),
    named(log, 'resultType', 'ResultType'),
    named(log, 'resultSignature', 'ResultSignature'),
    named(log, 'resultDescription', 'ResultDescription'),
    named(log, 'durationMs', 'DurationMs'),
    named(log, 'callerIpAddress', 'CallerIpAddress'),
    named(log, 'correlationId', 'CorrelationId'),
    named(log, 'identity', 'Identity'),
    named(log, 'Level', 'Level'),
    ...propertyColumns(log, properties, 'properties.'),
    ...modelFields,
  ],
  time: '_time',
  models: [
    {
      model: 'Change',
      datasets: { Account_Management: call('eq', [stored(log, 'Category'), text('UserManagement')]) },
    },
  ],
};

/** The directory audit as SPL knows it. */
export const sourcetypes: readonly View[] = [
  audit,
  monitor,
  { ...audit, name: 'ms:aad:audit', title: `${audit.title}, old name` },
];
