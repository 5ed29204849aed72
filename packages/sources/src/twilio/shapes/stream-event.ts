import { call, nullOf, text } from '@interloper/plan';
import { filled, firstOf, isSet, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { dataField, log } from '../log.js';
import { streamProperties } from '../properties.js';

/**
 * An event of Event Streams: CloudEvents in arrays (webhook) or lines (Kinesis). Some products send `data` as JSON
 * text; where the event has no time, its data may (log-format reference, section 13).
 */
export const streamEvent: Shape = {
  id: 'twilio-stream-event',
  title: 'Twilio Event Streams (CloudEvents in arrays or lines)',
  recognises: (record) =>
    'specversion' in record && typeof record['type'] === 'string' && record['type'].startsWith('com.twilio.'),
  read: (observed) => {
    const { fields, texts } = recordTexts(observed, streamProperties);
    const data = call('parseJson', [textField('data')]);
    return {
      fields,
      ...rowOf(log, {
        table: call('if', [isSet(textField('type')), text('TwilioEventStreams'), nullOf('string')]),
        texts: { ...texts, time: firstOf(filled(textField('time')), dataField(data, 'DataTimestamp')) },
      }),
    };
  },
};
