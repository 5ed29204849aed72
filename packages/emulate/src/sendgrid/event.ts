import type { JsonObject } from '../json.js';
import { createRandom } from '../random.js';

/** An event of SendGrid's webhook (log-format reference, section 13). */
export interface SendGridEvent {
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly event: string;
  readonly id: string;
  readonly email?: string;
  readonly messageId?: string;
  readonly categories: readonly string[];
  /** What is particular to the event, in SendGrid's names. */
  readonly more: JsonObject;
  /** The sender's own arguments. */
  readonly arguments: JsonObject;
}

const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) "Example"/1.0';
const kinds: readonly (readonly [string, JsonObject])[] = [
  ['processed', { pool: { name: 'marketing', id: 210 } }],
  ['delivered', { response: '250 OK, "queued"', ip: '198.51.100.9', tls: 1 }],
  ['deferred', { response: '400 try again later', attempt: '5', ip: '198.51.100.9' }],
  [
    'bounce',
    { type: 'bounce', reason: '550 no such user', status: '5.1.1', bounce_classification: 'Invalid Address' },
  ],
  ['open', { ip: '203.0.113.5', useragent: agent, sg_machine_open: false }],
  [
    'click',
    {
      ip: '203.0.113.5',
      useragent: agent,
      url: 'https://login.fabrikam.example/?next=%2F',
      url_offset: { index: 0, type: 'html' },
    },
  ],
  ['spamreport', { asm_group_id: 10 }],
];

/** Events of one account's mail, a kind after the other; the last one tells that the account was suspended. */
export function composeSendGridEvents(seed: string | number, count: number): readonly SendGridEvent[] {
  const random = createRandom(`sendgrid/${seed}`);
  return Array.from({ length: count }, (_, index): SendGridEvent => {
    const timestamp = Date.UTC(2026, 2, 12, 6) / 1000 + index * 61 + random.integer(30);
    const id = Buffer.from(`event-${index}-${random.integer(1_000_000)}`).toString('base64url');
    if (index === count - 1) {
      const more = { type: 'compliance_suspend' };
      return { timestamp, event: 'account_status_change', id, categories: [], more, arguments: {} };
    }
    const [event, more] = kinds[index % kinds.length] ?? ['processed', {}];
    return {
      timestamp,
      event,
      id,
      more,
      email: random.pick(['finance@contoso.example', 'it@fabrikam.example']),
      messageId: `14c5d75ce93.dfd.${index}@filter0001`,
      categories: random.pick([['invoice, march'], ['invoice', 'reminder'], []]),
      // An argument that begins late in the file, and one that is called like nothing of SendGrid's.
      arguments: {
        api_key_name: random.pick(['ci-deploy', 'newsletter']),
        ...(index < 12 ? {} : { late_argument: index }),
      },
    };
  });
}

/** The event as the webhook posts it: one category as text, several as a list. */
export function sendGridRecord(event: SendGridEvent): JsonObject {
  const [category, ...others] = event.categories;
  return {
    ...(event.email === undefined ? {} : { email: event.email }),
    timestamp: event.timestamp,
    ...(event.messageId === undefined
      ? {}
      : { 'smtp-id': `<${event.messageId}>`, sg_message_id: event.messageId }),
    event: event.event,
    ...(category === undefined ? {} : { category: others.length === 0 ? category : event.categories }),
    sg_event_id: event.id,
    ...event.more,
    ...event.arguments,
  };
}
