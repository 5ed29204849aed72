import type { PropertyMap } from '../stored-log/json-records.js';

/**
 * The properties of an event and the columns they fill (log-format reference, section 13;
 * https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event).
 */
export const properties: PropertyMap = {
  email: 'email',
  timestamp: 'timestamp',
  event: 'event',
  type: 'event_type',
  sg_event_id: 'sg_event_id',
  sg_message_id: 'sg_message_id',
  'smtp-id': 'smtp_id',
  category: 'category',
  ip: 'ip',
  useragent: 'useragent',
  url: 'url',
  url_offset: 'url_offset',
  reason: 'reason',
  status: 'status',
  response: 'response',
  attempt: 'attempt',
  bounce_classification: 'bounce_classification',
  tls: 'tls',
  cert_err: 'cert_err',
  pool: 'pool',
  asm_group_id: 'asm_group_id',
  sg_content_type: 'sg_content_type',
  sg_machine_open: 'sg_machine_open',
  sg_template_id: 'sg_template_id',
  sg_template_name: 'sg_template_name',
  sg_user_id: 'sg_user_id',
  marketing_campaign_id: 'marketing_campaign_id',
  marketing_campaign_name: 'marketing_campaign_name',
  marketing_campaign_split_id: 'marketing_campaign_split_id',
  marketing_campaign_version: 'marketing_campaign_version',
  unique_args: 'unique_args',
};
