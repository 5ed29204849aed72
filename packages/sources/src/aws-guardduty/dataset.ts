import { and, bool, call, column, long, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { isSet } from '../expressions.js';
import type { Dataset, Repeats } from '../source.js';
import { datasetColumns, pathColumns } from './columns.js';

const set = (name: string): Expression => isSet(column(name, 'string'));
const word = (name: string): Expression =>
  call('nullIf', [call('lower', [column(name, 'string')]), text('')]);

/** Columns that every finding fills and rules rest on. */
const expected = [
  'EventTime',
  'Id',
  'ActivityType',
  'AccountId',
  'Region',
  'ServiceDetails',
  'ResourceDetails',
];

/**
 * When two records are one finding: the same id and nothing that both carry differs. A finding is issued again under
 * its id with a higher count and a later update: those are all kept. The table cuts the severity to a whole number.
 */
const repeats: Repeats = {
  identity: ['Id'],
  compare: [
    call('binDown', [column('EventTime', 'datetime'), long(10_000_000)]),
    call('floor', [column('Severity', 'real')]),
    ...['AccountId', 'Region', 'Arn', 'ActivityType', 'Title', 'Description'].map(word),
    ...pathColumns.map(({ name }) => word(name)),
  ],
};

/** All GuardDuty findings. */
export const dataset: Dataset = {
  name: 'aws_guardduty',
  columns: datasetColumns,
  eventTime: 'EventTime',
  guard: and(set('ActivityType'), set('AccountId'), or(set('Id'), set('Arn'), set('Title'))),
  unconverted: 'Unconverted',
  repeats,
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
