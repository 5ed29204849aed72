import { call, text } from '@interloper/plan';
import type { View, ViewColumn } from '@interloper/plan';
import { derived, named, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { rawColumns } from './raw-columns.js';

const event = stored(log, 'event');

/** The fields of the Common Information Model's Email. */
const modelFields: readonly ViewColumn[] = [
  derived(
    'action',
    call('case', [
      call('in', [event, text('delivered')]),
      text('delivered'),
      call('in', [event, text('bounce'), text('dropped')]),
      text('blocked'),
      call('in', [event, text('deferred')]),
      text('deferred'),
      event,
    ]),
  ),
  named(log, 'message_id', 'sg_message_id'),
  named(log, 'internal_message_id', 'smtp_id'),
  derived('recipient', call('lower', [stored(log, 'email')])),
  named(log, 'signature', 'event'),
  named(log, 'src', 'ip', ['src_ip']),
  named(log, 'status_code', 'status'),
  derived('user', call('lower', [stored(log, 'email')])),
  named(log, 'user_agent', 'useragent', ['http_user_agent']),
  derived('vendor_product', text('Twilio SendGrid')),
];

/**
 * The events as SPL knows them. No add-on of SendGrid's or Splunk's names a sourcetype for the webhook:
 * `sendgrid:event` and `sendgrid:webhook` are this project's names.
 */
export const sourcetypes: readonly View[] = ['sendgrid:event', 'sendgrid:webhook'].map((name) => ({
  name,
  title: 'SendGrid events (Event Webhook)',
  scan: log.scan,
  columns: [
    named(log, '_time', 'EventTime'),
    // One category or several, under one name.
    ...rawColumns.map((item) =>
      item.name === 'category' ? derived('category', call('mvFromJson', [stored(log, 'category')])) : item,
    ),
    ...modelFields,
  ],
  time: '_time',
}));
