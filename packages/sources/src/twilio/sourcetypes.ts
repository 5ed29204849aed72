import { call, long, text } from '@interloper/plan';
import type { View, ViewColumn, ViewModel } from '@interloper/plan';
import { derived, named, ofTables, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { monitorColumns, streamColumns } from './raw-columns.js';

/** What happened, in the words of the Common Information Model's Change: the end of `phone-number.created`. */
const action = call('coalesce', [
  call('regexExtract', [stored(log, 'event_type'), text(String.raw`\.([^.]+)$`), long(1)]),
  stored(log, 'event_type'),
]);

const monitorFields: readonly ViewColumn[] = [
  derived('action', action),
  derived('app', text('Twilio')),
  named(log, 'change_type', 'resource_type'),
  named(log, 'event_source', 'source'),
  named(log, 'object_category', 'resource_type'),
  named(log, 'object_id', 'resource_sid', ['object']),
  named(log, 'signature', 'event_type'),
  named(log, 'src', 'source_ip_address', ['src_ip']),
  named(log, 'user', 'actor_sid', ['user_id']),
  named(log, 'user_type', 'actor_type'),
  named(log, 'vendor_account', 'account_sid'),
  derived('vendor_product', text('Twilio')),
];

const streamFields: readonly ViewColumn[] = [
  derived('app', text('Twilio')),
  named(log, 'event_source', 'source'),
  named(log, 'message_id', 'MessageSid'),
  named(log, 'recipient', 'Recipient'),
  named(log, 'signature', 'type'),
  named(log, 'src_user', 'Sender'),
  named(log, 'status', 'MessageStatus'),
  named(log, 'status_code', 'ErrorCode'),
  named(log, 'vendor_account', 'AccountSid'),
  derived('vendor_product', text('Twilio')),
];

function view(
  name: string,
  title: string,
  table: string,
  columns: readonly ViewColumn[],
  models: readonly ViewModel[] = [],
): View {
  return {
    name,
    title,
    scan: log.scan,
    filter: ofTables(table),
    columns: [named(log, '_time', 'EventTime'), ...columns],
    time: '_time',
    models,
  };
}

/** Twilio's logs as SPL knows them. No add-on names sourcetypes for them: the names are this project's. */
export const sourcetypes: readonly View[] = [
  view(
    'twilio:monitor',
    'Twilio Monitor events',
    'TwilioMonitorEvents',
    [...monitorColumns, ...monitorFields],
    [{ model: 'Change' }],
  ),
  view('twilio:event_streams', 'Twilio Event Streams', 'TwilioEventStreams', [
    ...streamColumns,
    ...streamFields,
  ]),
];
