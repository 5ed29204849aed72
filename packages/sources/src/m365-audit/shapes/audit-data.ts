import type { Expression, ReadField } from '@interloper/plan';
import { anySet, filled, firstOf, textField } from '../../expressions.js';
import { looseName } from '../../observed-names.js';
import type { Shape } from '../../source.js';
import { rowOf } from '../row.js';

/** Columns around the record, in the spellings of both generations of the portal's export and of PowerShell. */
const columns = [
  'AuditData',
  'RecordId',
  'Identity',
  'CreationDate',
  'RecordType',
  'Operation',
  'Operations',
  'UserId',
  'UserIds',
];

/**
 * Rows with the record as JSON text in `AuditData`: the Purview portal's CSV, old and new, and
 * Search-UnifiedAuditLog's rows as CSV or JSON. Some rows have none: what stands beside it is kept. Times beside it
 * are in US order, UTC (log-format reference, sections 1 and 7).
 */
export const auditData: Shape = {
  id: 'audit-data',
  title: 'Purview audit export, Search-UnifiedAuditLog (CSV, JSON: AuditData)',
  monthFirst: true,
  recognises: (record) =>
    Object.keys(record).some((name) => looseName(name) === 'auditdata') && !('createdDateTime' in record),
  read: (observed) => {
    const fields = columns.map((name): ReadField => ({
      name,
      type: 'string',
      path: observed.spelling([name]),
    }));
    const cell = (name: string): Expression => filled(textField(name));
    return {
      fields,
      ...rowOf({
        form: 'record',
        when: anySet(...columns.map(cell)),
        record: textField('AuditData'),
        around: {
          Id: firstOf(cell('RecordId'), cell('Identity')),
          Operation: firstOf(cell('Operation'), cell('Operations')),
          UserId: firstOf(cell('UserId'), cell('UserIds')),
          RecordType: cell('RecordType'),
        },
        times: [textField('CreationDate')],
        extent: 'whole',
      }),
    };
  },
};
