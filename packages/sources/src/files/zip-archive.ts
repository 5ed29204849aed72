import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { bombCause, inflate } from './inflate.js';
import type { ByteStream, ExpansionLimits, RefusedInput } from './input-member.js';
import { causeOf, isDamage } from './input-member.js';

/** A member of a zip archive that can be unpacked. */
export interface ZipMember {
  readonly kind: 'zipMember';
  /** `a.zip!/b` */
  readonly path: string;
  readonly entry: Entry;
}

const STORED = 0;
const DEFLATED = 8;

/**
 * The members of a zip archive in the order of its directory, without folders. Members that cannot be unpacked
 * (encrypted, an unknown method, a declared size beyond the limits) are refused one by one; a broken directory
 * refuses the rest of the archive.
 */
export async function* zipMembers(
  path: string,
  limits: ExpansionLimits,
): AsyncGenerator<ZipMember | RefusedInput, void, undefined> {
  let zip: ZipFile;
  try {
    zip = await openArchive(path);
  } catch (error) {
    yield {
      kind: 'refused',
      path,
      cause: `the zip archive is cut off or damaged: ${causeOf(error)}`,
      unreadable: true,
    };
    return;
  }
  let total = 0;
  let count = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      const member = `${path}!/${entry.fileName}`;
      count += 1;
      total += entry.uncompressedSize;
      if (count > limits.members) {
        yield { kind: 'refused', path, cause: `more than ${limits.members} members: the rest is not read` };
        return;
      }
      if (total > limits.totalBytes) {
        const cause = `unpacks to more than ${limits.totalBytes} bytes: this member and the rest are not read`;
        yield { kind: 'refused', path: member, cause };
        return;
      }
      const cause = refusalOf(entry, limits);
      if (cause === undefined) yield { kind: 'zipMember', path: member, entry };
      else yield { kind: 'refused', path: member, cause };
    }
  } catch (error) {
    yield {
      kind: 'refused',
      path,
      cause: `the zip archive's directory is damaged: ${causeOf(error)}`,
      unreadable: true,
    };
  } finally {
    zip.close();
  }
}

/** A member's unpacked bytes; the size and the checksum are compared at the end. */
export async function* zipMemberBytes(path: string, entry: Entry, limits: ExpansionLimits): ByteStream {
  let zip: ZipFile;
  try {
    zip = await openArchive(path);
  } catch (error) {
    yield { kind: 'damage', cause: `the zip archive cannot be read: ${causeOf(error)}` };
    return;
  }
  try {
    const packed = (): ByteStream => packedBytes(zip, entry);
    const unpacked = entry.compressionMethod === STORED ? packed() : inflate(packed, 'deflate', limits);
    let size = 0;
    let checksum = 0;
    for await (const piece of unpacked) {
      if (isDamage(piece)) {
        yield piece;
        return;
      }
      size += piece.length;
      checksum = crc32(piece, checksum);
      if (size > entry.uncompressedSize) break;
      yield piece;
    }
    if (size !== entry.uncompressedSize) {
      yield {
        kind: 'damage',
        cause: `is not of the size that the archive states (${entry.uncompressedSize} bytes)`,
      };
    } else if (checksum !== entry.crc32) {
      yield { kind: 'damage', cause: 'does not have the checksum that the archive states' };
    }
  } finally {
    zip.close();
  }
}

/** The names of an archive's members, at most `limit`. */
export async function zipMemberNames(path: string, limit: number): Promise<string[]> {
  const zip = await openArchive(path);
  const names: string[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      names.push(entry.fileName);
      if (names.length === limit) break;
    }
  } finally {
    zip.close();
  }
  return names;
}

/** Unpacked bytes of the whole archive by its directory. */
export async function zipTotal(path: string): Promise<number> {
  const zip = await openArchive(path);
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) total += entry.uncompressedSize;
  } finally {
    zip.close();
  }
  return total;
}

async function openArchive(path: string): Promise<ZipFile> {
  // Loaded with the first archive.
  const { openPromise } = await import('yauzl');
  return openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: false });
}

async function* packedBytes(zip: ZipFile, entry: Entry): ByteStream {
  try {
    const stream = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    for await (const piece of stream) if (piece instanceof Uint8Array) yield piece;
  } catch (error) {
    yield { kind: 'damage', cause: `the zip archive is damaged: ${causeOf(error)}` };
  }
}

function refusalOf(entry: Entry, limits: ExpansionLimits): string | undefined {
  if (entry.isEncrypted()) return 'is encrypted: unpack it with its password first';
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    return `is compressed with method ${entry.compressionMethod}, which is not supported: unpack it first`;
  }
  if (entry.uncompressedSize > Math.max(limits.freeBytes, limits.ratio * entry.compressedSize)) {
    return bombCause(limits);
  }
  return undefined;
}
