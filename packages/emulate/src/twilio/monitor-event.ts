import type { JsonObject } from '../json.js';
import { createRandom } from '../random.js';

/** An event of Twilio Monitor: what someone did in the account (log-format reference, section 13). */
export interface TwilioMonitorEvent {
  readonly sid: string;
  /** To the second, with Z. */
  readonly time: string;
  readonly type: string;
  readonly resourceType: string;
  readonly resourceSid: string;
  readonly actorType: string;
  readonly actorSid: string;
  readonly source: string;
  readonly address: string;
  readonly description: string | null;
  readonly data: JsonObject | null;
}

export const exampleTwilioAccount = `AC${'0123456789abcdef'.repeat(2)}`;

const kinds = [
  ['user-session.created', 'user-session', 'user', 'web', null],
  [
    'api-key.created',
    'api-key',
    'user',
    'web',
    { resource_properties: { friendly_name: { previous: null, updated: 'ci "deploy"' } } },
  ],
  ['phone-number.purchased', 'phone-number', 'account', 'api', { request_id: 'RQ1' }],
  [
    'account.updated',
    'account',
    'user',
    'web',
    { resource_properties: { auth_token: { previous: '-', updated: '-' } } },
  ],
] as const;

/** A Twilio id: two letters and 32 hexadecimal digits. */
export function twilioSid(prefix: string, guid: string): string {
  return `${prefix}${guid.replaceAll('-', '')}`;
}

/** Events of one account, a kind after the other, in order of time. */
export function composeTwilioMonitor(seed: string | number, count: number): readonly TwilioMonitorEvent[] {
  const random = createRandom(`twilio-monitor/${seed}`);
  return Array.from({ length: count }, (_, index) => {
    const [type, resourceType, actorType, source, data] = kinds[index % kinds.length] ?? kinds[0];
    const at = Date.UTC(2026, 2, 12, 6) + index * 113_000;
    return {
      sid: twilioSid('AE', random.guid()),
      time: `${new Date(at).toISOString().slice(0, 19)}Z`,
      type,
      resourceType,
      resourceSid: twilioSid('PN', random.guid()),
      actorType,
      actorSid: actorType === 'account' ? exampleTwilioAccount : twilioSid('US', random.guid()),
      source,
      address: random.pick(['203.0.113.77', '192.0.2.17', '2001:db8::41']),
      description: index % 2 === 0 ? null : `${resourceType}, "changed"`,
      data,
    };
  });
}

/** The event as the API gives it. */
export function twilioMonitorRecord(event: TwilioMonitorEvent): JsonObject {
  return {
    resource_sid: event.resourceSid,
    event_type: event.type,
    source_ip_address: event.address,
    actor_type: event.actorType,
    actor_sid: event.actorSid,
    account_sid: exampleTwilioAccount,
    event_date: event.time,
    resource_type: event.resourceType,
    source: event.source,
    sid: event.sid,
    event_data: event.data,
    description: event.description,
    url: `https://monitor.twilio.example/v1/Events/${event.sid}`,
    links: { resource: `https://api.twilio.example/${event.resourceSid}` },
  };
}
