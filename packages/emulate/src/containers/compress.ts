import { gzipSync, zipSync } from 'fflate';

export interface WrittenFile {
  /** Relative path with forward slashes. */
  readonly path: string;
  readonly content: Uint8Array;
}

export type Compression = 'none' | 'gzip' | 'zip';

/**
 * Compresses files: `gzip` each into its own `.gz`, `zip` all into one archive of the given name. The
 * bytes depend on nothing but the content: no clock, and not the zlib that Node was built with.
 */
export function compress(
  files: readonly WrittenFile[],
  compression: Compression,
  archive: string,
): readonly WrittenFile[] {
  switch (compression) {
    case 'none':
      return files;
    case 'gzip':
      return files.map(({ path, content }) => ({
        path: `${path}.gz`,
        content: gzipSync(content, { mtime: 0 }),
      }));
    case 'zip':
      return [{ path: archive, content: zip(files) }];
  }
}

/** A zip archive of the files. */
export function zip(files: readonly WrittenFile[]): Uint8Array {
  const members: Record<string, Uint8Array> = {};
  for (const { path, content } of files) members[path] = content;
  // Zip keeps local wall-clock time, so the date is made of local parts to be the same in every zone.
  return zipSync(members, { mtime: new Date(2026, 0, 1) });
}
