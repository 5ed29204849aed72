import { call, column, literal, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { filled } from '../../expressions.js';
import type { JsonRecord, Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

/**
 * An event as the webhook posts it, in arrays or lines: the time in seconds since 1970, one category or a list, and
 * the sender's own arguments at the top (log-format reference, section 13).
 */
export const webhookEvent: Shape = {
  id: 'sendgrid-webhook-event',
  title: 'SendGrid Event Webhook (batches, lines)',
  recognises: isWebhookEvent,
  read: (observed) => {
    const { fields, texts } = recordTexts(observed, properties);
    const known = fields.map(({ path = [] }) => path[0] ?? '');
    const names = literal('dynamic', JSON.stringify(known));
    const record = call('parseJson', [column('record', 'string')]);
    return {
      fields: [...fields, { name: 'record', type: 'string', path: [] }],
      ...rowOf(log, {
        table: text('SendGridEvents'),
        texts: {
          ...Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, filled(value)])),
          category: listOf(texts['category'] ?? text('')),
          custom_args: withoutNothing(call('toText', [call('objectWithout', [record, names])])),
        },
      }),
    };
  },
};

/** One category as a list of one. */
function listOf(value: Expression): Expression {
  const given = filled(value);
  const alone = call('toText', [call('makeArray', [given])]);
  return call('case', [call('isNull', [given]), given, call('startsWith', [given, text('[')]), given, alone]);
}

function withoutNothing(object: Expression): Expression {
  return call('nullIf', [object, text('{}')]);
}

/** `sg_event_id` is SendGrid's alone; other services that post events have other ids. */
function isWebhookEvent(record: JsonRecord): boolean {
  return (
    typeof record['event'] === 'string' &&
    ('sg_event_id' in record || ('sg_message_id' in record && 'email' in record))
  );
}
