import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDetections, runDetections } from '@interloper/detect';
import type { DetectionPackage, DetectionResult } from '@interloper/detect';
import { duckdb } from '@interloper/duckdb';
import { writeSignIns } from '@interloper/emulate';
import type { SignIn, WriteOptions, WrittenFile } from '@interloper/emulate';
import { kql } from '@interloper/kql';
import { ticksOfIso, validatePlan } from '@interloper/plan';
import type { Compilation, Diagnostic, LanguageId } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import { catalogOf, sources } from '@interloper/sources';
import { spl } from '@interloper/spl';
import type { ResultSet } from '@interloper/sql';
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
function ticks(text: string): bigint {
  const value = ticksOfIso(text);
  if (value === undefined) throw new Error(`${text} is not a time`);
  return value;
}

interface RunSettings {
  readonly now: string;
  /** Replays from this time to `now`; without it the detections are evaluated at `now` alone. */
  readonly from?: string;
  readonly languages?: 'one' | 'all';
}

/** Logs that were read as `scan` reads them. */
export interface LoadedLogs {
  readonly run: (detection: DetectionPackage, settings: RunSettings) => Promise<DetectionResult>;
  /** The rows of a query, none when it does not compile. */
  readonly query: (
    language: LanguageId,
    text: string,
    now: string,
  ) => Promise<{ readonly rows: ResultSet['rows']; readonly diagnostics: readonly Diagnostic[] }>;
  readonly close: () => Promise<void>;
}

/** Loads sign-ins written in a shape. */
export async function loadSignIns(
  shape: string,
  signIns: readonly SignIn[],
  options: WriteOptions = {},
): Promise<LoadedLogs> {
  return loadFiles(writeSignIns(shape, signIns, options));
}

/** Loads files. Every plan that is run on them must be sound. */
export async function loadFiles(files: readonly WrittenFile[]): Promise<LoadedLogs> {
  const folder = mkdtempSync(join(tmpdir(), 'detections-'));
  for (const { path, content } of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const store = await duckdb.open();
  await ingest(store, [folder]);
  rmSync(folder, { recursive: true, force: true });
  const reader = await store.seal();
  return {
    run: async (detection, { now, from, languages: asked = 'all' }) =>
      runDetections({
        detections: [detection],
        languages: asked,
        compile,
        catalog,
        reader,
        now: ticks(now),
        inputName: (file) => relative(folder, file),
        ...(from === undefined ? {} : { span: { from: ticks(from), to: ticks(now), begins: false } }),
      }),
    query: async (language, text, now) => {
      const { plan, diagnostics } = compile(language, text);
      const { rows } = plan === undefined ? { rows: [] } : await reader.query(plan, { now: ticks(now) });
      return { rows, diagnostics };
    },
    close: async () => reader.close(),
  };
}

function compile(language: LanguageId, text: string): Compilation {
  const compilation = languages[language].compile(text, catalog);
  const problems = compilation.plan === undefined ? [] : validatePlan(compilation.plan);
  if (problems.length > 0) throw new Error(`${language}: ${problems.join('; ')}`);
  return compilation;
}
