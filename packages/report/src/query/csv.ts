import { textOf } from '../scan/values.js';
import type { Json } from '../scan/result.js';

/**
 * Rows as CSV (RFC 4180, CRLF). Cells that a spreadsheet program would take for a formula get an apostrophe in
 * front: those that begin with `=`, `+`, `-`, `@`, a tab or a carriage return, unless the value is a number.
 */
export function* renderCsv(
  columns: readonly { readonly name: string }[],
  rows: Iterable<readonly Json[]>,
): Generator<string> {
  yield csvLine(columns.map(({ name }) => name));
  for (const row of rows) yield csvLine(row);
}

function csvLine(cells: readonly Json[]): string {
  return cells.map(csvCell).join(',') + '\r\n';
}

function csvCell(value: Json): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value);
  const safe = FORMULA.test(text) && typeof value !== 'number' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** White space may stand before the sign: spreadsheets trim it. The full-width signs count as well. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
