import type { ByteStream, Encoding } from './input-member.js';
import { isDamage } from './input-member.js';

/** Bytes that are looked at to tell UTF-16 without a mark from UTF-8. */
const SAMPLE = 4096;

/**
 * The encoding of a text by its first bytes: a byte order mark, else UTF-16 where every other byte of a sample is
 * (nearly always) zero, as in text that is mostly ASCII. PowerShell writes UTF-16 with a mark, some tools without.
 */
export function detectEncoding(start: Uint8Array): Encoding {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8-bom';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(Math.min(start.length, SAMPLE) / 2);
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (start[2 * pair] === 0) even += 1;
    if (start[2 * pair + 1] === 0) odd += 1;
  }
  if (odd > pairs / 2 && even < pairs / 20) return 'utf-16le';
  if (even > pairs / 2 && odd < pairs / 20) return 'utf-16be';
  return 'utf-8';
}

/** The same text as UTF-8 without a byte order mark. */
export async function* toUtf8(source: ByteStream, encoding: Encoding): ByteStream {
  if (encoding === 'utf-8') yield* source;
  else if (encoding === 'utf-8-bom') yield* withoutMark(source);
  else yield* transcode(source, encoding);
}

async function* withoutMark(source: ByteStream): ByteStream {
  let left = 3;
  for await (const piece of source) {
    if (isDamage(piece) || left === 0) {
      yield piece;
      continue;
    }
    const skipped = Math.min(left, piece.length);
    left -= skipped;
    if (skipped < piece.length) yield piece.subarray(skipped);
  }
}

async function* transcode(source: ByteStream, encoding: 'utf-16le' | 'utf-16be'): ByteStream {
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for await (const piece of source) {
    if (isDamage(piece)) {
      yield piece;
      continue;
    }
    bytes += piece.length;
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield Buffer.from(text, 'utf8');
  }
  if (bytes % 2 === 1)
    yield { kind: 'damage', cause: `cut off in the middle of a character at byte ${bytes}` };
}
