import { bool, call, column, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset, ExpectedColumn } from '../source.js';
import { jsonTokens } from '../stored-log/json-tokens.js';
import { precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

const always = ['timestamp', 'event', 'sg_event_id'];
/** What mail has that is not an account's change. */
const ofMail = ['email', 'sg_message_id'];
/** Who opened a message or followed a link in it. */
const ofReaders = ['ip', 'useragent'];

const is = (...events: readonly string[]): Expression =>
  call('inIgnoreCase', [column('event', 'string'), ...events.map(text)]);

/** All events of mail. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: anySet(column('event', 'string'), column('sg_event_id', 'string')),
  unconverted: 'Unconverted',
  // A webhook that is not answered is called again, with the same ids.
  repeats: {
    identity: ['sg_event_id'],
    compare: [
      ...precisions('timestamp'),
      ...words(
        log,
        'event',
        'email',
        'event_type',
        'sg_message_id',
        'ip',
        'url',
        'useragent',
        'attempt',
        'status',
      ),
      ...['category', 'custom_args'].map((name) => jsonTokens(log, name)),
    ],
  },
  expected: [
    ...always.map((name): ExpectedColumn => ({ column: name, where: bool(true) })),
    ...ofMail.map((name) => ({
      column: name,
      where: call('and', [isSet(column('event', 'string')), call('not', [is('account_status_change')])]),
    })),
    ...ofReaders.map((name) => ({ column: name, where: is('open', 'click') })),
  ],
};
