import { and, column } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset, ExpectedColumn } from '../source.js';
import { jsonTokens } from '../stored-log/json-tokens.js';
import { precisions, words } from '../stored-log/repeats.js';
import { ofTables } from '../stored-log/views.js';
import { log } from './log.js';

const expected: Readonly<Record<string, readonly string[]>> = {
  TwilioMonitorEvents: [
    'event_date',
    'event_type',
    'actor_sid',
    'actor_type',
    'resource_sid',
    'resource_type',
    'sid',
    'source',
    'source_ip_address',
  ],
  TwilioEventStreams: ['time', 'type', 'id', 'data'],
};

/** All events of Twilio accounts; `LogTable` says which of the two logs a row belongs to. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    isSet(column('LogTable', 'string')),
    anySet(column('event_type', 'string'), column('type', 'string')),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['EventId'],
    compare: [
      column('LogTable', 'string'),
      ...precisions('event_date'),
      ...precisions('time'),
      ...words(
        log,
        'account_sid',
        'actor_sid',
        'actor_type',
        'event_type',
        'resource_sid',
        'source',
        'source_ip_address',
        'type',
      ),
      ...['event_data', 'data'].map((name) => jsonTokens(log, name)),
    ],
  },
  expected: Object.entries(expected).flatMap(([table, names]) =>
    names.map((name): ExpectedColumn => ({ column: name, where: ofTables(table) })),
  ),
};
