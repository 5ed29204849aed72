import type { JsonRecord, Source } from '../source.js';
import { tableViews } from '../stored-log/views.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { log } from './log.js';
import { logsources } from './logsources.js';
import { webhookEvent } from './shapes/webhook-event.js';
import { sourcetypes } from './sourcetypes.js';

/** SendGrid's Event Webhook: what became of each message that an account sent. */
export const sendgrid: Source = {
  id: 'sendgrid',
  title: 'SendGrid events (Event Webhook)',
  dataset,
  shapes: [webhookEvent],
  refuses,
  tables: tableViews(log, 'SendGrid'),
  sourcetypes,
  logsources,
  activities,
  exportHelp:
    'The Event Webhook (settings, mail settings) posts batches: keep each body as a file, or its events as lines, and ' +
    'switch on every kind of event, engagement and account events among them. Events name neither the account nor ' +
    'the API key that sent the message: put both into custom arguments (they are read as custom_args). The CSV of ' +
    'the Activity Feed lacks the ids: use the webhook.',
};

/** The Email Activity API's messages sum up the events of a message. */
function refuses(record: JsonRecord): string | undefined {
  return 'msg_id' in record && 'last_event_time' in record
    ? 'SendGrid Email Activity (messages, not events)'
    : undefined;
}
