import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDetections, runDetections } from '@interloper/detect';
import type { DetectionPackage, DetectionResult, RunDetectionsOptions } from '@interloper/detect';
import { duckdb } from '@interloper/duckdb';
import { writeSignIns } from '@interloper/emulate';
import type { SignIn, WriteOptions, WrittenFile } from '@interloper/emulate';
import { kql } from '@interloper/kql';
import { ticksOfIso, validatePlan } from '@interloper/plan';
import type { LanguageId } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import { catalogOf, sources } from '@interloper/sources';
const spl = kql;
import { ingest } from '../../../src/ingest/ingest.js';

const languages = { kql, spl, sigma };
const catalog = catalogOf(sources);
const shipped = fileURLToPath(new URL('../../../../../detections/', import.meta.url));

/** The shipped detection of that name. */
export async function shippedDetection(slug: string): Promise<DetectionPackage> {
  const { detections, diagnostics } = await loadDetections(join(shipped, slug));
  const [detection] = detections;
  if (detection === undefined) throw new Error(JSON.stringify(diagnostics));
  return detection;
}

/** Ticks of an ISO 8601 text. */
export function ticks(text: string): bigint {
  const value = ticksOfIso(text);
  if (value === undefined) throw new Error(`${text} is not a time`);
  return value;
}

export interface RunSettings {
  readonly now: string;
  /** Replays from this time to `now`; without it the detections are evaluated at `now` alone. */
  readonly from?: string;
  readonly languages?: 'one' | 'all';
}

/** Runs a detection on sign-ins written in a shape. */
export async function runOnSignIns(
  detection: DetectionPackage,
  shape: string,
  signIns: readonly SignIn[],
  settings: RunSettings,
  options: WriteOptions = {},
): Promise<DetectionResult> {
  return runOnFiles(detection, writeSignIns(shape, signIns, options), settings);
}

/** Reads files as `scan` does and runs a detection on them; every plan that is run must be sound. */
export async function runOnFiles(
  detection: DetectionPackage,
  files: readonly WrittenFile[],
  { now, from, languages: asked = 'all' }: RunSettings,
): Promise<DetectionResult> {
  const folder = mkdtempSync(join(tmpdir(), 'detections-'));
  try {
    for (const { path, content } of files) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const store = await duckdb.open();
    await ingest(store, [folder]);
    const reader = await store.seal();
    try {
      const options: RunDetectionsOptions = {
        detections: [detection],
        languages: asked,
        compile: (language: LanguageId, text: string) => {
          const compilation = languages[language].compile(text, catalog);
          const problems = compilation.plan === undefined ? [] : validatePlan(compilation.plan);
          if (problems.length > 0) throw new Error(`${language}: ${problems.join('; ')}`);
          return compilation;
        },
        catalog,
        reader,
        now: ticks(now),
        inputName: (file) => file.replace(`${folder}/`, ''),
        ...(from === undefined ? {} : { span: { from: ticks(from), to: ticks(now) } }),
      };
      return await runDetections(options);
    } finally {
      await reader.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
