import type { Expression, ReadField } from '@interloper/plan';
import { filled, firstOf, textField } from './expressions.js';
import type { ObservedNames } from './source.js';

/**
 * Spellings of a column in exports, in the order in which they fill it: the portal's CSV says the zone of times and
 * splits columns whose type differs between the tables of a union (log-format reference, section 2.4).
 */
const suffixes = ['', ' [UTC]', '_dynamic', '_string', '_s', '_d', '_b', '_t', '_t [UTC]', '_g'];

/** The cells of Log Analytics rows: `cell` gives a column's text, null when it is empty, and notes it in `fields`. */
export interface Cells {
  readonly cell: (name: string) => Expression;
  /** What `cell` was asked for, to be read. */
  readonly fields: readonly ReadField[];
}

/** Cells of rows whose columns are spelled as observed; a column that was not seen is asked for by its own name. */
export function logAnalyticsCells(observed: ObservedNames): Cells {
  const fields: ReadField[] = [];
  const cell = (name: string): Expression => {
    const seen = suffixes
      .map((suffix) => [`${name}${suffix}`])
      .filter((path) => observed.has(path))
      .map((path) => observed.spelling(path)[0] ?? name);
    const spellings = seen.length === 0 ? [name] : [...new Set(seen)];
    for (const spelling of spellings) {
      if (fields.every((field) => field.name !== spelling)) {
        fields.push({ name: spelling, type: 'string', path: [spelling] });
      }
    }
    return firstOf(...spellings.map((spelling) => filled(textField(spelling))));
  };
  return { cell, fields };
}

/** True when a record has the column in one of its spellings. */
export function hasCell(record: Readonly<Record<string, unknown>>, name: string): boolean {
  return suffixes.some((suffix) => `${name}${suffix}` in record);
}
