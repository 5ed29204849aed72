import { and, bool, column } from '@interloper/plan';
import { isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, words } from '../stored-log/repeats.js';
import { ofTables } from '../stored-log/views.js';
import { log } from './log.js';

const everywhere = bool(true);

/** Columns that rules rest on: those that the schema requires, and who, from where and what. */
const expected = [
  { column: 'EventTime', where: everywhere },
  { column: 'activity_id', where: everywhere },
  { column: 'status', where: everywhere },
  { column: 'metadata.uid', where: everywhere },
  { column: 'src_endpoint.ip', where: everywhere },
  { column: 'http_request.user_agent', where: everywhere },
  { column: 'user', where: ofTables('OcsfAuthentication') },
  { column: 'is_mfa', where: ofTables('OcsfAuthentication') },
  { column: 'actor', where: ofTables('OcsfApiActivity', 'OcsfAccountChange') },
  { column: 'api.operation', where: ofTables('OcsfApiActivity', 'OcsfAccountChange') },
];

/** All OCSF events. An event without `metadata.uid` is never taken for the repeat of another. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(isSet(column('LogTable', 'string')), isSet(column('metadata', 'dynamic'))),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['metadata.uid'],
    compare: [
      ...precisions('EventTime'),
      ...words(
        log,
        'LogTable',
        'activity_id',
        'status_id',
        'status_code',
        'is_mfa',
        'metadata.product.name',
        'actor.user.uid',
        'user.uid',
        'user.name',
        'api.operation',
        'api.service.name',
        'api.response.error',
        'src_endpoint.ip',
        'http_request.user_agent',
        'cloud.region',
        'cloud.account.uid',
      ),
    ],
  },
  expected,
};
