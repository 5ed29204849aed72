import { writeFileSync } from 'node:fs';
import { loadDetections } from '@interloper/detect';
import { sources } from '@interloper/sources';
import { emptyCatalog } from '../context/context.js';
import { shippedDetections } from '../workspace/shipped.js';
import { basisOf, cacheFile, readCache, ruleKey } from './compiled-cache.js';
import type { CompiledCache } from './compiled-cache.js';
import { createCompiler } from './compiler.js';
import { pack, unpack } from './packed-detections.js';

/** Compiles the shipped detections in every language they have; `npm run build` calls it. Returns how many it compiled. */
export async function writeCache(): Promise<number> {
  const catalog = emptyCatalog(sources);
  const before = readCache(catalog);
  if (before !== undefined && unpack(shippedDetections, before.detections) !== undefined) return 0;
  const { detections } = await loadDetections(shippedDetections);
  const rules = detections.flatMap(({ queries }) => queries);
  const compiler = createCompiler(catalog, {});
  await compiler.prepare(rules);
  const compiled = rules.map(
    ({ language, text }) => [ruleKey(language, text), compiler.compile(language, text)] as const,
  );
  const cache: CompiledCache = {
    basis: basisOf(catalog),
    rules: Object.fromEntries(compiled),
    detections: pack(shippedDetections, detections),
  };
  writeFileSync(cacheFile, JSON.stringify(cache));
  return rules.length;
}
