import { nullOf } from '@interloper/plan';
import { isSet } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';

/** What only some kinds of events have. */
const perEvent = [
  'event_type',
  'smtp_id',
  'category',
  'ip',
  'useragent',
  'url',
  'url_offset',
  'reason',
  'status',
  'response',
  'attempt',
  'bounce_classification',
  'tls',
  'cert_err',
  'pool',
  'pool.name',
  'pool.id',
  'asm_group_id',
  'sg_content_type',
  'sg_machine_open',
  'sg_template_id',
  'sg_template_name',
  'sg_user_id',
  'marketing_campaign_id',
  'marketing_campaign_name',
  'marketing_campaign_split_id',
  'marketing_campaign_version',
  'unique_args',
  'custom_args',
];

/**
 * Events of SendGrid's webhook under their own names; `smtp-id` is `smtp_id`, and `type` (of a bounce or an account's
 * change) `event_type`. Microsoft has no table for them: `SendGridEvents` is this project's name. `custom_args` holds
 * what the sender put into the message, which SendGrid writes beside its own properties.
 */
export const log = defineLog({
  dataset: 'sendgrid_events',
  tables: [
    {
      name: 'SendGridEvents',
      title: 'SendGrid events (Event Webhook)',
      categories: [],
      columns: `
        TimeGenerated:datetime timestamp:datetime event email event_type sg_event_id sg_message_id smtp_id
        category:dynamic ip useragent url url_offset:dynamic reason status response attempt:long
        bounce_classification tls:long cert_err:long pool:dynamic asm_group_id:long sg_content_type
        sg_machine_open:bool sg_template_id sg_template_name sg_user_id marketing_campaign_id
        marketing_campaign_name marketing_campaign_split_id marketing_campaign_version unique_args:dynamic
        custom_args:dynamic Type`,
      signatures: [],
    },
  ],
  more: 'Complete:bool',
  paths: { pool: ['name', 'id'] },
  // The webhook sends with each event what its kind has.
  carried: { Complete: perEvent },
  addresses: ['ip'],
  eventTimes: ['timestamp'],
  recordTimes: ['timestamp'],
  derive: (given) => ({ Complete: isSet(given['sg_event_id'] ?? nullOf('string')) }),
});
