/** CSV text of rows of cells (RFC 4180): quotes only where a cell needs them; every row ends with the line break. */
export function csvText(rows: Iterable<readonly string[]>, lineBreak: '\n' | '\r\n'): string {
  let text = '';
  for (const row of rows) text += row.map(csvCell).join(',') + lineBreak;
  return text;
}

function csvCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
