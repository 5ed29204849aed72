import type { Container } from './container.js';
import { csvRows } from './csv-rows.js';
import type { InputMember } from './input-member.js';
import { isDamage } from './input-member.js';
import type { JsonPattern, JsonPiece } from './json-piece.js';
import { createJsonSplitter } from './json-splitter.js';
import { createLineSplitter } from './line-splitter.js';
import { rejoin } from './rejoin.js';

/** A record's bytes, not parsed. */
export interface RawRecord {
  readonly kind: 'raw';
  readonly number: number;
  readonly line: number;
  /** Of its first byte in the text. */
  readonly offset: number;
  readonly bytes: Buffer;
  /** Which pattern's place it was found at. */
  readonly id: string;
  /** The cells, where the container has cells. */
  readonly cells?: readonly string[];
  /** Why it cannot be whole, whatever it looks like: the input ends in it. */
  readonly cut?: string;
}

/** Bytes that cannot be a record. */
interface RawBad {
  readonly kind: 'rawBad';
  readonly number: number;
  readonly line: number;
  readonly cause: string;
  readonly bytes: Buffer;
}

export type Raw = RawRecord | RawBad;

/** Records longer than this are refused one by one. */
export const LARGEST_RECORD = 64 * 1024 * 1024;

/** Values that stand alone, and the elements of lists. */
export const alone: readonly JsonPattern[] = [
  { id: 'record', path: [] },
  { id: 'record', path: ['*'] },
];

/** Places of the pieces that matter in a container. */
export function patternsOf(container: Container): readonly JsonPattern[] {
  if (container.kind === 'member') {
    const { key, inside } = container;
    const path = inside === undefined ? [key, '*'] : [inside, key, '*'];
    return [
      { id: 'record', path },
      { id: 'record', path: ['*', ...path] },
      { id: 'error', path: ['error'] },
    ];
  }
  if (container.kind !== 'tables') return alone;
  return [
    { id: 'columns', path: ['tables', '*', 'columns'] },
    { id: 'record', path: ['tables', '*', 'rows', '*'] },
    { id: 'columns', path: ['*', 'tables', '*', 'columns'] },
    { id: 'record', path: ['*', 'tables', '*', 'rows', '*'] },
    { id: 'error', path: ['error'] },
  ];
}

/** The pieces of an input in order, a batch at a time, numbered. */
export async function* rawRecords(
  member: InputMember,
  container: Container,
  largest: number,
): AsyncGenerator<readonly Raw[], void, undefined> {
  if (container.kind === 'empty') return;
  if (container.kind === 'parquet') {
    throw new Error('parquet files are read by the engine, not by the salvaging reader');
  }
  const reader =
    container.kind === 'csv'
      ? csvRows(container, largest)
      : container.kind === 'lines' || (container.kind === 'member' && container.perLine)
        ? lineRecords(container, largest)
        : jsonRecords(container, largest);
  let damage: string | undefined;
  for await (const piece of member.read()) {
    if (isDamage(piece)) damage ??= piece.cause;
    else yield reader.push(piece);
  }
  yield reader.end(damage);
}

/** Turns bytes into numbered pieces; `end` is told why the input ended when it was not by itself. */
export interface RawReader {
  push(chunk: Uint8Array): readonly Raw[];
  end(damage: string | undefined): readonly Raw[];
}

function jsonRecords(container: Container, largest: number): RawReader {
  const patterns = patternsOf(container);
  const splitter = createJsonSplitter(patterns, largest);
  const number = numbering();
  let length = 0;
  return {
    push(chunk) {
      length += chunk.length;
      return splitter.push(chunk).map(number);
    },
    end(damage) {
      const pieces = splitter.end(damage).flatMap((piece) => {
        // Only of a piece that was kept whole.
        const whole = piece.offset + piece.bytes.length === length;
        const cut = piece.kind === 'broken' && piece.inRecord && whole;
        return cut ? rejoin(piece, patterns, largest, damage) : [piece];
      });
      return pieces.map(number);
    },
  };
}

function lineRecords(container: Container, largest: number): RawReader {
  const splitter = createLineSplitter(largest);
  const patterns = container.kind === 'member' ? patternsOf(container) : undefined;
  const number = numbering();
  let lines = 0;
  const take = (found: ReturnType<typeof splitter.push>, damage: string | undefined): Raw[] =>
    found.flatMap(({ bytes, offset, line, oversized, last }): Raw[] => {
      const cut = last
        ? (damage ?? `cut off in the middle of a record at byte ${offset + bytes.length}`)
        : undefined;
      if (patterns === undefined) {
        lines += 1;
        const place = { number: lines, line, bytes };
        if (oversized) return [{ kind: 'rawBad', ...place, cause: `a line longer than ${largest} bytes` }];
        return [{ kind: 'raw', ...place, offset, id: 'record', ...(cut === undefined ? {} : { cut }) }];
      }
      const inner = createJsonSplitter(patterns, largest, { offset, line });
      return [...inner.push(bytes), ...inner.end()].map(number);
    });
  return {
    push: (chunk) => take(splitter.push(chunk), undefined),
    end(damage) {
      const last = take(splitter.end(), damage);
      const told = last.some((raw) => raw.kind === 'rawBad' || !isWhole(raw.bytes));
      if (damage === undefined || told) return last;
      const place = { number: lines + 1, line: splitter.line(), bytes: Buffer.alloc(0) };
      return [...last, { kind: 'rawBad', ...place, cause: damage }];
    },
  };
}

function isWhole(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

function numbering(): (piece: JsonPiece) => Raw {
  let count = 0;
  return (piece) => {
    const { line, offset, bytes } = piece;
    if (piece.kind === 'value' && piece.id !== 'record') {
      return { kind: 'raw', number: count, line, offset, bytes, id: piece.id };
    }
    if (piece.kind === 'value') {
      count += 1;
      return { kind: 'raw', number: count, line, offset, bytes, id: piece.id };
    }
    if (piece.kind === 'broken') {
      if (piece.inRecord) count += 1;
      return { kind: 'rawBad', number: piece.inRecord ? count : count + 1, line, cause: piece.cause, bytes };
    }
    return { kind: 'rawBad', number: count + 1, line, cause: 'a value without a list of records', bytes };
  };
}
