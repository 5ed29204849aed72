import { textField } from '../../expressions.js';
import type { JsonRecord, Shape } from '../../source.js';
import { rowOf } from '../row.js';

/**
 * The record itself, in whatever container it comes: content of the Management Activity API, lines, Splunk's
 * `o365:management:activity` (log-format reference, section 7). It is read whole: what is in it differs by service.
 */
export const record: Shape = {
  id: 'audit-record',
  title: 'Unified audit log records (Management Activity API, AuditData, Splunk, lines)',
  recognises: isAuditRecord,
  read: () => ({
    fields: [{ name: 'record', type: 'string', path: [] }],
    ...rowOf({ form: 'record', record: textField('record'), times: [], extent: 'whole' }),
  }),
};

/** True of a record by the fields that all have. */
export function isAuditRecord(value: JsonRecord): boolean {
  return (
    typeof value['Operation'] === 'string' &&
    'CreationTime' in value &&
    ('Workload' in value || 'RecordType' in value) &&
    !('AuditData' in value)
  );
}
