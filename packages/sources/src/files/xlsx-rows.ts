import type { ByteStream } from './input-member.js';
import { causeOf } from './input-member.js';

/** Rows that are turned into text at a time. */
const BATCH = 1000;

/**
 * The first sheet of an Excel workbook as comma-separated text, so that it is read like the CSV download of the same
 * log. Dates become ISO 8601 (UTC), numbers keep their spelling, empty cells are empty.
 */
export async function* xlsxAsCsv(file: string | Buffer): ByteStream {
  let rows: readonly (readonly unknown[])[];
  try {
    // Loaded with the first workbook: it takes longer than a small scan.
    const { readSheet } = await import('read-excel-file/node');
    rows = await readSheet(file, { trim: false, parseNumber: (text) => text });
  } catch (error) {
    yield { kind: 'damage', cause: `the Excel workbook cannot be read: ${causeOf(error)}` };
    return;
  }
  for (let at = 0; at < rows.length; at += BATCH) {
    const lines = rows.slice(at, at + BATCH).map((row) => row.map(cellText).join(','));
    yield Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8');
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  // Strings and booleans: numbers come as they are spelt.
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
