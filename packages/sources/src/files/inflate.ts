import type { Gunzip, InflateRaw } from 'node:zlib';
import { createGunzip, createInflateRaw } from 'node:zlib';
import type { ByteStream, ExpansionLimits } from './input-member.js';
import { isDamage } from './input-member.js';

/** Small steps: when the data is broken, at most one step of good output before the break is lost. */
const STEP = 16 * 1024;
const OUTPUT = 64 * 1024;

/**
 * Unpacks gzip (several members back to back count as one, RFC 1952 section 2.2) or bare deflate data. All that can be
 * unpacked before a cut or a break is delivered, then the damage. Data that expands beyond the limits is damage too.
 */
export async function* inflate(
  source: ByteStream,
  format: 'gzip' | 'deflate',
  limits: ExpansionLimits,
): ByteStream {
  const stream =
    format === 'gzip' ? createGunzip({ chunkSize: OUTPUT }) : createInflateRaw({ chunkSize: OUTPUT });
  const pump = pumpFor(stream);
  let read = 0;
  let written = 0;
  try {
    for await (const piece of source) {
      if (isDamage(piece)) {
        yield piece;
        return;
      }
      for (let at = 0; at < piece.length; at += STEP) {
        const step = piece.subarray(at, at + STEP);
        read += step.length;
        pump.write(step);
        for (let state = pump.poll(); state !== 'ready'; state = pump.poll()) {
          if (state === 'waiting') {
            await pump.wait();
          } else if (state instanceof Error) {
            yield { kind: 'damage', cause: causeOfBreak(state, read) };
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
      }
    }
    pump.end();
    for (let state = pump.poll(); state !== 'ready'; state = pump.poll()) {
      if (state === 'waiting') {
        await pump.wait();
      } else if (state instanceof Error) {
        yield { kind: 'damage', cause: causeOfBreak(state, read) };
        return;
      } else {
        yield state;
      }
    }
    const left = read - stream.bytesWritten;
    if (left > 0) {
      yield {
        kind: 'damage',
        cause: `${left} bytes after the end of the compressed data are not compressed data`,
      };
    }
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
  stream.on('end', () => {
    busy = false;
    signal();
  });
  return {
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

function causeOfBreak(error: Error, read: number): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'Z_BUF_ERROR') return `the compressed data is cut off after ${read} bytes`;
  return `the compressed data is damaged near byte ${read} (${error.message})`;
}
