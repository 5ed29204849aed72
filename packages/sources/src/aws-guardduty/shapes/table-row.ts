import { call } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { hasCell, logAnalyticsCells } from '../../log-analytics-cells.js';
import type { Shape } from '../../source.js';
import { findingFields, tableOnly, typeOf } from '../columns.js';
import { rowOf } from '../row.js';

const columns = [...findingFields.map(({ column }) => column), ...Object.keys(tableOnly)].filter(
  (name) => name !== 'Confidence',
);

/** Rows of the table AWSGuardDuty however they leave Log Analytics: portal CSV, query API, export, SDK lines. */
export const tableRow: Shape = {
  id: 'guardduty-table-row',
  title: 'Log Analytics rows of AWSGuardDuty (CSV, query API, export, lines)',
  recognises: (record) => {
    const given = record['Type'];
    if (typeof given === 'string' && given !== '' && hasCell(record, 'TimeGenerated'))
      return given.toLowerCase() === 'awsguardduty';
    return hasCell(record, 'ActivityType') && hasCell(record, 'ServiceDetails');
  },
  read: (observed, { dayFirst }) => {
    const { cell, fields } = logAnalyticsCells(observed);
    const values = Object.fromEntries(
      columns.map((name): [string, Expression] => [name, typed(cell(name), name)]),
    );
    const whole = ['ResourceDetails', 'ServiceDetails'].every((name) => observed.has([name]));
    const row = rowOf({
      updated: cell('TimeGenerated'),
      created: cell('TimeCreated'),
      dayFirst,
      complete: whole,
      values,
    });
    return { fields, ...row };
  },
};

function typed(value: Expression, name: string): Expression {
  switch (typeOf(name)) {
    case 'real':
      return call('toReal', [value]);
    case 'dynamic':
      return call('parseJson', [value]);
    default:
      return value;
  }
}
