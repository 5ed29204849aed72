import { and, column } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset, ExpectedColumn } from '../source.js';
import { precisions, textsAt, words } from '../stored-log/repeats.js';
import { columnList } from '../stored-log/stored-log.js';
import { ofTables } from '../stored-log/views.js';
import { log } from './log.js';

/** Columns that published rules rest on. */
const expected = [
  'ActivityDateTime',
  'DetectedDateTime',
  'IpAddress',
  'Location',
  'RequestId',
  'RiskEventType',
  'RiskLevel',
  'RiskState',
  'UserId',
  'UserPrincipalName',
  'RiskLastUpdatedDateTime',
  'ServicePrincipalId',
  'AppId',
];

function expectedColumn(name: string): ExpectedColumn {
  const tables = log.tables.filter(({ columns }) => columnList(columns).some((item) => item.name === name));
  return { column: name, where: ofTables(...tables.map((table) => table.name)) };
}

/** Risk detections and the users and applications at risk; `LogTable` says which of the four logs a row belongs to. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    isSet(column('LogTable', 'string')),
    anySet(column('RiskEventType', 'string'), column('RiskState', 'string')),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['Id'],
    compare: [
      column('LogTable', 'string'),
      ...['ActivityDateTime', 'LastUpdatedDateTime', 'RiskLastUpdatedDateTime'].flatMap(precisions),
      ...words(
        log,
        'RiskEventType',
        'RiskLevel',
        'RiskState',
        'RiskDetail',
        'IpAddress',
        'RequestId',
        'UserPrincipalName',
        'UserId',
        'AppId',
        'ServicePrincipalId',
        'IsDeleted',
      ),
      textsAt(log, 'AdditionalInfo', 'Value'),
    ],
  },
  expected: expected.map(expectedColumn),
};
