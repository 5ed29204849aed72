import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { loadDetections } from '@interloper/detect';
import type { DetectionPackage } from '@interloper/detect';
import { unpack } from '../compile/packed-detections.js';
import type { PackedDetections } from '../compile/packed-detections.js';
import { readText } from '../compile/rule-file.js';
import { problemLines } from '../rules/package-problems.js';
import { UserError } from '../user-error.js';
import { shippedDetections } from './shipped.js';

/**
 * The detections of a folder, or the shipped ones: those are taken as they were packed when the program was built, unless
 * they have changed since. Of a folder without packages, and of a file, the analytics rules of Microsoft Sentinel and
 * the Sigma rules in YAML. A package or rule with a mistake is a `UserError` that names them all.
 */
export async function loadedDetections(
  folder = shippedDetections,
  packed?: PackedDetections,
): Promise<readonly DetectionPackage[]> {
  const ready = packed === undefined || folder !== shippedDetections ? undefined : unpack(folder, packed);
  if (ready !== undefined) return ready;
  const published = folder === shippedDetections ? undefined : await publishedRulesIn(folder);
  if (published !== undefined) return published;
  const { detections, diagnostics } = await loadDetections(folder);
  if (diagnostics.length === 0) return detections;
  throw new UserError(problemLines(diagnostics));
}

const MANIFEST = 'detection.yml';

/** The rules in a YAML file, or in the YAML files of a folder that holds no packages; undefined when there are none. */
async function publishedRulesIn(path: string): Promise<readonly DetectionPackage[] | undefined> {
  const files = await yamlFiles(path);
  if (files === undefined || files.some((file) => basename(file) === MANIFEST)) return undefined;
  const [{ readSentinelDetections }, { readSigmaDetection }] = await Promise.all([
    import('../rules/sentinel-detection.js'),
    import('../rules/sigma-detection.js'),
  ]);
  const detections: DetectionPackage[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const text = await readText(file);
    const sigma = readSigmaDetection(text, file);
    if (sigma !== undefined) {
      detections.push(sigma);
      continue;
    }
    for (const found of (await readSentinelDetections(text, file)) ?? []) {
      if ('problem' in found) problems.push(`${file}: RUN0206: ${found.problem}.`);
      else detections.push(found.detection);
    }
  }
  const known = new Set<string>();
  const repeated = detections.filter(({ id }) => known.size === known.add(id).size);
  problems.push(
    ...repeated.map(({ queries, id }) => `${queries[0]?.file ?? ''}: RUN0205: The id ${id} is another's.`),
  );
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return detections.length === 0 ? undefined : withOwnSlugs(detections);
}

async function yamlFiles(path: string): Promise<readonly string[] | undefined> {
  const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name);
  try {
    if (!(await stat(path)).isDirectory()) return isYaml(path) ? [path] : undefined;
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && isYaml(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch {
    return undefined;
  }
}

/** Two rules of one title are told apart by a number. */
function withOwnSlugs(detections: readonly DetectionPackage[]): readonly DetectionPackage[] {
  const seen = new Map<string, number>();
  return detections.map((detection) => {
    const before = seen.get(detection.slug) ?? 0;
    seen.set(detection.slug, before + 1);
    return before === 0 ? detection : { ...detection, slug: `${detection.slug}-${before + 1}` };
  });
}
