import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { inflate } from './inflate.js';
import type {
  ByteStream,
  Damage,
  Encoding,
  ExpansionLimits,
  Fingerprint,
  InputMember,
  RefusedInput,
} from './input-member.js';
import { causeOf, defaultLimits, isDamage } from './input-member.js';
import { adviceFor, binaryKind, isGzip, isZip } from './magic.js';
import { fileBytes, firstBytes } from './stored-bytes.js';
import { detectEncoding, toUtf8 } from './text-encoding.js';
import { xlsxAsCsv } from './xlsx-rows.js';
import { zipMemberBytes, zipMemberNames, zipMembers, zipTotal } from './zip-archive.js';

/** Bytes of text that are looked at to recognise an input. */
const HEAD = 256 * 1024;
/** Inputs of so many bytes are read once and kept: folders of many small files are common. */
const SMALL = 16 * 1024;
/** A workbook is unpacked in memory. */
const LARGEST_WORKBOOK = 512 * 1024 * 1024;

/** Where an input's bytes come from, before decompression and decoding. */
interface Stored {
  readonly path: string;
  readonly file: string;
  readonly size: number;
  /** An archive lies between the file and the bytes. */
  readonly inArchive: boolean;
  readonly bytes: () => ByteStream;
}

/**
 * Opens a file by its content, whatever its name: itself, or the members of the zip archive that it is. Nothing is
 * thrown for what the file holds or for a file that cannot be read: that comes back as `refused`, with the cause.
 */
export async function* openInput(
  path: string,
  limits: ExpansionLimits = defaultLimits,
): AsyncGenerator<InputMember | RefusedInput, void, undefined> {
  let start: Buffer;
  let size: number;
  try {
    const found = statSync(path);
    // Opening a pipe would wait for its writer.
    if (!found.isFile()) {
      yield { kind: 'refused', path, cause: 'is not a file', unreadable: true };
      return;
    }
    size = found.size;
    start = firstBytes(path, Math.min(HEAD, size) + 1);
  } catch (error) {
    yield { kind: 'refused', path, cause: `cannot be read: ${causeOf(error)}`, unreadable: true };
    return;
  }
  if (!isZip(start)) {
    const outer: Head = { bytes: start.subarray(0, HEAD), complete: start.length <= HEAD };
    const bytes = (): ByteStream => fileBytes(path);
    yield await openStored({ path, file: path, size, inArchive: false, bytes }, outer, limits);
  } else if (await isWorkbook(path)) {
    yield await openWorkbook(path, size);
  } else {
    for await (const member of zipMembers(path, limits)) {
      if (member.kind === 'refused') {
        yield member;
        continue;
      }
      const { entry } = member;
      const bytes = (): ByteStream => zipMemberBytes(path, entry, limits);
      const stored = { path: member.path, file: path, size: entry.compressedSize, inArchive: true, bytes };
      yield await openStored(stored, await headOf(bytes(), HEAD), limits);
    }
  }
}

async function openStored(
  source: Stored,
  outer: Head,
  limits: ExpansionLimits,
): Promise<InputMember | RefusedInput> {
  const kept = outer.complete && outer.damage === undefined && outer.bytes.length <= SMALL;
  const stored = kept ? { ...source, bytes: () => once(outer.bytes) } : source;
  if (outer.damage !== undefined && outer.bytes.length === 0) return refused(stored, outer.damage.cause);
  const compression = isGzip(outer.bytes) ? 'gzip' : 'none';
  const unpacked = (): ByteStream =>
    compression === 'gzip' ? inflate(stored.bytes, 'gzip', limits) : stored.bytes();
  const inner = compression === 'gzip' ? await headOf(unpacked(), HEAD) : outer;
  if (inner.damage !== undefined && inner.bytes.length === 0) return refused(stored, inner.damage.cause);
  if (isZip(inner.bytes)) return refused(stored, 'an archive inside another: unpack it first');
  if (isGzip(inner.bytes)) return refused(stored, 'compressed twice: unpack it once first');
  const encoding = detectEncoding(inner.bytes);
  const binary = binaryKind(inner.bytes, encoding);
  if (binary !== undefined && binary !== 'parquet') {
    return refused(stored, `this is a ${binary}: ${adviceFor(binary)}`);
  }
  if (binary === 'parquet' && (stored.inArchive || compression === 'gzip')) {
    return refused(stored, 'a parquet file inside an archive: unpack it first');
  }
  const head = binary === undefined ? decodeHead(inner.bytes, encoding) : '';
  const plain = !stored.inArchive;
  return {
    kind: 'member',
    path: stored.path,
    file: stored.file,
    size: stored.size,
    compression,
    encoding,
    ...(binary === undefined ? {} : { binary }),
    head,
    complete: inner.complete,
    direct: plain && encoding === 'utf-8',
    directCsv: plain && (encoding === 'utf-8' || encoding === 'utf-8-bom'),
    read: () => toUtf8(unpacked(), encoding),
    fingerprint: () => fingerprintOf(stored, compression, limits),
  };
}

