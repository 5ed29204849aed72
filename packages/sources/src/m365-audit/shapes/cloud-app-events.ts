import { call, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { anySet, firstOf } from '../../expressions.js';
import { hasCell, logAnalyticsCells } from '../../log-analytics-cells.js';
import type { Shape } from '../../source.js';
import { ownColumns, rowOf } from '../row.js';
import type { RowParts } from '../row.js';

/**
 * Rows of `CloudAppEvents`: Log Analytics in all its forms, and Defender's advanced hunting, which calls two columns
 * `Timestamp` and `Isp` (log-format reference, section 8).
 */
export const cloudAppEvents: Shape = {
  id: 'cloud-app-events',
  title: 'Rows of CloudAppEvents (Log Analytics, Defender advanced hunting)',
  recognises: (record) => {
    const given = record['Type'] ?? record['$table'];
    if (typeof given === 'string' && given !== '') return given.toLowerCase() === 'cloudappevents';
    return hasCell(record, 'ActionType') && hasCell(record, 'Application') && hasCell(record, 'RawEventData');
  },
  read: (observed, { dayFirst }) => {
    const { cell, fields } = logAnalyticsCells(observed);
    const table = firstOf(cell('Type'), cell('$table'));
    return {
      fields,
      ...rowOf({
        ...cloudParts(cell),
        when: call('coalesce', [
          call('eqIgnoreCase', [table, text('CloudAppEvents')]),
          anySet(cell('ActionType'), cell('RawEventData')),
        ]),
        dayFirst,
      }),
    };
  },
};

/** What a row of the table tells, by the table's names. */
export function cloudParts(cell: (name: string) => Expression): Omit<RowParts, 'when'> {
  return {
    form: 'CloudAppEvents',
    record: cell('RawEventData'),
    own: { ...ownColumns(cell, { cloud: true }), IPAddress: cell('IPAddress') },
    times: [cell('Timestamp'), cell('TimeGenerated')],
    extent: 'whole',
  };
}
