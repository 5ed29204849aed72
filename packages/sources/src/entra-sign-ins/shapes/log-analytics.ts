import { call, column, nullOf, text } from '@interloper/plan';
import type { Expression, ReadField } from '@interloper/plan';
import { filled, firstOf, isSet, textField } from '../../expressions.js';
import type { JsonRecord, ObservedNames, Shape } from '../../source.js';
import { categories, datasetColumns, defenderColumns, pathColumns, signInTables } from '../columns.js';
import { convertColumn, rowOf } from '../row.js';
import { tableOfCategory } from './azure-monitor.js';

/** Columns that are computed here or belong to other shapes. */
const own: ReadonlySet<string> = new Set([
  'SignInTable',
  'EventTime',
  'TimeGenerated',
  'CreatedDateTime',
  'Unconverted',
  ...Object.keys(defenderColumns),
  ...pathColumns.map(({ name }) => name),
]);

const stored = datasetColumns.map(({ name }) => name).filter((name) => !own.has(name));

/**
 * Spellings of a column in exports, in the order in which they fill it: the portal's CSV says the zone of times and
 * splits columns whose type differs between the tables of a union (log-format reference, section 2.4).
 */
const suffixes = ['', ' [UTC]', '_dynamic', '_string', '_s', '_d', '_b', '_t', '_g'];

/**
 * Rows of the four tables however they leave Log Analytics: portal CSV, query API, data export, `az`, SDK lines,
 * notebooks. Every cell is read as text; what must be JSON, a number or a time is converted from it.
 */
export const logAnalytics: Shape = {
  id: 'log-analytics',
  title: 'Log Analytics table rows',
  recognises: isRow,
  read: (observed, { dayFirst }) => {
    const fields: ReadField[] = [];
    const cell = (name: string): Expression => {
      const spellings = spellingsOf(observed, name);
      for (const spelling of spellings) {
        fields.push({ name: spelling, type: 'string', path: [spelling] });
      }
      return firstOf(...spellings.map((spelling) => filled(textField(spelling))));
    };
    const values = Object.fromEntries(stored.map((name) => [name, convertColumn(cell(name), name)]));
    const type = cell('Type');
    const row = rowOf({
      table: tableOf(type, values['Category'] ?? nullOf('string'), observed),
      created: cell('CreatedDateTime'),
      recorded: cell('TimeGenerated'),
      dayFirst,
      checkJson: true,
      values,
    });
    return { fields, ...row };
  },
};

/** The spellings of a column that were seen; the column's own when none was: later records may have it. */
function spellingsOf(observed: ObservedNames, name: string): readonly string[] {
  const seen = suffixes
    .map((suffix) => [`${name}${suffix}`])
    .filter((path) => observed.has(path))
    .map((path) => observed.spelling(path)[0] ?? name);
  return seen.length === 0 ? [name] : [...new Set(seen)];
}

/**
 * The table a row is of: its `Type`, else its `Category`; an analyst who projected both away leaves the columns that
 * only users' or only applications' sign-ins have. Null for rows of other tables.
 */
function tableOf(type: Expression, category: Expression, observed: ObservedNames): Expression {
  const user = observed.has(['UserPrincipalName']) || observed.has(['UserId']);
  const fallback = user ? 'SigninLogs' : 'AADServicePrincipalSignInLogs';
  return call('case', [
    ...signInTables.flatMap((table) => [call('eqIgnoreCase', [type, text(table)]), text(table)]),
    isSet(type),
    nullOf('string'),
    isSet(category),
    tableOfCategory(category),
    call('eqIgnoreCase', [textOfInteractive(observed), text('false')]),
    text('AADNonInteractiveUserSignInLogs'),
    text(fallback),
  ]);
}

function textOfInteractive(observed: ObservedNames): Expression {
  return observed.has(['IsInteractive'])
    ? column(observed.spelling(['IsInteractive'])[0] ?? '', 'string')
    : nullOf('string');
}

const tables: ReadonlySet<string> = new Set(signInTables.map((name) => name.toLowerCase()));
const logs: ReadonlySet<string> = new Set(Object.values(categories).map((name) => name.toLowerCase()));

function isRow(record: JsonRecord): boolean {
  const has = (name: string): boolean => suffixes.some((suffix) => `${name}${suffix}` in record);
  const given = record['Type'];
  if (typeof given === 'string' && given !== '') return tables.has(given.toLowerCase());
  const category = record['Category'];
  if (typeof category === 'string' && category !== '')
    return logs.has(category.toLowerCase()) && has('ResultType');
  const who = has('UserPrincipalName') || has('ServicePrincipalId') || has('UserId');
  const result = has('ResultType') || has('Status');
  return who && result && (has('AppDisplayName') || has('AppId')) && !('City' in record);
}
