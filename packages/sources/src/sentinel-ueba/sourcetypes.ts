import { call, text } from '@interloper/plan';
import type { View } from '@interloper/plan';
import { allColumns, columnList } from '../stored-log/stored-log.js';
import { derived, named, ofTables, stored } from '../stored-log/views.js';
import { log } from './log.js';

const activity = stored(log, 'ActivityType');

const action = call('case', [
  call('eqIgnoreCase', [activity, text('LogOn')]),
  text('success'),
  call('eqIgnoreCase', [activity, text('FailedLogOn')]),
  text('failure'),
  call('lower', [stored(log, 'ActionType')]),
]);

/** The fields of the Common Information Model that the tables fill. */
const modelFields = {
  activity: [
    derived('action', action),
    derived('user', call('lower', [stored(log, 'UserPrincipalName')])),
    named(log, 'src', 'SourceIPAddress', ['src_ip']),
    named(log, 'dest', 'DestinationDevice'),
  ],
  person: [derived('user', call('lower', [stored(log, 'AccountUPN')]))],
} as const;

/**
 * The tables as SPL knows them. No add-on asks for them: a workspace's data export sends their rows to an Event Hub
 * (https://learn.microsoft.com/azure/azure-monitor/logs/logs-data-export), whose events the Splunk Add-on for Microsoft
 * Cloud Services gives this name; `Type` says the table.
 */
export const sourcetypes: readonly View[] = log.tables.map((table) => ({
  name: 'mscs:azure:eventhub',
  title: `${table.name} by data export (Splunk Add-on for Microsoft Cloud Services)`,
  scan: log.scan,
  filter: ofTables(table.name),
  columns: [
    named(log, '_time', 'EventTime'),
    ...columnList(allColumns(table)).map(({ name }) =>
      name === 'Type' ? derived(name, text(table.name)) : named(log, name, name),
    ),
    ...modelFields[table.name === 'IdentityInfo' ? 'person' : 'activity'],
    derived('vendor_product', text('Microsoft Sentinel')),
  ],
  time: '_time',
}));
