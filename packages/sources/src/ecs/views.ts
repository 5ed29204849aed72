import { call } from '@interloper/plan';
import type { LogsourceView, View, ViewColumn } from '@interloper/plan';
import { filled, firstOf } from '../expressions.js';
import { columnList } from '../stored-log/stored-log.js';
import { derived, named, stored, tableViews } from '../stored-log/views.js';
import { log } from './log.js';

export const tables: readonly View[] = tableViews(log, 'Elastic');

/** Fields under their own names, nested ones dotted. */
const fields: readonly ViewColumn[] = [
  ...log.tables
    .flatMap(({ columns }) => columnList(columns))
    .filter(({ name }) => name !== 'TimeGenerated' && name !== 'Type')
    .map(({ name, type }) =>
      type === 'datetime' ? derived(name, call('isoText', [stored(log, name)])) : named(log, name, name),
    ),
  ...log.pathColumns.map(({ name }) => named(log, name, name)),
];

const of = (...names: readonly string[]): ReturnType<typeof firstOf> =>
  firstOf(...names.map((name) => filled(stored(log, name))));

/** Field sets whose names mean something else in Splunk's model; what lies inside is there as `user.name` and so on. */
const replaced = ['user', 'user_agent'];

/** No add-on reads documents of Elastic's: the sourcetype is named for the schema. */
export const sourcetypes: readonly View[] = [
  {
    name: 'ecs',
    title: 'Documents of the Elastic Common Schema',
    scan: log.scan,
    columns: [
      derived('_time', stored(log, 'EventTime')),
      ...fields.filter(({ name }) => !replaced.includes(name)),
      derived('user', of('user.name', 'user.email', 'user.id')),
      derived('src_ip', of('source.ip', 'client.ip'), ['src']),
      derived('action', of('event.outcome')),
      derived('signature', of('event.action')),
      derived('user_agent', of('user_agent.original'), ['http_user_agent']),
      derived('vendor_account', of('cloud.account.id')),
      derived('vendor_region', of('cloud.region')),
    ],
    time: '_time',
  },
];

/** `service: ecs` without a product: documents of any product, by the schema's own names. */
export const logsources: readonly LogsourceView[] = [
  {
    name: 'ecs',
    title: 'Documents of the Elastic Common Schema',
    scan: log.scan,
    logsources: [{ service: 'ecs' }],
    columns: [named(log, 'TimeGenerated', 'TimeGenerated'), ...fields],
    time: 'TimeGenerated',
  },
];
