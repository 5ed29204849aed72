import type { JsonPattern, JsonPiece, JsonSplitter, TextPlace } from './json-piece.js';

interface Frame {
  readonly list: boolean;
  key: string;
  /** In an object: the next string is a key. */
  atKey: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const LONGEST_KEY = 1024;
const EXCERPT = 400;

/**
 * Cuts JSON text into the values at certain places without building the text around them: constant memory for a list
 * of any length on one line. Values may follow one another with or without separators. The text around records is
 * taken as it comes (a missing comma is no reason to lose a record); what it does not understand is a broken piece.
 * A line break inside a string is where a cut record shows: JSON forbids it (RFC 8259 section 7). After it, reading
 * resumes at the next line that begins, no deeper than the records do, with `{` or `[`.
 */
export function createJsonSplitter(
  patterns: readonly JsonPattern[],
  largest: number,
  origin: TextPlace = { offset: 0, line: 1 },
): JsonSplitter {
  const deepest = Math.max(...patterns.map(({ path }) => path.length));
  const frames: Frame[] = [];
  let pieces: JsonPiece[] = [];

  let mode: 'outer' | 'value' | 'key' | 'lost' = 'outer';
  let base = origin.offset;
  let line = origin.line;
  let lineStart = base;
  let lineBlank = true;
  let listSeen = false;
  let topOffset = 0;
  let topLine = 1;
  let damaged = false;

  // The value (or key) being read.
  let id: string | undefined;
  let scalar = false;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let offset = 0;
  let startLine = 1;
  let indent = 0;
  let held: Uint8Array[] = [];
  let heldLength = 0;
  let oversized = false;

  return { push, end };

  function push(chunk: Uint8Array): readonly JsonPiece[] {
    pieces = [];
    let at = 0;
    while (at < chunk.length) {
      if (mode === 'outer') at = outer(chunk, at);
      else if (mode === 'value') at = value(chunk, at);
      else if (mode === 'key') at = key(chunk, at);
      else at = lost(chunk, at);
    }
    base += chunk.length;
    return pieces;
  }

  function end(cause?: string): readonly JsonPiece[] {
    pieces = [];
    if (mode === 'value' && scalar && !inString && frames.length === 0 && cause === undefined) {
      finish(new Uint8Array(0), 0, 0);
    } else if (mode === 'value') {
      const why = cause ?? `cut off in the middle of a record at byte ${base}`;
      pieces.push({ ...pieceOf(heldBytes()), kind: 'broken', cause: why, inRecord: id !== undefined });
    } else if (frames.length > 0 || mode === 'key' || cause !== undefined) {
      const why = cause ?? `cut off between records at byte ${base}: the list is not closed`;
      const bytes = mode === 'key' ? heldBytes() : Buffer.alloc(0);
      pieces.push({ kind: 'broken', cause: why, bytes, offset: base, line, inRecord: false });
    }
    return pieces;
  }

  /** Between values: brackets above the records, commas, colons, white space. */
  function outer(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      const frame = frames.at(-1);
      if (byte === NEWLINE) {
        newline(at);
      } else if (byte === 0x20 || byte === 0x09 || byte === 0x0d) {
        continue;
      } else if (byte === 0xef || byte === 0xbb || byte === 0xbf) {
        // A byte order mark in the middle, where files were joined. Any other such byte ends up in a broken scalar.
        continue;
      } else if (byte === COMMA) {
        if (frame !== undefined && !frame.list) frame.atKey = true;
      } else if (byte === COLON) {
        if (frame !== undefined) frame.atKey = false;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        close(byte, at);
      } else if (byte === QUOTE && frame?.atKey === true) {
        mode = 'key';
        begin(at);
        return first(chunk, at);
      } else if (open(byte, at)) {
        return first(chunk, at);
      }
      lineBlank = lineBlank && byte === NEWLINE;
    }
    return chunk.length;
  }

