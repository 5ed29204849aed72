import { knownLog } from './known-logs.js';
import { rewrites } from './rewrites/registry.js';
import type { Rewrite } from './rewrites/rewrite.js';
import { sources } from './registry.js';
import type { JsonRecord, Shape, Source } from './source.js';

/** What a record is. */
export type Classification =
  | { readonly kind: 'shape'; readonly source: Source; readonly shape: Shape }
  | { readonly kind: 'rewrite'; readonly rewrite: Rewrite }
  /** A log that is known by name and not read. */
  | { readonly kind: 'refused'; readonly name: string }
  | { readonly kind: 'unknown' };

/** Says what a record is by its content (log-format reference, section 19, item 1). */
export function classify(record: JsonRecord, among: readonly Source[] = sources): Classification {
  const rewrite = rewrites.find((item) => item.recognises(record, among));
  if (rewrite !== undefined) return { kind: 'rewrite', rewrite };
  for (const source of among) {
    const shape = source.shapes.find((item) => item.recognises(record));
    if (shape !== undefined) return { kind: 'shape', source, shape };
  }
  for (const source of among) {
    const name = source.refuses(record);
    if (name !== undefined) return { kind: 'refused', name };
  }
  const name = knownLog(record);
  return name === undefined ? { kind: 'unknown' } : { kind: 'refused', name };
}
