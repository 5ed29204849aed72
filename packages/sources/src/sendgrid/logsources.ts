import type { LogsourceView } from '@interloper/plan';
import { named } from '../stored-log/views.js';
import { log } from './log.js';
import { rawColumns } from './raw-columns.js';

/** `product: sendgrid`: SigmaHQ has no rules for SendGrid; the fields are the event's own. */
export const logsources: readonly LogsourceView[] = [
  {
    name: 'sendgrid/events',
    title: 'SendGrid events (Event Webhook)',
    scan: log.scan,
    logsources: [
      { product: 'sendgrid', service: 'events' },
      { product: 'sendgrid', service: 'event_webhook' },
    ],
    columns: [named(log, 'TimeGenerated', 'TimeGenerated'), ...rawColumns],
    time: 'TimeGenerated',
  },
];
