import { and, call, column, nullOf } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, textsAt, words } from '../stored-log/repeats.js';
import { ofTables } from '../stored-log/views.js';
import { kinds, log } from './log.js';

/** Columns that published rules rest on, by the kinds of rows that have them. */
const expected: readonly (readonly [columns: readonly string[], kinds: readonly string[]])[] = [
  [
    [
      'AlertName',
      'AlertSeverity',
      'CompromisedEntity',
      'Entities',
      'ProductName',
      'StartTime',
      'SystemAlertId',
    ],
    [kinds.securityAlert, kinds.graph, kinds.endpoint, kinds.incident, kinds.legacy],
  ],
  [
    ['AlertId', 'Title', 'Category', 'Severity', 'ServiceSource', 'DetectionSource'],
    [kinds.info, kinds.graph, kinds.endpoint, kinds.incident],
  ],
  [['AlertId', 'EntityType', 'EvidenceRole', 'AdditionalFields'], [kinds.evidence]],
];

/** Alerts and what they are about; `LogTable` says of which table a row is, or that an API's alert is of several. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    isSet(column('LogTable', 'string')),
    anySet(column('AlertId', 'string'), column('SystemAlertId', 'string')),
    anySet(column('Title', 'string'), column('AlertName', 'string'), column('EntityType', 'string')),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['RecordKey'],
    compare: [
      ...['StartTime', 'EndTime', 'LastUpdateDateTime'].flatMap(precisions),
      ...words(
        log,
        'Title',
        'AlertName',
        'Severity',
        'AlertSeverity',
        'Status',
        'Category',
        'ServiceSource',
        'Classification',
        'AssignedTo',
        'ProductName',
        'EntityType',
        'EvidenceRole',
        'AccountUpn',
        'AccountObjectId',
        'AccountSid',
        'AccountName',
        'RemoteIP',
        'RemoteUrl',
        'DeviceId',
        'DeviceName',
        'FileName',
        'FolderPath',
        'SHA1',
        'SHA256',
        'ProcessCommandLine',
        'NetworkMessageId',
        'OAuthApplicationId',
        'Application',
        'CloudResource',
        'AdditionalFields',
      ),
      // Made of the evidence in other rows, which each API has its own way.
      ...words(log, 'Entities', 'ExtendedProperties').map((value) =>
        call('if', [ofTables(kinds.securityAlert), value, nullOf('string')]),
      ),
      textsAt(log, 'Evidence', '@odata.type'),
      textsAt(log, 'Evidence', 'userAccount', 'userPrincipalName'),
      textsAt(log, 'Evidence', 'ipAddress'),
    ],
  },
  expected: expected.flatMap(([columns, names]) =>
    columns.map((name) => ({ column: name, where: ofTables(...names) })),
  ),
};
