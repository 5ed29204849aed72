import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalog, Compilation, LanguageId } from '@interloper/plan';
import type { PackedDetections } from './packed-detections.js';

/** Rules compiled when the program was built, by `ruleKey`. */
export interface CompiledCache {
  /** What the compilations depend on beside the rules' text: another value makes them useless. */
  readonly basis: string;
  readonly rules: Readonly<Record<string, Compilation>>;
  readonly detections: PackedDetections;
}

/** Written by `npm run build`; beside the code, so that running from source finds none. */
export const cacheFile = fileURLToPath(new URL('../compiled.json', import.meta.url));

/** A rule's key: the hash of its language and text. */
export function ruleKey(language: LanguageId, text: string): string {
  return createHash('sha256').update(`${language}\n${text}`).digest('hex');
}

/**
 * What a compilation depends on beside the rule: the catalogue, and the compilers as they were built (`tsc -b` keeps
 * the hash of every source file in `.tsbuildinfo`).
 */
export function basisOf(catalog: Catalog): string {
  const hash = createHash('sha256').update(JSON.stringify(catalog));
  for (const name of ['plan', 'kql', 'spl', 'sigma', 'detect']) {
    const built = new URL('.tsbuildinfo', import.meta.resolve(`@interloper/${name}`));
    hash.update(readFileSync(built));
  }
  return hash.digest('hex');
}

/** What holds for this catalogue and these compilers; undefined when it was made for others, or not at all. */
export function readCache(catalog: Catalog): CompiledCache | undefined {
  let cache: CompiledCache;
  try {
    // Our own build wrote it: the shape is known.
    cache = JSON.parse(readFileSync(cacheFile, 'utf8')) as CompiledCache;
  } catch {
    // Not built, or built in part: every rule is compiled on demand.
    return undefined;
  }
  return cache.basis === basisOf(catalog) ? cache : undefined;
}
