import { and, bool, call, column } from '@interloper/plan';
import { anySet, extract, isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

/** Columns that published rules rest on. */
const expected = [
  'TimeGenerated',
  'ActivityStatusValue',
  'Authorization_d',
  'Caller',
  'CallerIpAddress',
  'CategoryValue',
  'Claims_d',
  'CorrelationId',
  'OperationNameValue',
  'ResourceId',
  'SubscriptionId',
];

/** All operations on subscriptions. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    isSet(column('LogTable', 'string')),
    anySet(column('OperationName', 'string'), column('OperationNameValue', 'string')),
  ),
  unconverted: 'Unconverted',
  repeats: {
    // A record of an operation has no id of its own in every shape; the start and the end share the correlation.
    identity: ['CorrelationId'],
    compare: [
      ...precisions('TimeGenerated'),
      ...words(
        log,
        'EventDataId',
        'OperationNameValue',
        'OperationName',
        'ActivityStatusValue',
        'Caller',
        'CallerIpAddress',
        'ResourceId',
        'Properties',
      ),
      call('lower', [extract(column('_ResourceId', 'string'), '([^/]+)$')]),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
