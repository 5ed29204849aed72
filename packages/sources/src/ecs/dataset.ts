import { and, bool, call, column, not, text } from '@interloper/plan';
import { anySet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

const original = call('pathText', [column('event', 'dynamic'), text('original')]);

const expected = ['EventTime', 'event.action', 'event.outcome', 'event.dataset', 'user', 'source.ip'];

/** All documents. One without `event.id` is never taken for the repeat of another. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  // One that carries the event it was made of may be a record of that log.
  guard: and(
    anySet(column('event', 'dynamic'), column('ecs', 'dynamic')),
    not(call('isTrue', [call('startsWith', [call('trim', [original]), text('{')])])),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['event.id'],
    compare: [
      ...precisions('EventTime'),
      ...words(
        log,
        'event.dataset',
        'event.action',
        'event.code',
        'event.outcome',
        'event.provider',
        'user.id',
        'user.name',
        'user.email',
        'source.ip',
        'user_agent.original',
        'azure.signinlogs.properties.risk_state',
        'azure.signinlogs.properties.risk_level_aggregated',
        'azure.signinlogs.properties.status.error_code',
      ),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
