import type { PropertyMap } from '../stored-log/json-records.js';

/** The fields of Monitor's events (https://www.twilio.com/docs/usage/monitor-events). */
export const monitorProperties: PropertyMap = {
  account_sid: 'account_sid',
  actor_sid: 'actor_sid',
  actor_type: 'actor_type',
  description: 'description',
  event_data: 'event_data',
  event_date: 'event_date',
  event_type: 'event_type',
  resource_sid: 'resource_sid',
  resource_type: 'resource_type',
  sid: 'sid',
  source: 'source',
  source_ip_address: 'source_ip_address',
  url: 'url',
  links: 'links',
};

/** The attributes of Event Streams' events (CloudEvents 1.0, and Twilio's `data`). */
export const streamProperties: PropertyMap = {
  specversion: 'specversion',
  id: 'id',
  type: 'type',
  source: 'source',
  subject: 'subject',
  time: 'time',
  datacontenttype: 'datacontenttype',
  dataschema: 'dataschema',
  data: 'data',
};

/** `accountSid` of `account_sid`. */
export function camelName(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * What is taken out of `data`: products spell its keys `messageSid`, `messagesid`, `MessageSid` or `message_sid`
 * (log-format reference, section 13).
 */
export const dataFields: Readonly<Record<string, string>> = {
  AccountSid: 'account_sid',
  MessageSid: 'message_sid',
  MessageStatus: 'message_status',
  CallSid: 'call_sid',
  ErrorCode: 'error_code',
  Sender: 'from',
  Recipient: 'to',
  DataTimestamp: 'timestamp',
};

/** The spellings of such a key. */
export function spellingsOf(name: string): readonly string[] {
  const camel = camelName(name);
  const pascal = camel.charAt(0).toUpperCase() + camel.slice(1);
  return [...new Set([camel, camel.toLowerCase(), pascal, name])];
}
