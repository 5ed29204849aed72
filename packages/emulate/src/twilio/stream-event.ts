import type { Json, JsonObject } from '../json.js';
import { createRandom } from '../random.js';
import { exampleTwilioAccount, twilioSid } from './monitor-event.js';

/** An event of Twilio Event Streams (log-format reference, section 13). */
export interface TwilioStreamEvent {
  readonly id: string;
  /** To the millisecond, with Z. */
  readonly time: string;
  readonly type: string;
  readonly schema: string;
  /** How this product spells the keys of `data`. */
  readonly spelling: 'camel' | 'lower' | 'pascal' | 'snake';
  /** `data` is JSON text, and the event has no `time` of its own: `data` has. */
  readonly asText: boolean;
  readonly sid: string;
  readonly status: string;
  readonly from: string;
  readonly to: string;
  readonly error: string | null;
}

const kinds = [
  ['com.twilio.messaging.message.sent', 'Messaging.MessageStatus/7', 'camel', 'SENT', null],
  ['com.twilio.messaging.message.undelivered', 'Messaging.MessageStatus/7', 'camel', 'UNDELIVERED', '30003'],
  [
    'com.twilio.messaging.compliance.campaign-registration.registered',
    'A2P.Campaign/1',
    'lower',
    'registered',
    null,
  ],
  ['com.twilio.conversations.message.added', 'Conversations.MessageAdded/2', 'pascal', 'added', null],
  [
    'com.twilio.voice.insights.call-summary.complete',
    'VoiceInsights.CallSummary/1',
    'snake',
    'completed',
    null,
  ],
] as const;

/** Events of one account, a kind after the other, in order of time. */
export function composeTwilioStream(seed: string | number, count: number): readonly TwilioStreamEvent[] {
  const random = createRandom(`twilio-stream/${seed}`);
  return Array.from({ length: count }, (_, index) => {
    const [type, schema, spelling, status, error] = kinds[index % kinds.length] ?? kinds[0];
    return {
      id: twilioSid('EZ', random.guid()),
      time: new Date(Date.UTC(2026, 2, 12, 6) + index * 71_123 + random.integer(1000)).toISOString(),
      type,
      schema,
      spelling,
      asText: spelling === 'snake',
      sid: twilioSid('SM', random.guid()),
      status,
      from: '+15005550006',
      to: `+150055501${String(random.integer(100)).padStart(2, '0')}`,
      error,
    };
  });
}

/** The event as its sink receives it. */
export function twilioStreamRecord(event: TwilioStreamEvent): JsonObject {
  const data = Object.fromEntries(
    Object.entries({
      message_sid: event.sid,
      message_status: event.status,
      account_sid: exampleTwilioAccount,
      from: event.from,
      to: event.to,
      ...(event.asText ? { timestamp: event.time } : {}),
      ...(event.error === null ? {} : { error_code: event.error }),
    }).map(([name, value]): [string, Json] => [spelt(name, event.spelling), value]),
  );
  return {
    specversion: '1.0',
    type: event.type,
    source: `/2010-04-01/Accounts/${exampleTwilioAccount}/Messages/${event.sid}.json`,
    id: event.id,
    dataschema: `https://events-schemas.twilio.example/${event.schema}`,
    datacontenttype: 'application/json',
    ...(event.asText ? {} : { time: event.time }),
    data: event.asText ? JSON.stringify(data) : data,
  };
}

function spelt(name: string, spelling: TwilioStreamEvent['spelling']): string {
  if (spelling === 'snake') return name;
  const camel = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (spelling === 'camel') return camel;
  return spelling === 'lower' ? camel.toLowerCase() : camel.charAt(0).toUpperCase() + camel.slice(1);
}
