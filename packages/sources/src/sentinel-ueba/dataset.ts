import { and, column } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, words } from '../stored-log/repeats.js';
import { ofTables } from '../stored-log/views.js';
import { log } from './log.js';

/** Columns that published rules rest on, by table. */
const expected: Readonly<Record<string, readonly string[]>> = {
  BehaviorAnalytics: [
    'ActivityInsights',
    'ActivityType',
    'ActionType',
    'InvestigationPriority',
    'SourceIPAddress',
    'SourceIPLocation',
    'UserPrincipalName',
    'UsersInsights',
  ],
  IdentityInfo: ['AccountObjectId', 'AccountUPN', 'AssignedRoles', 'GroupMembership', 'IsAccountEnabled'],
};

/** Judged activities and what is known of users; `LogTable` says which a row is. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    isSet(column('LogTable', 'string')),
    anySet(
      column('ActivityType', 'string'),
      column('SourceRecordId', 'string'),
      column('AccountUPN', 'string'),
      column('AccountObjectId', 'string'),
    ),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['RecordKey'],
    compare: [
      column('LogTable', 'string'),
      ...precisions('TimeGenerated'),
      ...words(
        log,
        'ActivityType',
        'ActionType',
        'UserPrincipalName',
        'EventSource',
        'SourceIPAddress',
        'InvestigationPriority',
        'ActivityInsights',
        'UsersInsights',
        'AccountUPN',
        'AssignedRoles',
        'GroupMembership',
        'IsAccountEnabled',
        'RiskLevel',
        'RiskState',
      ),
    ],
  },
  expected: Object.entries(expected).flatMap(([table, columns]) =>
    columns.map((name) => ({ column: name, where: ofTables(table) })),
  ),
};
