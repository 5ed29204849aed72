import { call, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf, instantOf } from '../../expressions.js';
import { hasCell, logAnalyticsCells } from '../../log-analytics-cells.js';
import type { Shape } from '../../source.js';
import { userTypeNumber } from '../enumerations.js';
import { ownColumns, rowOf } from '../row.js';

/** Columns of the table and the fields of the record that they fill; others stand in it under their own name. */
const fieldsByColumn: Readonly<Record<string, string>> = {
  Id: 'Id',
  Operation: 'Operation',
  OrganizationId: 'OrganizationId',
  UserKey: 'UserKey',
  Workload: 'Workload',
  ResultStatus: 'ResultStatus',
  ObjectId: 'ObjectId',
  UserId: 'UserId',
  ClientIp: 'ClientIP',
  ActorUserType: 'ActorUserType',
  UniqueTokenId: 'UniqueTokenId',
  DeviceId: 'DeviceId',
  DeviceOperatingSystem: 'DeviceOperatingSystem',
  DeviceOperatingSystemVersion: 'DeviceOperatingSystemVersion',
  SourceIp: 'SourceIp',
};

/** Rows of `EnrichedMicrosoft365AuditLogs`: records with what Global Secure Access knows of the client. */
export const enriched: Shape = {
  id: 'enriched-audit-logs',
  title: 'Log Analytics rows of EnrichedMicrosoft365AuditLogs',
  recognises: (record) => {
    const given = record['Type'] ?? record['$table'];
    if (typeof given === 'string' && given !== '')
      return given.toLowerCase() === 'enrichedmicrosoft365auditlogs';
    return hasCell(record, 'UniqueTokenId') && hasCell(record, 'Workload') && hasCell(record, 'Operation');
  },
  read: (observed, { dayFirst }) => {
    const { cell, fields } = logAnalyticsCells(observed);
    const table = firstOf(cell('Type'), cell('$table'));
    const time = cell('TimeGenerated');
    const members: readonly Expression[] = [
      text('CreationTime'),
      call('isoText', [instantOf(time, dayFirst)]),
      text('RecordType'),
      call('parseJson', [cell('RecordType')]),
      text('UserType'),
      call('parseJson', [userTypeNumber(cell('UserType'))]),
      ...Object.entries(fieldsByColumn).flatMap(([name, field]) => [text(field), cell(name)]),
    ];
    return {
      fields,
      ...rowOf({
        form: 'EnrichedMicrosoft365AuditLogs',
        when: call('coalesce', [
          call('eqIgnoreCase', [table, text('EnrichedMicrosoft365AuditLogs')]),
          call('not', [call('isNull', [cell('Operation')])]),
        ]),
        record: call('objectMerge', [
          call('presentObject', members),
          call('parseJson', [cell('AdditionalProperties')]),
        ]),
        own: ownColumns(cell, { cloud: false }),
        times: [time],
        dayFirst,
        extent: 'some',
      }),
    };
  },
};
