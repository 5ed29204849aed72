import { and, bool, column } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

/** Columns that published rules rest on. */
const expected = [
  'Timestamp',
  'ActionType',
  'Application',
  'LogonType',
  'AccountUpn',
  'IPAddress',
  'Location',
];

/** All sign-ins that the sensors saw. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    isSet(column('LogTable', 'string')),
    isSet(column('ActionType', 'string')),
    anySet(column('Timestamp', 'datetime'), column('ReportId', 'string')),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['ReportId'],
    compare: [
      ...precisions('Timestamp'),
      ...words(
        log,
        'ActionType',
        'Application',
        'LogonType',
        'FailureReason',
        'AccountUpn',
        'AccountSid',
        'AccountObjectId',
        'IPAddress',
        'DeviceName',
        'DestinationDeviceName',
        'AdditionalFields',
      ),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
