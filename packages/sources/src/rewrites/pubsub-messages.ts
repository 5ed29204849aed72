import { parseFirst } from '../files/repeated-names.js';
import { isRecord } from '../observed-names.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/**
 * A Pub/Sub message around a log entry (https://cloud.google.com/pubsub/docs/push#receive_push): pushed
 * (`{message: {data}, subscription}`), pulled (`{ackId, message: {data}}`), the message alone, with the entry as base64
 * or, where a collector has decoded it (Splunk's add-on, Sumo, Beats), as an object or JSON text.
 */
export const pubsubMessages: Rewrite = {
  id: 'pubsub-messages',
  title: 'Pub/Sub messages',
  recognises: (record) => wrapped(record) !== undefined,
  rewrite: (record) => {
    const found = wrapped(record);
    const entry = found === undefined ? undefined : entryOf(found);
    if (entry === undefined) return undefined;
    const { subscription } = record;
    return typeof subscription === 'string' ? { ...entry, subscription } : entry;
  },
};

/** What stands for the entry: base64 or JSON text, or the entry itself; undefined of a record that is no message. */
function wrapped(record: JsonRecord): unknown {
  const { message, data } = record;
  if (isRecord(message)) return isMessage(message, 'subscription' in record || 'ackId' in record);
  if (typeof message === 'string')
    return message.includes('"protoPayload"') && message.startsWith('{') ? message : undefined;
  return data === undefined ? undefined : isMessage(record, false);
}

/** The data of a message; text is taken for base64 only where Pub/Sub's own names stand beside it. */
function isMessage(message: JsonRecord, known: boolean): unknown {
  const { data } = message;
  if (isRecord(data)) return 'protoPayload' in data || 'logName' in data ? data : undefined;
  if (typeof data !== 'string') return undefined;
  const named =
    known || ['messageId', 'message_id', 'publishTime', 'publish_time'].some((name) => name in message);
  return named || data.includes('"protoPayload"') ? data : undefined;
}

function entryOf(data: unknown): JsonRecord | undefined {
  if (isRecord(data)) return data;
  if (typeof data !== 'string') return undefined;
  const text = data.trimStart().startsWith('{') ? data : Buffer.from(data, 'base64').toString('utf8');
  try {
    const value = parseFirst(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
