import { and, call, nullOf, text } from '@interloper/plan';
import type { Expression, ReadField } from '@interloper/plan';
import { filled, firstOf, isSet, textField } from '../expressions.js';
import type { JsonRecord, ObservedNames, Shape } from '../source.js';
import { rowOf } from './row.js';
import type { LogTable, StoredLog } from './stored-log.js';

/**
 * Spellings of a column in exports, in the order in which they fill it: the portal's CSV says the zone of times and
 * splits columns whose type differs between the tables of a union (log-format reference, section 2.4).
 */
const suffixes = ['', ' [UTC]', '_dynamic', '_string'];

/** Columns that rows name their table in. */
const tableNames = ['Type', '$table'];

/**
 * Rows of a log's tables however they leave Log Analytics: portal CSV, query API, data export, `az`, SDK lines,
 * notebooks. Every cell is read as text; what must be JSON, a number or a time is converted from it.
 */
export function logAnalyticsRows(log: StoredLog): Shape {
  const own = new Set(['LogTable', 'EventTime', 'Unconverted', ...log.pathColumns.map(({ name }) => name)]);
  const names = log.columns.map(({ name }) => name).filter((name) => !own.has(name));
  return {
    id: 'log-analytics',
    title: 'Log Analytics table rows',
    recognises: (record) => tableOf(log, record) !== undefined,
    read: (observed, { dayFirst }) => {
      const fields = new Map<string, ReadField>();
      const cell = (name: string): Expression => {
        const spellings = spellingsOf(observed, name);
        for (const spelling of spellings)
          fields.set(spelling, { name: spelling, type: 'string', path: [spelling] });
        return firstOf(...spellings.map((spelling) => filled(textField(spelling))));
      };
      const type = firstOf(...tableNames.map(cell));
      const fallback = log.tables.find((table) => hasSignature(table, (name) => observed.has([name])));
      const texts = Object.fromEntries(names.map((name) => [name, cell(name)]));
      return {
        fields: [...fields.values()],
        ...rowOf(log, {
          table: call('case', [
            ...log.tables.flatMap(({ name }) => [call('eqIgnoreCase', [type, text(name)]), text(name)]),
            ...log.tables.flatMap(({ name, unmistakable }) =>
              unmistakable === undefined
                ? []
                : [and(...unmistakable.map((item) => isSet(cell(item)))), text(name)],
            ),
            isSet(type),
            nullOf('string'),
            fallback === undefined ? nullOf('string') : text(fallback.name),
          ]),
          texts,
          dayFirst,
        }),
      };
    },
  };
}

/** The spellings of a column that were seen; the column's own when none was: later records may have it. */
function spellingsOf(observed: ObservedNames, name: string): readonly string[] {
  const seen = suffixes
    .map((suffix) => [`${name}${suffix}`])
    .filter((path) => observed.has(path))
    .map((path) => observed.spelling(path)[0] ?? name);
  return seen.length === 0 ? [name] : [...new Set(seen)];
}

/** The table a row is of: the one it names, else the one whose columns it has. */
function tableOf(log: StoredLog, record: JsonRecord): LogTable | undefined {
  const given = tableNames
    .map((name) => record[name])
    .find((name): name is string => typeof name === 'string' && name !== '');
  const named = log.tables.find((table) => table.name.toLowerCase() === given?.toLowerCase());
  if (named !== undefined) return named;
  const filledIn = ({ unmistakable }: LogTable): boolean =>
    unmistakable?.every((name) => (record[name] ?? '') !== '') === true;
  const known = log.tables.find(filledIn);
  if (known !== undefined || given !== undefined) return known;
  return log.tables.find((table) => hasSignature(table, (name) => name in record));
}

function hasSignature({ signatures }: LogTable, has: (name: string) => boolean): boolean {
  const hasColumn = (name: string): boolean => suffixes.some((suffix) => has(`${name}${suffix}`));
  return signatures.some((names) => names.every(hasColumn));
}
