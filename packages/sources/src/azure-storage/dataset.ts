import { and, bool, column } from '@interloper/plan';
import { isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

/** Columns that rules rest on. */
const expected = [
  'TimeGenerated',
  'AccountName',
  'AuthenticationHash',
  'AuthenticationType',
  'CallerIpAddress',
  'ObjectKey',
  'OperationName',
  'StatusCode',
  'Uri',
  'UserAgentHeader',
];

/** All requests to blobs and files. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(isSet(column('LogTable', 'string')), isSet(column('OperationName', 'string'))),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['CorrelationId'],
    compare: [
      ...precisions('TimeGenerated'),
      ...words(
        log,
        'AccountName',
        'AuthenticationHash',
        'CallerIpAddress',
        'Category',
        'ObjectKey',
        'OperationName',
        'StatusCode',
        'Uri',
      ),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
