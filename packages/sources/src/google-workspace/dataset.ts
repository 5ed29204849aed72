import { and, bool, call, column, long, nullOf } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { jsonParts, precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

const value = (name: string): Expression => column(name, log.typeOf(name));

/** Columns that rules rest on. */
const expected = [
  'ActivityTime',
  'UniqueQualifier',
  'ApplicationName',
  'ActorEmail',
  'IPAddress',
  'EventType',
  'EventName',
];

/** All activities in Google Workspace, by event. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    isSet(value('LogTable')),
    isSet(value('ApplicationName')),
    isSet(value('EventTime')),
    call('le', [value('EventCount'), long(1)]),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['UniqueQualifier', 'EventName'],
    compare: [
      ...precisions('ActivityTime'),
      ...words(
        log,
        'ApplicationName',
        'CustomerId',
        'ActorEmail',
        'ActorProfileId',
        'IPAddress',
        'EventType',
      ),
      value('EventNumber'),
      call('if', [isSet(value('Values')), jsonParts(value('Values')), nullOf('string')]),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