  /** A value begins: true when it is one to cut out or to skip, false when it is walked into. */
  function open(byte: number, at: number): boolean {
    if (frames.length === 0) {
      listSeen = false;
      topOffset = base + at;
      topLine = line;
    }
    const list = byte === OPEN_LIST;
    if ((list || byte === OPEN_OBJECT) && leadsOn(list)) {
      frames.push({ list, key: '', atKey: !list });
      if (list && patterns.some(({ path }) => path.length === frames.length && matches(path, true))) {
        listSeen = true;
      }
      return false;
    }
    const found = patterns.find(({ path }) => path.length === frames.length && matches(path, false));
    mode = 'value';
    begin(at);
    id = found?.id;
    if (frames.length === 0) listSeen = found !== undefined;
    scalar = byte !== OPEN_OBJECT && byte !== OPEN_LIST;
    depth = scalar ? 0 : 1;
    inString = byte === QUOTE;
    return true;
  }

  /** Past the first byte of a value or key. When the chunk ends with it, nobody else will keep it. */
  function first(chunk: Uint8Array, at: number): number {
    if (at + 1 === chunk.length) hold(chunk, at, at + 1);
    return at + 1;
  }

  function leadsOn(list: boolean): boolean {
    if (frames.length >= deepest) return false;
    return patterns.some(({ path }) => {
      if (path.length <= frames.length || !matches(path, false)) return false;
      return (path[frames.length] === '*') === list;
    });
  }

  /** The frames are the pattern's first steps. */
  function matches(path: readonly string[], through: boolean): boolean {
    const length = through ? path.length : frames.length;
    for (let step = 0; step < length; step += 1) {
      const frame = frames[step];
      const wanted = path[step];
      if (frame === undefined) return false;
      if (frame.list ? wanted !== '*' : frame.key !== wanted) return false;
    }
    return true;
  }

  function close(byte: number, at: number): void {
    const frame = frames.pop();
    if (frame === undefined || frame.list !== (byte === CLOSE_LIST)) {
      if (!damaged) {
        damaged = true;
        const sign = String.fromCharCode(byte);
        pieces.push({
          kind: 'broken',
          cause: `"${sign}" at byte ${base + at} closes nothing that is open`,
          bytes: Buffer.from(sign),
          offset: base + at,
          line,
          inRecord: false,
        });
      }
    }
    if (frame !== undefined && frames.length === 0 && !listSeen) {
      pieces.push({ kind: 'other', bytes: Buffer.alloc(0), offset: topOffset, line: topLine });
    }
  }

  function begin(at: number): void {
    offset = base + at;
    startLine = line;
    indent = lineBlank ? offset - lineStart : 0;
    lineBlank = false;
    held = [];
    heldLength = 0;
    oversized = false;
    inString = false;
    escaped = false;
    id = undefined;
  }

  /** Inside a value: brackets and strings are all that matters. */
  function value(chunk: Uint8Array, from: number): number {
    const start = Math.max(0, offset - base);
    const length = chunk.length;
    let at = from;
    if (scalar && !inString) return scalarEnd(chunk, at, start);
    while (at < length) {
      const byte = chunk[at] ?? 0;
      if (inString) {
        if (byte === NEWLINE) {
          return tear(chunk, start, at);
        } else if (escaped) {
          escaped = false;
        } else if (byte === QUOTE) {
          inString = false;
          if (depth === 0) return finish(chunk, start, at + 1);
        } else if (byte === BACKSLASH) {
          escaped = true;
        }
      } else if (byte === QUOTE) {
        inString = true;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        depth += 1;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        depth -= 1;
        if (depth === 0) return finish(chunk, start, at + 1);
      } else if (byte === NEWLINE) {
        newline(at);
      }
      at += 1;
    }
    hold(chunk, start, length);
    return length;
  }

