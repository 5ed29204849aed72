import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { bombCause, inflate } from './inflate.js';
import type { ByteStream, ExpansionLimits, RefusedInput } from './input-member.js';
import { causeOf, isDamage } from './input-member.js';

/** A member of a zip archive that can be unpacked. */
export interface ZipMember {
  readonly kind: 'zipMember';
  /** `a.zip!/b`; a further member of that name is `a.zip!/b#2`. */
  readonly path: string;
  readonly entry: Entry;
}

const STORED = 0;
const DEFLATED = 8;

/**
 * The members of a zip archive in the order of its directory, without folders. Members that cannot be unpacked
 * (encrypted, an unknown method, a declared size beyond the limits) or whose name leads out of the archive are refused
 * one by one; a broken directory refuses the rest of the archive.
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
  const names = await namesOf();
  const apart = tellApart();
  let total = 0;
  let count = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = names.of(entry);
      if (name.endsWith('/')) continue;
      const member = `${path}!/${apart(name)}`;
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
      const cause = names.refusal(name) ?? refusalOf(entry, limits);
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
  const { of } = await namesOf();
  const names: string[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      names.push(of(entry));
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
  // Decoding names, the library would end at the first that is not a plain path below the archive.
  const options = { decodeStrings: false, validateEntrySizes: false };
  return openPromise(path, { ...options, lazyEntries: true, autoClose: false });
}

/** What members are called, and why one of that name is not read. */
async function namesOf(): Promise<{
  readonly of: (entry: Entry) => string;
  readonly refusal: (name: string) => string | undefined;
}> {
  const { getFileNameLowLevel, validateFileName } = await import('yauzl');
  return {
    of: ({ generalPurposeBitFlag, fileNameRaw, extraFields }) =>
      getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false),
    refusal: (name) => {
      if (validateFileName(name) === null) return undefined;
      const leads = name.split('/').includes('..') ? 'leads out of the archive' : 'is absolute';
      return `its name ${leads}: rename it in the archive, or unpack it to a folder of your own`;
    },
  };
}

/** Gives every member a name of its own: `b`, `b#2`, `b#3`. */
function tellApart(): (name: string) => string {
  const given = new Map<string, number>();
  return (name) => {
    let count = given.get(name) ?? 1;
    let own = name;
    while (given.has(own)) {
      count += 1;
      own = `${name}#${count}`;
    }
    given.set(own, 1);
    given.set(name, count);
    return own;
  };
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
