import { and, bool, call, column, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, textsAt, words } from '../stored-log/repeats.js';
import { datasetColumns, scan, typeOf } from './columns.js';
import { logonTypeNumber, recordTypeNumber, userTypeNumber } from './enumerations.js';
import { field } from './record-fields.js';

/** Columns that published rules rest on and every export of the log has. */
const expected = [
  'EventTime',
  'Id',
  'Operation',
  'Workload',
  'RecordType',
  'UserId',
  'UserType',
  'IPAddress',
  'RawEventData',
];

const log = { typeOf };
const word = (value: Expression): Expression => call('nullIf', [call('lower', [value]), text('')]);

/** All records of the unified audit log. */
export const dataset: Dataset = {
  name: scan.dataset,
  columns: datasetColumns,
  eventTime: 'EventTime',
  guard: and(
    isSet(column('Form', 'string')),
    anySet(column('Operation', 'string'), column('ActionType', 'string'), column('EventId', 'string')),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['EventId'],
    compare: [
      ...precisions('EventTime'),
      ...words(
        log,
        'Operation',
        'Workload',
        'UserId',
        'UserKey',
        'IPAddress',
        'ObjectId',
        'ResultStatus',
        'ErrorNumber',
        'SourceFileName',
        'TargetUserOrGroupName',
        'MailboxOwnerUPN',
        'ActionType',
      ),
      word(recordTypeNumber(field('RecordType'))),
      word(userTypeNumber(field('UserType'))),
      word(logonTypeNumber(field('LogonType'))),
      textsAt(log, 'RawEventData', 'Parameters', 'Value'),
      textsAt(log, 'RawEventData', 'ModifiedProperties', 'NewValue'),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
