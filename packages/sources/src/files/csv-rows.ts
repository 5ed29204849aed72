import { isUtf8 } from 'node:buffer';
import type { CsvContainer } from './container.js';
import { parseCsv } from './csv-header.js';
import type { Line } from './line-splitter.js';
import { createLineSplitter, isBlank } from './line-splitter.js';
import type { Raw, RawReader } from './raw-records.js';

/** Bytes of rows that are parsed at a time. */
const BATCH = 64 * 1024;
/** A row over so many bytes of several lines is a quote left open. */
const LARGEST_ROW = 8 * 1024 * 1024;
const QUOTE = 0x22;

/** Lines that form a row: one, or several while a quote is open. */
interface Candidate {
  readonly lines: readonly Line[];
  /** The quote was never closed. */
  readonly open: boolean;
}

/**
 * Cuts CSV into rows with as many cells as the header has names (RFC 4180; LF or CRLF). A row that is wrong costs only
 * itself: when a quote was left open, the row in which it was opened is bad, and the lines that it swallowed are read
 * again as rows of their own. Blank lines between rows are not rows.
 */
export function csvRows(container: CsvContainer, largest: number): RawReader {
  const width = container.header.length;
  const splitter = createLineSplitter(largest, 'keep');
  let number = 0;
  let batch: Candidate[] = [];
  let batchLength = 0;
  let pending: Line[] = [];
  let pendingLength = 0;
  let raws: Raw[] = [];

  return {
    push(chunk) {
      raws = [];
      for (const line of splitter.push(chunk)) {
        accept(line);
        if (batchLength > BATCH) flush(undefined);
      }
      flush(undefined);
      return raws;
    },
    end(damage) {
      raws = [];
      splitter.end().forEach(accept);
      flush(damage);
      while (pending.length > 0) {
        close(true);
        flush(damage);
      }
      const told = raws.some((raw) => raw.kind === 'rawBad' && raw.cause === damage);
      if (damage !== undefined && !told) {
        const place = { number: number + 1, line: splitter.line(), bytes: Buffer.alloc(0) };
        raws.push({ kind: 'rawBad', ...place, cause: damage });
      }
      return raws;
    },
  };

  function accept(line: Line): void {
    if (line.line <= container.headerLines) return;
    if (pending.length === 0 && isBlank(line.bytes)) return;
    pending.push(line);
    pendingLength += line.bytes.length;
    const odd = quotesIn(line.bytes) % 2 === 1;
    const open = pending.length === 1 ? odd : !odd;
    if (!open) close(false);
    else if (pendingLength > LARGEST_ROW) close(true);
  }

  function close(open: boolean): void {
    batch.push({ lines: pending, open });
    batchLength += pendingLength;
    pending = [];
    pendingLength = 0;
  }

  function flush(damage: string | undefined): void {
    if (batch.every(({ open }) => !open) && flushTogether(damage)) return;
    while (batch.length > 0) {
      const [candidate, ...others] = batch;
      if (candidate === undefined) return;
      const swallowed = settle(candidate, damage);
      if (swallowed.length === 0) {
        batch = others;
        continue;
      }
      // The lines after the open quote are read again, and with them all that was joined on the wrong footing.
      const again = [...swallowed, ...others.flatMap(({ lines }) => lines), ...pending];
      batch = [];
      pending = [];
      pendingLength = 0;
      again.forEach(accept);
    }
    batchLength = 0;
  }

  /** The usual case: the whole batch is good. */
  function flushTogether(damage: string | undefined): boolean {
    if (batch.length === 0) return true;
    if (damage !== undefined || batch.some(({ lines }) => lines.some(({ oversized }) => oversized)))
      return false;
    const bytes = Buffer.concat(
      batch.map(({ lines }) => bytesOf(lines)).flatMap((each) => [each, Buffer.from('\n')]),
    );
    if (!isUtf8(bytes)) return false;
    const rows = parseCsv(bytes.toString('utf8'), container.delimiter);
    if (rows?.length !== batch.length || rows.some((row) => row.length !== width)) return false;
    batch.forEach(({ lines }, index) => record(lines, rows[index] ?? []));
    batch = [];
    batchLength = 0;
    return true;
  }

  /** One row. Gives back the lines that a bad row swallowed. */
  function settle({ lines, open }: Candidate, damage: string | undefined): readonly Line[] {
    const bytes = bytesOf(lines);
    const [first, ...rest] = lines;
    if (first === undefined) return [];
    const last = lines.some((line) => line.last);
    if (lines.some(({ oversized }) => oversized)) {
      bad(first, bytes, `a line longer than ${largest} bytes`);
      return [];
    }
    if (!isUtf8(bytes)) {
      bad(first, first.bytes, 'not valid UTF-8: save the file as UTF-8');
      return rest;
    }
    const rows = open ? undefined : parseCsv(bytes.toString('utf8'), container.delimiter);
    const [row] = rows ?? [];
    if (row === undefined || rows?.length !== 1) {
      const why = open
        ? 'a quote is opened in this row and never closed'
        : 'a quote stands inside a cell: quotes inside cells must be doubled';
      bad(first, first.bytes, last && rest.length === 0 && damage !== undefined ? damage : why);
      return rest;
    }
    if (row.length === width && !(last && damage !== undefined)) {
      record(lines, row);
      return [];
    }
    if (last && damage !== undefined) {
      bad(first, bytes, damage);
      return [];
    }
    const swallowed = width > 1 && rest.some((line) => standsAlone(line));
    const end =
      last && row.length < width ? `; cut off in the middle of a record at byte ${endOf(lines)}` : '';
    const cause = `${row.length} cells where the header has ${width}${end}`;
    bad(first, swallowed ? first.bytes : bytes, cause);
    return swallowed ? rest : [];
  }

  function standsAlone(line: Line): boolean {
    if (quotesIn(line.bytes) % 2 === 1) return false;
    const rows = parseCsv(line.bytes.toString('utf8'), container.delimiter);
    return rows?.length === 1 && rows[0]?.length === width;
  }

  function record(lines: readonly Line[], cells: readonly string[]): void {
    const [first] = lines;
    if (first === undefined) return;
    number += 1;
    const bytes = bytesOf(lines);
    raws.push({ kind: 'raw', number, line: first.line, offset: first.offset, bytes, id: 'record', cells });
  }

  function bad(first: Line, bytes: Buffer, cause: string): void {
    number += 1;
    raws.push({ kind: 'rawBad', number, line: first.line, cause, bytes });
  }
}

function bytesOf(lines: readonly Line[]): Buffer {
  const [first] = lines;
  if (lines.length === 1 && first !== undefined) return withoutReturn(first.bytes);
  const parts = lines.flatMap(({ bytes }, index) => (index === 0 ? [bytes] : [Buffer.from('\n'), bytes]));
  return withoutReturn(Buffer.concat(parts));
}

function withoutReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes;
}

function endOf(lines: readonly Line[]): number {
  const last = lines.at(-1);
  return last === undefined ? 0 : last.offset + last.bytes.length;
}

function quotesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) count += 1;
  return count;
}
