import { parse } from 'csv-parse/sync';
import { csvKinds } from './containers.js';
import type { CsvContainer } from './container.js';

const DELIMITERS = [',', ';', '\t', '|'];
/** Rows that are held against the header. */
const ROWS = 10;

/** The cells of CSV text; undefined when its quotes are wrong. Rows may differ in length. */
export function parseCsv(text: string, delimiter: string): string[][] | undefined {
  try {
    return parse(text, { delimiter, record_delimiter: ['\r\n', '\n'], relax_column_count: true });
  } catch {
    return undefined;
  }
}

/**
 * Recognises CSV by its header and first rows: the delimiter under which most rows have as many cells as the header
 * has names. A header alone must have at least three short names. Before it may stand `#TYPE …`, which Export-Csv of
 * Windows PowerShell writes, and `sep=…`. Undefined for any other text.
 */
export function recogniseCsv(head: string, complete: boolean): CsvContainer | undefined {
  const lead = /^(?:\uFEFF|\s*\n)*(?:#TYPE [^\n]*\n)?(?:sep=(?<sep>.)\r?\n)?/u.exec(head);
  const skipped = lead?.[0] ?? '';
  const declared = lead?.groups?.['sep'];
  const text = head.slice(skipped.length);
  const [names, ...joined] = rowsOf(text, complete, 'joined');
  if (names === undefined) return undefined;
  // A quote left open in the first rows joins what does not belong together: then line by line.
  const single = rowsOf(text.slice(names.length).replace(/^\r?\n/u, ''), complete, 'single');
  const best = (declared === undefined ? DELIMITERS : [declared])
    .map((delimiter) => {
      const header = parseCsv(names, delimiter)?.[0] ?? [];
      const fit = (rows: readonly string[]): number => {
        const counts = rows.map((row) => parseCsv(row, delimiter)?.[0]?.length);
        return counts.filter((count) => count === header.length).length / Math.max(1, rows.length);
      };
      return { delimiter, header, fit: Math.max(fit(joined), fit(single)) };
    })
    .filter(({ header }) => isHeader(header))
    .toSorted((one, other) => other.fit - one.fit || other.header.length - one.header.length)[0];
  if (best === undefined) return undefined;
  if (single.length === 0 ? best.header.length < 3 : best.fit < 0.5) return undefined;
  const header = cleanHeader(best.header);
  const known = csvKinds.find(({ test }) => test(new Set(header)));
  return {
    kind: 'csv',
    id: known?.id ?? 'csv',
    title: known?.title ?? 'CSV',
    delimiter: best.delimiter,
    header,
    headerAsWritten: best.header,
    headerLines: linesIn(skipped) + linesIn(names) + 1,
  };
}

/** Names trimmed, inner white space collapsed, empty ones numbered, repeats told apart as `name#2`. */
export function cleanHeader(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((written, index) => {
    const trimmed = written.replaceAll(/\s+/gu, ' ').trim();
    const name = trimmed === '' ? `column ${index + 1}` : trimmed;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  });
}

/** The first rows' texts, joined while a quote is open or line by line. The last one only if it is known to be whole. */
function rowsOf(text: string, complete: boolean, lines: 'joined' | 'single'): string[] {
  const rows: string[] = [];
  let row: string | undefined;
  let at = 0;
  while (at < text.length && rows.length <= ROWS) {
    const end = text.indexOf('\n', at);
    if (end === -1 && !complete) break;
    const line = text.slice(at, end === -1 ? text.length : end);
    at = end === -1 ? text.length : end + 1;
    if (row === undefined && line.trim() === '') continue;
    row = row === undefined ? line : `${row}\n${line}`;
    if (lines === 'joined' && (row.split('"').length - 1) % 2 === 1) continue;
    rows.push(row.replace(/\r$/u, ''));
    row = undefined;
  }
  return rows;
}

/** Names are short, one of them begins with a letter, and none of them is markup or a sentence. */
function isHeader(names: readonly string[]): boolean {
  if (names.length < 2) return false;
  const cleaned = names.map((name) => name.trim());
  return (
    cleaned.every((name) => name.length <= 200 && !/[<>\0]|[.!?:]$/u.test(name)) &&
    cleaned.some((name) => /^[\p{L}_]/u.test(name)) &&
    cleaned.filter((name) => name !== '').length * 2 > cleaned.length
  );
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
