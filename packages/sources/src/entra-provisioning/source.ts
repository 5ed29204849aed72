import { call, text } from '@interloper/plan';
import type { Expression, LogsourceView, View } from '@interloper/plan';
import type { Source } from '../source.js';
import { derived, named, propertyColumns, stored, tableViews } from '../stored-log/views.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { log } from './log.js';
import { properties } from './properties.js';
import { azureMonitor } from './shapes/azure-monitor.js';
import { graph } from './shapes/graph.js';
import { logAnalytics } from './shapes/log-analytics.js';

const tables = tableViews(log, 'Azure AD');

/** A property of an object that the log keeps as text. */
function part(column: string, property: string): Expression {
  return call('pathText', [call('parseJson', [stored(log, column)]), text(property)]);
}

const monitor: View = {
  name: 'azure:monitor:aad',
  title: 'Entra provisioning (Splunk Add-on for Microsoft Cloud Services)',
  scan: log.scan,
  columns: [
    named(log, '_time', 'TimeGenerated'),
    derived('time', call('isoText', [stored(log, 'TimeGenerated')])),
    named(log, 'operationName', 'OperationName'),
    derived('category', text('ProvisioningLogs')),
    named(log, 'tenantId', 'AADTenantId'),
    named(log, 'resultType', 'ResultType'),
    named(log, 'resultDescription', 'ResultDescription'),
    named(log, 'durationMs', 'DurationMs'),
    named(log, 'correlationId', 'CorrelationId'),
    ...propertyColumns(log, properties, 'properties.').map((item) =>
      log.jsonTexts?.some(
        (name) => name.toLowerCase() === item.name.replace('properties.', '').toLowerCase(),
      ) === true
        ? derived(item.name, call('parseJson', [item.expression]))
        : item,
    ),
    named(log, 'action', 'ProvisioningAction'),
    named(log, 'status', 'ResultType'),
    named(log, 'signature', 'OperationName'),
    derived('object', part('TargetIdentity', 'displayName')),
    derived('object_id', part('TargetIdentity', 'id')),
    derived('object_category', part('TargetIdentity', 'identityType')),
    derived('src_user', part('InitiatedBy', 'displayName')),
    derived('dest', part('TargetSystem', 'displayName')),
    named(log, 'vendor_account', 'AADTenantId'),
    derived('vendor_product', text('Microsoft Entra ID')),
  ],
  time: '_time',
};

const logsources: readonly LogsourceView[] = tables.map((table) => ({
  ...table,
  name: 'azure/provisioninglogs',
  logsources: [{ product: 'azure', service: 'provisioninglogs' }],
}));

/** Microsoft Entra's provisioning log: accounts that it made or changed in other systems. */
export const entraProvisioning: Source = {
  id: 'entra-provisioning',
  title: 'Microsoft Entra provisioning log',
  dataset,
  shapes: [graph, azureMonitor, logAnalytics],
  refuses: () => undefined,
  tables,
  sourcetypes: [monitor],
  logsources,
  activities,
  exportHelp:
    'Graph: GET /v1.0/auditLogs/provisioning, or the diagnostic setting ProvisioningLogs of Entra ID, or the table ' +
    'AADProvisioningLogs in Log Analytics.',
};
