import { call, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf, instantOf, isSet } from '../../expressions.js';
import { hasCell, logAnalyticsCells } from '../../log-analytics-cells.js';
import type { Shape } from '../../source.js';
import { logonTypeNumber, recordTypeNumber, userTypeNumber } from '../enumerations.js';
import { officeColumns } from '../office-columns.js';
import type { OfficeColumn } from '../office-columns.js';
import { ownColumns, rowOf } from '../row.js';

/** Columns that are empty in most rows: where an export has all of them, no one projected them away. */
const sparse = [
  'ClientIP',
  'ExtendedProperties',
  'ModifiedProperties',
  'Parameters',
  'ResultStatus',
  'SourceFileName',
];

/**
 * Rows of `OfficeActivity` however they leave Log Analytics. The record is put together again under its own names, so
 * that rules on the record see these rows too; fields that have no column are not in it.
 */
export const officeActivity: Shape = {
  id: 'office-activity',
  title: 'Log Analytics rows of OfficeActivity (CSV, query API, export, lines)',
  recognises: (record) => {
    const given = record['Type'] ?? record['$table'];
    if (typeof given === 'string' && given !== '') return given.toLowerCase() === 'officeactivity';
    return hasCell(record, 'OfficeWorkload') && hasCell(record, 'Operation');
  },
  read: (observed, { dayFirst }) => {
    const { cell, fields } = logAnalyticsCells(observed);
    const time = firstOf(cell('TimeGenerated'), cell('Start_Time'));
    const members = officeColumns
      // The same id stands in two columns; one of them is enough, and either may be projected away.
      .filter(({ name, field }) => field !== '-' && name !== 'SourceRecordId')
      .flatMap((item) => [
        text(item.field),
        item.name === 'OfficeId'
          ? firstOf(cell('OfficeId'), cell('SourceRecordId'))
          : valueOf(item, cell(item.name), dayFirst),
      ]);
    const table = firstOf(cell('Type'), cell('$table'));
    return {
      fields,
      ...rowOf({
        form: 'OfficeActivity',
        when: or(
          call('eqIgnoreCase', [table, text('OfficeActivity')]),
          call('isTrue', [isSet(cell('OfficeWorkload'))]),
        ),
        record: call('presentObject', [text('CreationTime'), isoOf(time, dayFirst), ...members]),
        own: ownColumns(cell, { cloud: false }),
        times: [time],
        dayFirst,
        extent: sparse.every((name) => observed.has([name])) ? 'table' : 'some',
      }),
    };
  },
};

/** A cell as the record has it; what is not of its kind stays text. */
function valueOf({ kind }: OfficeColumn, cell: Expression, dayFirst: boolean): Expression {
  switch (kind) {
    case 'json':
    case 'dynamic':
    case 'int':
      return call('parseJson', [cell]);
    case 'bool':
    case 'flag':
      return call('parseJson', [
        call('if', [call('inIgnoreCase', [cell, text('true'), text('false')]), call('lower', [cell]), cell]),
      ]);
    case 'time':
      return isoOf(cell, dayFirst);
    case 'record':
      return call('parseJson', [recordTypeNumber(cell)]);
    case 'user':
      return call('parseJson', [userTypeNumber(cell)]);
    case 'logon':
      return call('parseJson', [logonTypeNumber(cell)]);
    default:
      return cell;
  }
}

function isoOf(cell: Expression, dayFirst: boolean): Expression {
  return call('isoText', [instantOf(cell, dayFirst)]);
}
