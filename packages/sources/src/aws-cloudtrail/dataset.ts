import { and, bool, call, column, long, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { isSet } from '../expressions.js';
import type { Dataset, Repeats } from '../source.js';
import { jsonParts } from '../stored-log/repeats.js';
import { datasetColumns, pathColumns, recordFields } from './columns.js';

const set = (name: string): Expression => isSet(column(name, 'string'));

/** Text columns that name the event, its caller and its result. */
const words: readonly string[] = [
  ...recordFields
    .filter(({ form }) => form === 'text')
    .map((field) => field.column)
    .filter((name) => name !== 'AwsEventId'),
  ...pathColumns.map(({ name }) => name).filter((name) => !name.endsWith('creationDate')),
];

/** Columns that CloudTrail always fills and rules rest on; errors and parameters are rightly absent from most events. */
const expected = [
  'EventTime',
  'AwsEventId',
  'EventName',
  'EventSource',
  'AWSRegion',
  'SourceIpAddress',
  'UserAgent',
  'RecipientAccountId',
  'UserIdentityType',
  'UserIdentityArn',
];

/**
 * When two records are one event: the same event id, and nothing that both carry differs. CloudTrail gives times in
 * seconds; parameters are compared by what is left of their JSON without the order of keys, nulls and quoting, which
 * differ between shapes (CloudTrail Lake has no nulls and only text).
 */
const repeats: Repeats = {
  identity: ['AwsEventId'],
  compare: [
    call('binDown', [column('EventTime', 'datetime'), long(10_000_000)]),
    ...words.map((name) => call('nullIf', [call('lower', [column(name, 'string')]), text('')])),
    ...['RequestParameters', 'ResponseElements', 'AdditionalEventData'].map((name) =>
      jsonParts(column(name, 'dynamic')),
    ),
  ],
};

/** All CloudTrail events. */
export const dataset: Dataset = {
  name: 'aws_cloudtrail',
  columns: datasetColumns,
  eventTime: 'EventTime',
  guard: and(
    set('EventName'),
    or(
      ...['EventSource', 'AWSRegion', 'EventVersion', 'UserIdentityType', 'SourceIpAddress'].map(set),
      ...['RecipientAccountId', 'AwsEventId'].map(set),
    ),
  ),
  unconverted: 'Unconverted',
  repeats,
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
