import { call, column, text } from '@interloper/plan';
import type { LogsourceView, View } from '@interloper/plan';
import type { Source } from '../source.js';
import { derived, named, propertyColumns, stored, tableViews } from '../stored-log/views.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { log } from './log.js';
import { properties } from './properties.js';
import { logAnalytics } from './shapes/log-analytics.js';
import { streaming } from './shapes/streaming.js';

const tables: readonly View[] = tableViews(log, 'Detection').map((table) => ({
  ...table,
  time: 'Timestamp',
}));

const action = call('case', [
  call('eqIgnoreCase', [column('ActionType', 'string'), text('LogonSuccess')]),
  text('success'),
  call('eqIgnoreCase', [column('ActionType', 'string'), text('LogonFailed')]),
  text('failure'),
  call('lower', [column('ActionType', 'string')]),
]);

const streamed: View = {
  name: 'ms:defender:eventhub',
  title: 'IdentityLogonEvents of Defender XDR (Splunk Add-on for Microsoft Security)',
  scan: log.scan,
  columns: [
    named(log, '_time', 'EventTime'),
    derived('time', call('isoText', [stored(log, 'TimeGenerated')])),
    named(log, 'tenantId', 'AADTenantId'),
    derived('operationName', text('Publish')),
    derived('category', text('AdvancedHunting-IdentityLogonEvents')),
    ...propertyColumns(log, properties, 'properties.'),
    derived('action', action),
    derived('user', call('lower', [stored(log, 'AccountUpn')])),
    named(log, 'src', 'IPAddress', ['src_ip']),
    named(log, 'dest', 'DestinationDeviceName'),
    named(log, 'app', 'Application'),
    named(log, 'reason', 'FailureReason'),
    named(log, 'authentication_method', 'Protocol'),
    derived('signature', column('ActionType', 'string')),
    named(log, 'user_id', 'AccountObjectId'),
    derived('vendor_product', text('Microsoft Defender')),
  ],
  time: '_time',
  models: [{ model: 'Authentication' }],
};

const logsources: readonly LogsourceView[] = tables.map((table) => ({
  ...table,
  name: 'azure/identitylogonevents',
  logsources: [{ product: 'azure', service: 'identitylogonevents' }],
}));

/** Defender for Identity: sign-ins to domain controllers, and to services that Defender for Cloud Apps watches. */
export const defenderIdentity: Source = {
  id: 'defender-identity',
  title: 'Microsoft Defender identity sign-ins',
  dataset,
  shapes: [streaming, logAnalytics],
  refuses: () => undefined,
  tables,
  sourcetypes: [
    streamed,
    {
      ...streamed,
      name: 'mscs:azure:eventhub',
      title: `${streamed.title}, by the one for Cloud Services`,
      models: [],
    },
  ],
  logsources,
  activities,
  exportHelp:
    'Defender XDR’s streaming of IdentityLogonEvents to a storage account or Event Hub, or the table from advanced ' +
    'hunting or Log Analytics.',
};
