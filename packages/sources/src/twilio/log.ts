import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { anySet, filled, firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';
import { dataFields, spellingsOf } from './properties.js';

/** What is stored of `data` under a name of its own. */
const flat = Object.keys(dataFields).filter((name) => name !== 'DataTimestamp');

/**
 * Twilio's two logs under their own names: Monitor's events (who did what in the account, from where) and Event
 * Streams (messages, calls, verifications). Microsoft has no tables for them: the names are this project's
 * (log-format reference, section 13).
 */
export const log = defineLog({
  dataset: 'twilio_events',
  tables: [
    {
      name: 'TwilioMonitorEvents',
      title: 'Twilio Monitor events (changes in the account)',
      categories: [],
      columns: `
        TimeGenerated:datetime account_sid actor_sid actor_type description event_data:dynamic event_date:datetime
        event_type resource_sid resource_type sid source source_ip_address url links:dynamic Type`,
      signatures: [],
    },
    {
      // Without `Type`: engines do not tell it from the event's `type`.
      name: 'TwilioEventStreams',
      title: 'Twilio Event Streams (messages, calls, verifications)',
      categories: [],
      columns: `
        TimeGenerated:datetime specversion id type source subject time:datetime datacontenttype dataschema
        data:dynamic ${flat.join(' ')}`,
      signatures: [],
    },
  ],
  more: 'EventId Complete:bool',
  // `data` has what its kind of event has, Monitor’s events what was changed.
  carried: { Complete: [...flat, 'description', 'subject', 'links'] },
  addresses: ['source_ip_address'],
  eventTimes: ['event_date', 'time'],
  recordTimes: ['event_date', 'time'],
  derive: ({ data, event_data: changed, account_sid: account, id, sid }) => ({
    Complete: anySet(data ?? nullOf('dynamic'), changed ?? nullOf('dynamic')),
    EventId: firstOf(sid, id, nullOf('string')),
    ...Object.fromEntries(
      flat.map((name): [string, Expression] => [
        name,
        firstOf(
          data === undefined ? undefined : dataField(data, name),
          name === 'AccountSid' ? account : undefined,
        ),
      ]),
    ),
  }),
});

/** A field of `data` in whatever spelling. */
export function dataField(data: Expression, name: string): Expression {
  const spellings = spellingsOf(dataFields[name] ?? name);
  return filled(firstOf(...spellings.map((key) => call('pathText', [data, text(key)]))));
}
