import { and, bool, column } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, textsAt, words } from '../stored-log/repeats.js';
import { log } from './log.js';

/** Columns that published rules rest on. */
const expected = [
  'ActivityDateTime',
  'ActivityDisplayName',
  'AADOperationType',
  'Category',
  'CorrelationId',
  'InitiatedBy',
  'LoggedByService',
  'OperationName',
  'Result',
  'TargetResources',
];

/** All changes in the directory. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    isSet(column('LogTable', 'string')),
    anySet(column('OperationName', 'string'), column('ActivityDisplayName', 'string')),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['Id'],
    compare: [
      ...precisions('ActivityDateTime'),
      ...words(
        log,
        'ActivityDisplayName',
        'AADOperationType',
        'Category',
        'CorrelationId',
        'LoggedByService',
        'Result',
        ...log.pathColumns.map(({ name }) => name),
      ),
      textsAt(log, 'AdditionalDetails', 'value'),
      textsAt(log, 'TargetResources', 'id'),
      textsAt(log, 'TargetResources', 'modifiedProperties', 'newValue'),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
