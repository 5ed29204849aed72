import type { Screen } from '../terminal/paint.js';
import { renderTable } from '../terminal/table.js';
import type { Json } from '../scan/result.js';
import { count, textOf } from '../scan/values.js';

/** Rows as a table, and how many there are. */
export function renderRows(
  columns: readonly { readonly name: string; readonly type: string }[],
  rows: readonly (readonly Json[])[],
  screen: Screen,
): readonly string[] {
  const table = renderTable(
    columns.map(({ name, type }) => ({ name, align: NUMBERS.has(type) ? 'right' : 'left' })),
    rows.map((row) => row.map(textOf)),
    screen,
  );
  return [...(columns.length === 0 ? [] : table), screen.paint.dim(count(rows.length, 'row'))];
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal']);