  function scalarEnd(chunk: Uint8Array, from: number, start: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      const ends =
        byte === COMMA ||
        byte === CLOSE_LIST ||
        byte === CLOSE_OBJECT ||
        byte === OPEN_OBJECT ||
        byte === OPEN_LIST ||
        byte === NEWLINE ||
        // At the top a run of words is one broken piece, not one for each word.
        (frames.length > 0 && (byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === QUOTE));
      if (ends) return finish(chunk, start, at);
    }
    hold(chunk, start, chunk.length);
    return chunk.length;
  }

  function finish(chunk: Uint8Array, start: number, stop: number): number {
    mode = 'outer';
    lineBlank = false;
    if (id !== undefined) {
      hold(chunk, start, stop);
      if (oversized) {
        const cause = `a record larger than ${largest} bytes`;
        pieces.push({ ...pieceOf(heldBytes()), kind: 'broken', cause, inRecord: true });
      } else {
        pieces.push({ ...pieceOf(heldBytes()), kind: 'value', id });
      }
    } else if (frames.length === 0) {
      pieces.push({ ...pieceOf(heldBytes()), kind: 'other' });
    }
    held = [];
    return stop;
  }

  /** A line break inside a string. */
  function tear(chunk: Uint8Array, start: number, at: number): number {
    hold(chunk, start, at);
    const cause = `a line break inside a text at byte ${base + at}: the record is cut off or damaged`;
    pieces.push({ ...pieceOf(heldBytes()), kind: 'broken', cause, inRecord: id !== undefined });
    held = [];
    mode = 'lost';
    damaged = true;
    newline(at);
    return at + 1;
  }

  function lost(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === NEWLINE) {
        newline(at);
      } else if (lineBlank && byte !== 0x20 && byte !== 0x09) {
        lineBlank = false;
        const column = base + at - lineStart;
        if (column > indent || (byte !== OPEN_OBJECT && byte !== OPEN_LIST)) continue;
        // At the margin, while records are indented: a new text was joined on.
        if (column < indent || frames.at(-1)?.list !== true) frames.length = 0;
        mode = 'outer';
        lineBlank = true;
        return at;
      }
    }
    return chunk.length;
  }

  function key(chunk: Uint8Array, from: number): number {
    const start = Math.max(0, offset - base);
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === NEWLINE) {
        return tear(chunk, start, at);
      } else if (escaped) {
        escaped = false;
      } else if (byte === BACKSLASH) {
        escaped = true;
      } else if (byte === QUOTE) {
        hold(chunk, start, at + 1);
        const frame = frames.at(-1);
        if (frame !== undefined) {
          frame.key = keyText(heldBytes());
          frame.atKey = false;
        }
        held = [];
        mode = 'outer';
        return at + 1;
      }
    }
    hold(chunk, start, chunk.length);
    return chunk.length;
  }

  function hold(chunk: Uint8Array, start: number, stop: number): void {
    if (stop <= start) return;
    const limit = mode === 'key' ? LONGEST_KEY : id === undefined ? EXCERPT : largest;
    if (heldLength + stop - start > limit) {
      // Only the beginning is kept, to show.
      const room = Math.max(0, Math.min(EXCERPT, limit) - heldLength);
      if (!oversized) held = [Buffer.concat(held).subarray(0, EXCERPT), chunk.slice(start, start + room)];
      oversized = true;
      heldLength = limit;
      return;
    }
    held.push(chunk.subarray(start, stop));
    heldLength += stop - start;
  }

  function heldBytes(): Buffer {
    const [only] = held;
    if (held.length === 1 && only !== undefined) {
      return Buffer.from(only.buffer, only.byteOffset, only.byteLength);
    }
    return Buffer.concat(held);
  }

  function pieceOf(bytes: Buffer) {
    return { bytes, offset, line: startLine };
  }

  function newline(at: number): void {
    line += 1;
    lineStart = base + at + 1;
    lineBlank = true;
  }
}

function keyText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'string' ? parsed : text;
  } catch {
    return text;
  }
}