/** A workbook is a zip whose directory names its content types and its `xl/` parts (ECMA-376 part 2). */
async function isWorkbook(path: string): Promise<boolean> {
  try {
    const names = await zipMemberNames(path, 50);
    return names.includes('[Content_Types].xml') && names.some((name) => name.startsWith('xl/'));
  } catch {
    return false;
  }
}

async function openWorkbook(path: string, size: number): Promise<InputMember | RefusedInput> {
  const total = await zipTotal(path).catch(() => Number.POSITIVE_INFINITY);
  if (total > LARGEST_WORKBOOK) {
    return { kind: 'refused', path, cause: 'the Excel workbook is too large: save the sheet as CSV' };
  }
  // A workbook is read as a whole: once, for its head and for its rows.
  const pieces: (Uint8Array | Damage)[] = [];
  for await (const piece of xlsxAsCsv(path)) pieces.push(piece);
  const read = async function* (): ByteStream {
    yield* pieces;
  };
  const { bytes, complete, damage } = await headOf(read(), HEAD);
  if (damage !== undefined && bytes.length === 0) return { kind: 'refused', path, cause: damage.cause };
  const stored: Stored = { path, file: path, size, inArchive: true, bytes: () => fileBytes(path) };
  return {
    kind: 'member',
    path,
    file: path,
    size,
    compression: 'none',
    encoding: 'utf-8',
    head: decodeHead(bytes, 'utf-8'),
    complete,
    direct: false,
    directCsv: false,
    read,
    fingerprint: () => fingerprintOf(stored, 'none', defaultLimits),
  };
}

async function fingerprintOf(
  stored: Stored,
  compression: 'none' | 'gzip',
  limits: ExpansionLimits,
): Promise<Fingerprint> {
  const hash = createHash('sha256');
  let textBytes = 0;
  let damage: Damage | undefined;
  for await (const piece of stored.bytes()) {
    if (isDamage(piece)) {
      damage = piece;
    } else {
      hash.update(piece);
      textBytes += piece.length;
    }
  }
  if (compression === 'gzip') {
    // A pass of its own: unpacking stops where the data is broken, the hash is of the whole file.
    textBytes = 0;
    for await (const piece of inflate(stored.bytes, 'gzip', limits)) {
      if (isDamage(piece)) damage ??= piece;
      else textBytes += piece.length;
    }
  }
  return { sha256: hash.digest('hex'), textBytes, ...(damage === undefined ? {} : { damage }) };
}

async function* once(bytes: Uint8Array): ByteStream {
  yield bytes;
}

/** The first bytes of a stream; complete when they are all, or all before damage. */
interface Head {
  readonly bytes: Buffer;
  readonly complete: boolean;
  readonly damage?: Damage;
}

async function headOf(source: ByteStream, length: number): Promise<Head> {
  const pieces: Uint8Array[] = [];
  let filled = 0;
  for await (const piece of source) {
    if (isDamage(piece)) return { bytes: Buffer.concat(pieces), complete: true, damage: piece };
    pieces.push(piece);
    filled += piece.length;
    if (filled > length) return { bytes: Buffer.concat(pieces).subarray(0, length), complete: false };
  }
  return { bytes: Buffer.concat(pieces), complete: true };
}

/** The text of the first bytes, without a character that was cut at their end. */
function decodeHead(bytes: Buffer, encoding: Encoding): string {
  const decoder = new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding);
  return decoder.decode(bytes, { stream: true });
}

function refused(stored: Stored, cause: string): RefusedInput {
  return { kind: 'refused', path: stored.path, cause };
}
