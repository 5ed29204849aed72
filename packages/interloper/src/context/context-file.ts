import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { causeOf } from '../compile/rule-file.js';
import { UserError } from '../user-error.js';

/** A small file that is read whole. */
export interface ContextFile {
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
  /** When it was last written: ISO 8601. */
  readonly updated: string;
}

/** Larger lists are no watchlists. */
const LARGEST = 512 * 1024 * 1024;

/** Reads a file in UTF-8 or UTF-16, as its byte order mark says. Throws `UserError`. */
export async function readContextFile(path: string): Promise<ContextFile> {
  try {
    const { mtime, size } = await stat(path);
    if (size > LARGEST) throw new UserError(`${path} is larger than 512 MB: it is no list`);
    const bytes = await readFile(path);
    return {
      path,
      text: textOf(bytes),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      updated: mtime.toISOString(),
    };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${path} cannot be read: ${causeOf(error)}`);
  }
}

function textOf(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
