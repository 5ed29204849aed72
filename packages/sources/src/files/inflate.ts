import type { Gunzip, InflateRaw } from 'node:zlib';
import { createGunzip, createInflateRaw } from 'node:zlib';
import type { ByteStream, Damage, ExpansionLimits } from './input-member.js';
import { isDamage } from './input-member.js';

const STEP = 64 * 1024;
const OUTPUT = 64 * 1024;

/** The data broke in the step that began at byte `from`. */
interface Break {
  readonly kind: 'break';
  readonly error: Error;
  readonly from: number;
  readonly read: number;
}

/**
 * Unpacks gzip (several members back to back count as one, RFC 1952 section 2.2) or bare deflate data. All that can be
 * unpacked before a cut or a break is delivered, then the damage. Data that expands beyond the limits is damage too.
 * `open` gives the packed bytes from their start; it is called again when they are broken.
 */
export async function* inflate(
  open: () => ByteStream,
  format: 'gzip' | 'deflate',
  limits: ExpansionLimits,
): ByteStream {
  let written = 0;
  for await (const piece of unpack(open(), format, limits, Number.POSITIVE_INFINITY)) {
    if (isBreak(piece)) {
      yield* remainder(open, format, limits, piece, written);
      return;
    }
    if (!isDamage(piece)) written += piece.length;
    yield piece;
  }
}

/** zlib drops what the failing step had given: the same again, byte by byte where it broke. */
async function* remainder(
  open: () => ByteStream,
  format: 'gzip' | 'deflate',
  limits: ExpansionLimits,
  broken: Break,
  written: number,
): ByteStream {
  let known = written;
  for await (const piece of unpack(open(), format, limits, broken.from)) {
    if (isBreak(piece)) {
      yield { kind: 'damage', cause: causeOfBreak(piece) };
      return;
    }
    if (isDamage(piece)) {
      yield piece;
    } else if (piece.length > known) {
      yield piece.subarray(known);
      known = 0;
    } else {
      known -= piece.length;
    }
  }
}

async function* unpack(
  source: ByteStream,
  format: 'gzip' | 'deflate',
  limits: ExpansionLimits,
  fineFrom: number,
): AsyncGenerator<Uint8Array | Damage | Break, void, undefined> {
  const stream =
    format === 'gzip' ? createGunzip({ chunkSize: OUTPUT }) : createInflateRaw({ chunkSize: OUTPUT });
  const pump = pumpFor(stream);
  let read = 0;
  let written = 0;
  let trailing = false;
  try {
    for await (const piece of source) {
      if (isDamage(piece)) {
        yield piece;
        return;
      }
      for (let at = 0; at < piece.length;) {
        const step = piece.subarray(at, at + (read >= fineFrom ? 1 : STEP));
        const from = read;
        at += step.length;
        read += step.length;
        if (pump.ended()) {
          trailing ||= step.some((byte) => byte !== 0);
          continue;
        }
        pump.write(step);
        for (let state = pump.poll(); state !== 'ready'; state = pump.poll()) {
          if (state === 'waiting') {
            await pump.wait();
          } else if (state instanceof Error) {
            yield { kind: 'break', error: state, from, read };
            return;
          } else {
            written += state.length;
            if (written > limits.freeBytes && written > limits.ratio * read) {
              yield { kind: 'damage', cause: bombCause(limits) };
              return;
            }
            yield state;
          }
        }
        const left = read - stream.bytesWritten;
        // Zeros fill up blocks of tapes and disks.
        trailing ||= left > 0 && step.subarray(Math.max(0, step.length - left)).some((byte) => byte !== 0);
      }
    }
    if (!pump.ended()) pump.end();
    for (let state = pump.poll(); state !== 'ready'; state = pump.poll()) {
      if (state === 'waiting') {
        await pump.wait();
      } else if (state instanceof Error) {
        // Everything before has been taken: the end is what is missing.
        yield { kind: 'damage', cause: causeOfBreak({ kind: 'break', error: state, from: read, read }) };
        return;
      } else {
        yield state;
      }
    }
    if (trailing) yield { kind: 'damage', cause: trailingCause(stream.bytesWritten) };
  } finally {
    stream.destroy();
  }
}

export function bombCause(limits: ExpansionLimits): string {
  return `unpacks to more than ${limits.ratio} times its size: refused as a decompression bomb`;
}

/** zlib as a state machine to poll: its own async iterator drops what is buffered when an error comes. */
function pumpFor(stream: Gunzip | InflateRaw) {
  let failure: Error | undefined;
  let busy = false;
  let ended = false;
  let wake: (() => void) | undefined;
  const signal = (): void => {
    wake?.();
    wake = undefined;
  };
  stream.on('readable', signal);
  stream.on('error', (error: Error) => {
    failure = error;
    signal();
  });
  // Also before the input's end: zlib takes nothing more, and calls no write back.
  stream.on('end', () => {
    ended = true;
    busy = false;
    signal();
  });
  return {
    ended: () => ended,
    write(bytes: Uint8Array): void {
      busy = true;
      stream.write(bytes, () => {
        busy = false;
        signal();
      });
    },
    end(): void {
      busy = true;
      stream.end();
    },
    /** Output, the failure after the last output, `waiting` for more of either, or `ready` for the next input. */
    poll(): Uint8Array | Error | 'waiting' | 'ready' {
      const output: unknown = stream.read();
      if (output instanceof Uint8Array) return output;
      if (failure !== undefined) return failure;
      return busy ? 'waiting' : 'ready';
    },
    async wait(): Promise<void> {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    },
  };
}

function isBreak(piece: Uint8Array | Damage | Break): piece is Break {
  return 'kind' in piece && piece.kind === 'break';
}

function causeOfBreak({ error, read }: Break): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'Z_BUF_ERROR') return `the compressed data is cut off after ${read} bytes`;
  // zlib has read two bytes of what should be another member's header.
  if (error.message === 'incorrect header check') return trailingCause(read - 2);
  return `the compressed data is damaged near byte ${read} (${error.message})`;
}

function trailingCause(end: number): string {
  return `what follows the compressed data after byte ${end} is not compressed data`;
}
