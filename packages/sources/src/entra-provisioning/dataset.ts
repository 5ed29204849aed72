import { and, bool, column } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

/** Columns that rules rest on. */
const expected = [
  'ProvisioningAction',
  'ResultType',
  'InitiatedBy',
  'SourceIdentity',
  'TargetIdentity',
  'TargetSystem',
];

/** All accounts that were provisioned. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    isSet(column('LogTable', 'string')),
    anySet(column('ProvisioningAction', 'string'), column('JobId', 'string')),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['Id'],
    compare: [
      ...precisions('ActivityDateTime'),
      ...words(
        log,
        'ProvisioningAction',
        'ResultType',
        'JobId',
        'CycleId',
        'ChangeId',
        'SourceIdentity',
        'TargetIdentity',
        'ProvisioningSteps',
      ),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
