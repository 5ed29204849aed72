import type { Encoding } from './input-member.js';

interface Signature {
  readonly kind: string;
  readonly bytes: string;
  readonly at?: number;
  /** A text could begin so, too: a control character must follow. */
  readonly weak?: true;
}

/** Files that are not text, by their first bytes (latin-1). The kind completes "this is a …". */
const signatures: readonly Signature[] = [
  { kind: 'parquet', bytes: 'PAR1', weak: true },
  { kind: 'encrypted parquet file', bytes: 'PARE', weak: true },
  { kind: 'PDF document', bytes: '%PDF-' },
  { kind: 'PNG image', bytes: '\x89PNG\r\n' },
  { kind: 'JPEG image', bytes: '\xff\xd8\xff' },
  { kind: 'GIF image', bytes: 'GIF87a' },
  { kind: 'GIF image', bytes: 'GIF89a' },
  { kind: 'SQLite database', bytes: 'SQLite format 3\0' },
  { kind: 'Windows event log (.evtx)', bytes: 'ElfFile\0' },
  { kind: 'Windows registry hive', bytes: 'regf', weak: true },
  { kind: 'network capture (pcap)', bytes: '\xd4\xc3\xb2\xa1' },
  { kind: 'network capture (pcapng)', bytes: '\x0a\x0d\x0d\x0a', weak: true },
  { kind: 'program (ELF)', bytes: '\x7fELF' },
  { kind: 'program (Windows)', bytes: 'MZ\x90\0' },
  { kind: '7z archive', bytes: '7z\xbc\xaf\x27\x1c' },
  { kind: 'RAR archive', bytes: 'Rar!\x1a\x07' },
  { kind: 'xz file', bytes: '\xfd7zXZ\0' },
  { kind: 'bzip2 file', bytes: '1AY&SY', at: 4 },
  { kind: 'zstd file', bytes: '\x28\xb5\x2f\xfd' },
  { kind: 'lz4 file', bytes: '\x04\x22\x4d\x18' },
  { kind: 'tar archive', bytes: 'ustar', at: 257 },
  { kind: 'old Office file (.xls, .doc, .msg)', bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { kind: 'Avro file', bytes: 'Obj\x01' },
  { kind: 'ORC file', bytes: 'ORC', weak: true },
  { kind: 'Arrow file', bytes: 'ARROW1\0' },
  { kind: 'UTF-32 text', bytes: '\xff\xfe\0\0' },
  { kind: 'UTF-32 text', bytes: '\0\0\xfe\xff' },
];

const packed: ReadonlySet<string> = new Set([
  '7z archive',
  'RAR archive',
  'xz file',
  'bzip2 file',
  'zstd file',
  'lz4 file',
  'tar archive',
]);

export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b && start[2] === 8;
}

/** Local file header, or the end record of an empty archive. */
export function isZip(start: Uint8Array): boolean {
  const mark = latin1(start, 0, 4);
  return mark === 'PK\x03\x04' || mark === 'PK\x05\x06';
}

/** The kind of a binary file by its first bytes; undefined for text. */
export function binaryKind(start: Uint8Array, encoding: Encoding): string | undefined {
  const known = signatures.find(
    ({ bytes, at = 0, weak }) =>
      latin1(start, at, bytes.length) === bytes &&
      (weak === undefined || isControl(start[at + bytes.length])),
  );
  if (known !== undefined) return known.kind;
  // Half of the bytes of UTF-16 are zero.
  if (encoding.startsWith('utf-16')) return undefined;
  const sample = start.subarray(0, 4096);
  const strange = sample.filter(isControl).length;
  return strange * 20 > sample.length ? 'binary file of an unknown kind' : undefined;
}

/** What to do about a binary file. */
export function adviceFor(kind: string): string {
  if (packed.has(kind)) return 'unpack it first';
  if (kind === 'UTF-32 text') return 'save it as UTF-8';
  return 'it holds no log records that can be read';
}

/** A control character that text does not hold: tabs, line ends, and escapes it may. */
function isControl(byte: number | undefined): boolean {
  return byte !== undefined && (byte < 7 || (byte > 13 && byte < 27) || byte === 127);
}

function latin1(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', at, at + length);
}
