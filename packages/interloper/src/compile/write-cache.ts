import { writeFileSync } from 'node:fs';
import { loadDetections } from '@interloper/detect';
import { catalogOf, sources } from '@interloper/sources';
import { shippedDetections } from '../workspace/shipped.js';
import { basisOf, cacheFile, readCache, ruleKey } from './compiled-cache.js';
import { createCompiler } from './compiler.js';

/** Compiles the shipped detections in every language they have; `npm run build` calls it. Returns how many it compiled. */
export async function writeCache(): Promise<number> {
  const catalog = catalogOf(sources);
  const { detections } = await loadDetections(shippedDetections);
  const rules = detections.flatMap(({ queries }) => queries);
  const before = readCache(catalog);
  if (rules.length > 0 && rules.every(({ language, text }) => Object.hasOwn(before, ruleKey(language, text))))
    return 0;
  const compiler = createCompiler(catalog, {});
  await compiler.prepare(rules);
  const compiled = rules.map(
    ({ language, text }) => [ruleKey(language, text), compiler.compile(language, text)] as const,
  );
  writeFileSync(cacheFile, JSON.stringify({ basis: basisOf(catalog), rules: Object.fromEntries(compiled) }));
  return rules.length;
}
