import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { DetectionPackage } from '@interloper/detect';
import { scenariosOf } from '../workspace/scenarios.js';
import type { Scenario } from '../workspace/scenarios.js';
import { version } from '../version.js';
import type { DetectionsPageParts } from './detections-page.js';

/** What the page of detections says that does not hang on a run: all but outcomes and noise. */
export async function pageParts(
  detections: readonly DetectionPackage[],
): Promise<Pick<DetectionsPageParts, 'version' | 'detections' | 'scenarios' | 'tests'>> {
  const scenarios = await Promise.all(
    detections.map(async (detection): Promise<readonly [string, readonly Scenario[]]> => [
      detection.slug,
      await scenariosOf(detection),
    ]),
  );
  const tests = await Promise.all(detections.map(testsOf));
  return { version: version(), detections, scenarios: new Map(scenarios), tests: new Map(tests.flat()) };
}

/** The names of the tests in a detection's file for Atomic Red Team, by technique; none without one. */
async function testsOf({
  documents: { atomics },
}: DetectionPackage): Promise<readonly (readonly [string, readonly string[]])[]> {
  if (atomics === undefined) return [];
  // A test holds the shipped files to their schema.
  const { attack_technique: technique, atomic_tests: tests } = parse(await readFile(atomics, 'utf8')) as {
    readonly attack_technique: string;
    readonly atomic_tests: readonly { readonly name: string }[];
  };
  return [[technique, tests.map(({ name }) => name)]];
}
