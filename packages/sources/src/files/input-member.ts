/** What went wrong while an input was read. Everything before it has been delivered and is good. */
export interface Damage {
  readonly kind: 'damage';
  /** What happened and, where it helps, where: plain text for the user. */
  readonly cause: string;
}

/** UTF-8 bytes in order, perhaps ended by damage. A reader that skips damage loses data in silence. */
export type ByteStream = AsyncGenerator<Uint8Array | Damage, void, undefined>;

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

/** The identity of an input, and whether all of it can be read. */
export interface Fingerprint {
  /** SHA-256 in hexadecimal: of the file as it lies on disk (also of a .gz), or of a zip member's unpacked bytes. */
  readonly sha256: string;
  /** Bytes of text: uncompressed, in the file's own encoding. */
  readonly textBytes: number;
  /** Present when the input ends early or its compressed data is broken. */
  readonly damage?: Damage;
}

/** One readable input: a file, or a member of an archive. */
export interface InputMember {
  readonly kind: 'member';
  /** As the user knows it; a member of an archive is `a.zip!/b`. */
  readonly path: string;
  /** The file on disk that holds it. */
  readonly file: string;
  /** Bytes as stored: on disk, or compressed in the archive. */
  readonly size: number;
  readonly compression: 'none' | 'gzip';
  readonly encoding: Encoding;
  /** The kind of a binary file (`PNG image`); absent for text. `parquet` is the one kind that can be read. */
  readonly binary?: string;
  /** The beginning of the text, at most about 256 KB; empty for binary files. */
  readonly head: string;
  /** The head is the whole text. */
  readonly complete: boolean;
  /**
   * DuckDB's JSON and CSV readers take `file` as it is: not in an archive, UTF-8 without a byte order mark, plain or
   * gzip. For gzip pass `compression = 'gzip'`: the reader looks at the name's suffix only. A cut gzip reads short
   * without an error there: call `fingerprint` and look at `damage`. (A binary parquet file is direct as well.)
   */
  readonly direct: boolean;
  /** As `direct`, for the CSV reader, which also takes a UTF-8 byte order mark. */
  readonly directCsv: boolean;
  /** The text as UTF-8 without a byte order mark, uncompressed. May be called again: each call reads from the start. */
  readonly read: () => ByteStream;
  /** Reads the whole input once, in constant memory. */
  readonly fingerprint: () => Promise<Fingerprint>;
}

/** An input that cannot be read at all, and why. */
export interface RefusedInput {
  readonly kind: 'refused';
  readonly path: string;
  readonly cause: string;
  /** The system or the archive does not give its bytes; without it, the bytes are not those of a log. */
  readonly unreadable?: true;
}

/** How far compressed data may expand before it counts as a bomb. */
export interface ExpansionLimits {
  /** Bytes that any member may expand to, whatever the ratio. */
  readonly freeBytes: number;
  /** Beyond `freeBytes`: unpacked bytes per stored byte. */
  readonly ratio: number;
  /** Unpacked bytes of all members of one archive. */
  readonly totalBytes: number;
  /** Members of one archive. */
  readonly members: number;
}

export const defaultLimits: ExpansionLimits = {
  freeBytes: 256 * 1024 * 1024,
  ratio: 250,
  totalBytes: 256 * 1024 * 1024 * 1024,
  members: 1_000_000,
};

export function isDamage(piece: Uint8Array | Damage): piece is Damage {
  return 'kind' in piece;
}

/** The message of a failed system call, without its code's jargon where the code is common. */
export function causeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'no such file or folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ELOOP: 'too many symbolic links in a row',
    ENOTDIR: 'a part of the path is not a folder',
    ENAMETOOLONG: 'the name is too long',
    EMFILE: 'too many files are open',
    EIO: 'the disk cannot read it',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}
