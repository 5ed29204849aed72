import type { JsonPattern, JsonPiece } from './json-piece.js';
import { createJsonSplitter } from './json-splitter.js';

type Broken = Extract<JsonPiece, { readonly kind: 'broken' }>;

/** Places that are tried before a cut piece is taken for what it is. */
const TRIES = 20;
const NEWLINE = 0x0a;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;

/**
 * A record without its end swallows what was joined on behind it, as when an export that was cut off was appended to.
 * Finds the place where a new text begins (at the margin, and where no value is awaited) and gives the whole records
 * that follow it; the piece as it is when there is no such place.
 */
export function rejoin(
  piece: Broken,
  patterns: readonly JsonPattern[],
  largest: number,
  damage: string | undefined,
): readonly JsonPiece[] {
  for (const at of joints(piece.bytes)) {
    const first = piece.bytes.subarray(0, at);
    const lines = first.filter((byte) => byte === NEWLINE).length;
    const place = { offset: piece.offset + at, line: piece.line + lines };
    const splitter = createJsonSplitter(patterns, largest, place);
    const found = [...splitter.push(piece.bytes.subarray(at)), ...splitter.end(damage)];
    if (!found.some((each) => each.kind === 'value' && each.id === 'record' && isObjectText(each.bytes)))
      continue;
    const cause = `cut off in the middle of a record at byte ${place.offset}, where another text was joined on`;
    const rest = found.flatMap((each) =>
      each.kind === 'broken' && each.inRecord ? rejoin(each, patterns, largest, damage) : [each],
    );
    return [{ ...piece, bytes: first, cause }, ...rest];
  }
  return [piece];
}

function joints(bytes: Buffer): readonly number[] {
  const found: number[] = [];
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, end + 1)) {
    const first = bytes[end + 1];
    if (first !== OPEN_OBJECT && first !== OPEN_LIST) continue;
    const before = lastSign(bytes, end);
    if (before === COLON || before === COMMA || before === OPEN_LIST) continue;
    found.push(end + 1);
    if (found.length === TRIES) break;
  }
  return found;
}

function lastSign(bytes: Buffer, end: number): number | undefined {
  let at = end;
  while (at >= 0 && (bytes[at] ?? 0) <= 0x20) at -= 1;
  return bytes[at];
}

function isObjectText(bytes: Buffer): boolean {
  if (bytes[0] !== OPEN_OBJECT) return false;
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
