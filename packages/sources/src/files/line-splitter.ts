/** A line without its end. `offset` is its first byte's place in the text, `line` counts from 1. */
export interface Line {
  readonly bytes: Buffer;
  readonly offset: number;
  readonly line: number;
  /** Longer than allowed: `bytes` is only its beginning. */
  readonly oversized: boolean;
  /** No line end follows: the text ends here. */
  readonly last: boolean;
}

export interface LineSplitter {
  push(chunk: Uint8Array): readonly Line[];
  end(): readonly Line[];
  /** The line being read. */
  line(): number;
}

const NEWLINE = 0x0a;
const EXCERPT = 400;

/** Cuts text into lines at LF; blank ones (white space only) are counted, but given only when they are asked for. */
export function createLineSplitter(largest: number, blanks: 'skip' | 'keep' = 'skip'): LineSplitter {
  let held: Buffer[] = [];
  let heldLength = 0;
  let oversized = false;
  let offset = 0;
  let line = 1;

  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const lines: Line[] = [];
      let start = 0;
      for (let stop = bytes.indexOf(NEWLINE); stop !== -1; stop = bytes.indexOf(NEWLINE, start)) {
        hold(bytes.subarray(start, stop));
        take(lines, false);
        offset += 1;
        line += 1;
        start = stop + 1;
      }
      if (start < bytes.length) hold(bytes.subarray(start));
      return lines;
    },
    end() {
      const lines: Line[] = [];
      take(lines, true);
      return lines;
    },
    line: () => line,
  };

  function hold(bytes: Buffer): void {
    if (!oversized && heldLength + bytes.length > largest) {
      oversized = true;
      held = [Buffer.concat([...held, bytes.subarray(0, EXCERPT)]).subarray(0, EXCERPT)];
    } else if (!oversized) {
      held.push(bytes);
    }
    heldLength += bytes.length;
  }

  function take(lines: Line[], last: boolean): void {
    const [only] = held;
    const bytes = held.length === 1 && only !== undefined ? only : Buffer.concat(held);
    const wanted = blanks === 'keep' ? !last || heldLength > 0 : !isBlank(bytes);
    if (wanted) lines.push({ bytes, offset, line, oversized, last });
    offset += heldLength;
    held = [];
    heldLength = 0;
    oversized = false;
  }
}

/** White space only; a byte order mark, where files were joined, is no content either. */
export function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes)
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0xef && byte !== 0xbb && byte !== 0xbf)
      return false;
  return true;
}
