import { bool, column } from '@interloper/plan';
import { isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { jsonTokens } from '../stored-log/json-tokens.js';
import { precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

/** What every event has and rules rest on. */
const expected = [
  'timestamp',
  'event_category',
  'event_type',
  'details',
  'actor',
  'origin',
  'context',
  'involve_non_team_member',
];

/** All events of a Dropbox team. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: isSet(column('event_type..tag', 'string')),
  unconverted: 'Unconverted',
  // Dropbox gives events no id: two that do not differ in anything are one, delivered twice.
  repeats: {
    identity: ['EventKey'],
    compare: [
      ...precisions('timestamp'),
      ...words(log, 'involve_non_team_member', ...log.pathColumns.map(({ name }) => name)),
      ...['details', 'actor', 'origin', 'context', 'participants', 'assets'].map((name) =>
        jsonTokens(log, name),
      ),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
