import { and, bool, column } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

/** Columns that rules rest on. */
const expected = [
  'TimeGenerated',
  'AppId',
  'IPAddress',
  'RequestMethod',
  'RequestUri',
  'ResponseStatusCode',
  'Roles',
  'Scopes',
  'SignInActivityId',
  'UserAgent',
  'UserId',
];

/** All requests to Graph. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    isSet(column('LogTable', 'string')),
    anySet(column('RequestUri', 'string'), column('RequestId', 'string')),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['RequestId'],
    compare: [
      ...precisions('TimeGenerated'),
      ...words(
        log,
        'RequestUri',
        'RequestMethod',
        'OperationId',
        'ResponseStatusCode',
        'IPAddress',
        'AppId',
        'UserId',
        'SignInActivityId',
      ),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
