import { closeSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ByteStream } from './input-member.js';
import { causeOf } from './input-member.js';

const CHUNK = 1024 * 1024;
/** Most files of a folder of many are small. */
const FIRST_CHUNK = 64 * 1024;

/** A file's bytes as they lie on disk, in buffers of their own. A read error half-way is damage. */
export async function* fileBytes(path: string): ByteStream {
  let handle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    yield { kind: 'damage', cause: `cannot be read: ${causeOf(error)}` };
    return;
  }
  let at = 0;
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(at === 0 ? FIRST_CHUNK : CHUNK);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    yield { kind: 'damage', cause: `cannot be read beyond byte ${at}: ${causeOf(error)}` };
  } finally {
    await handle.close();
  }
}

/**
 * The first bytes of a file, at most `length`. Throws the system's error when it cannot be read. Synchronous: a round
 * trip to the thread pool costs more than such a read, and folders hold thousands of files.
 */
export function firstBytes(path: string, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const count = readSync(file, buffer, filled, length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return buffer.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}
