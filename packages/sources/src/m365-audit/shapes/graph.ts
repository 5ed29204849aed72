import type { Expression, ReadField } from '@interloper/plan';
import { anySet, filled, firstOf, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { rowOf } from '../row.js';

const names = [
  'id',
  'createdDateTime',
  'auditLogRecordType',
  'operation',
  'organizationId',
  'userType',
  'userId',
  'userPrincipalName',
  'service',
  'objectId',
  'clientIp',
];

/**
 * Graph's records of an audit search (`security/auditLog/queries/{id}/records`): the record is in `auditData`
 * (https://learn.microsoft.com/graph/api/resources/security-auditlogrecord).
 */
export const graph: Shape = {
  id: 'graph-audit-record',
  title: 'Microsoft Graph auditLogRecord (security/auditLog/queries)',
  recognises: (record) =>
    'auditData' in record && 'createdDateTime' in record && ('operation' in record || 'service' in record),
  read: (observed) => {
    const fields: readonly ReadField[] = [
      { name: 'auditData', type: 'string', path: observed.spelling(['auditData']) },
      ...names.map((name): ReadField => ({ name, type: 'string', path: observed.spelling([name]) })),
    ];
    const cell = (name: string): Expression => filled(textField(name));
    return {
      fields,
      ...rowOf({
        form: 'record',
        when: anySet(cell('operation'), cell('auditLogRecordType')),
        record: textField('auditData'),
        around: {
          Id: cell('id'),
          Operation: cell('operation'),
          OrganizationId: cell('organizationId'),
          UserId: firstOf(cell('userPrincipalName'), cell('userId')),
          Workload: cell('service'),
          ObjectId: cell('objectId'),
          ClientIP: cell('clientIp'),
          RecordType: cell('auditLogRecordType'),
          UserType: cell('userType'),
        },
        times: [textField('createdDateTime')],
        extent: 'whole',
      }),
    };
  },
};
