import { and, bool, call, column, not, nullOf, text } from '@interloper/plan';
import { isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, textsAt, words } from '../stored-log/repeats.js';
import { log } from './log.js';
import { properties } from './properties.js';

/** Columns that published rules rest on. */
const expected = [
  'ActorSessionId',
  'DebugData',
  'EventOriginalType',
  'EventOriginalUid',
  'HttpUserAgent',
  'OriginalActorAlternateId',
  'OriginalOutcomeResult',
  'OriginalTarget',
  'Published',
  'SecurityContextIsProxy',
  'SrcGeoCountry',
  'SrcIpAddr',
];

/** What an event may lack. */
const perEvent = new Set(log.columns.flatMap(({ name, carried }) => (carried === undefined ? [] : [name])));

/** Columns of the event itself: not those that a connector makes of others, or adds. */
const own = Object.values(properties).filter((name) => !['datetime', 'dynamic'].includes(log.typeOf(name)));

/** The names in whole debug data, whatever their order: one event has a field that another lacks. */
const debugNames = call('if', [
  call('isTrue', [column('Complete', 'bool')]),
  call('mvJoin', [
    call('mvSort', [call('mvFromJson', [call('objectKeys', [column('DebugData', 'dynamic')])])]),
    text('\n'),
  ]),
  nullOf('string'),
]);

/** All events of an Okta organisation. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(isSet(column('LogTable', 'string')), isSet(column('EventOriginalType', 'string'))),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['EventOriginalUid'],
    compare: [
      ...precisions('Published'),
      ...words(log, ...own, 'Device', 'TransactionDetail', ...log.pathColumns.map(({ name }) => name)),
      debugNames,
      ...['id', 'type', 'alternateId', 'displayName'].map((name) => textsAt(log, 'OriginalTarget', name)),
      textsAt(log, 'Request', 'ipChain', 'ip'),
    ],
  },
  // In rows of a whole export, what is not there was not in the event.
  expected: expected.map((name) => ({
    column: name,
    where: perEvent.has(name) ? not(call('isTrue', [column('Complete', 'bool')])) : bool(true),
  })),
};
