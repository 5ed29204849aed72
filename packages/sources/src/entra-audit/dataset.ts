import { and, bool, call, column, long, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset, Repeats } from '../source.js';
import { precisions, textsAt, words } from '../stored-log/repeats.js';
import { stored } from '../stored-log/views.js';
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

/** Part of an element of a list, as text without regard to case. */
function elementWord(name: string, ...path: readonly (string | number)[]): Expression {
  const steps = path.map((step) => (typeof step === 'number' ? long(step) : text(step)));
  return call('nullIf', [call('lower', [call('pathText', [stored(log, name), ...steps])]), text('')]);
}

/**
 * The portal's CSV has no ids: its rows repeat those of one operation that agree in all that both carry, of the first
 * three targets and five changed properties of each, and the first six details, which is what it has columns for.
 */
const withoutIds: Repeats = {
  identity: ['CorrelationId', 'ActivityDisplayName'],
  when: and(call('isNull', [column('Id', 'string')]), isSet(column('CorrelationId', 'string'))),
  compare: [
    ...precisions('ActivityDateTime'),
    ...words(
      log,
      'Id',
      'AADOperationType',
      'Category',
      'LoggedByService',
      'Result',
      ...log.pathColumns.map(({ name }) => name),
    ),
    ...[0, 1, 2, 3, 4, 5].map((at) => elementWord('AdditionalDetails', at, 'value')),
    ...[0, 1, 2].flatMap((target) => [
      elementWord('TargetResources', target, 'id'),
      ...[0, 1, 2, 3, 4].map((at) =>
        elementWord('TargetResources', target, 'modifiedProperties', at, 'newValue'),
      ),
    ]),
  ],
};

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
  otherRepeats: [withoutIds],
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
