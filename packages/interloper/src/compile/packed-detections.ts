import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DetectionPackage } from '@interloper/detect';

/**
 * Detection packages as they were loaded when the program was built, and the fingerprint of the files they came from:
 * a folder with the same fingerprint need not be read and checked again.
 */
export interface PackedDetections {
  readonly fingerprint: string;
  /** JSON of the packages; see `pack`. */
  readonly packages: unknown;
}

/** Loaded packages as JSON: ticks as text, paths relative to the folder. */
export function pack(folder: string, detections: readonly DetectionPackage[]): PackedDetections {
  const text = JSON.stringify(detections, (_, value: unknown) => {
    if (typeof value === 'bigint') return { $ticks: String(value) };
    if (typeof value === 'string' && value.startsWith(folder)) return { $path: value.slice(folder.length) };
    return value;
  });
  return { fingerprint: fingerprintOf(folder), packages: JSON.parse(text) as unknown };
}

/** The packages again, when the folder still is what they were loaded from. */
export function unpack(
  folder: string,
  { fingerprint, packages }: PackedDetections,
): readonly DetectionPackage[] | undefined {
  if (fingerprintOf(folder) !== fingerprint) return undefined;
  return restore(packages, folder) as readonly DetectionPackage[];
}

function restore(value: unknown, folder: string): unknown {
  if (Array.isArray(value)) return value.map((item) => restore(item, folder));
  if (typeof value !== 'object' || value === null) return value;
  if ('$ticks' in value && typeof value.$ticks === 'string') return BigInt(value.$ticks);
  if ('$path' in value && typeof value.$path === 'string') return folder + value.$path;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item, folder)]));
}

/** The names of everything in the folder, and the bytes of what the loader reads: manifests and rules. */
function fingerprintOf(folder: string): string {
  const hash = createHash('sha256');
  try {
    for (const slug of readdirSync(folder).toSorted()) {
      const names = readdirSync(join(folder, slug)).toSorted();
      hash.update(JSON.stringify([slug, names]));
      for (const name of names.filter((each) => /\.(?:yml|kql|spl)$/.test(each)))
        hash.update(readFileSync(join(folder, slug, name))).update('\n');
    }
  } catch {
    // Something else than folders of packages: never the same as what was packed.
    return '';
  }
  return hash.digest('hex');
}
