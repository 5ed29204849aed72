import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { LanguageId } from '@interloper/plan';
import { documentFiles } from '../package.js';
import type { DetectionPackage, DetectionQuery, LoadedDetections, PackageDiagnostic } from '../package.js';
import type { Manifest } from './manifest.js';

const MANIFEST = 'detection.yml';

/** The rule's file for each language, in the order in which one language is chosen. */
const RULE_FILES: readonly (readonly [LanguageId, string])[] = [
  ['kql', 'query.kql'],
  ['spl', 'query.spl'],
  ['sigma', 'rule.yml'],
];

/**
 * Loads the detection packages in a folder, or the one that the folder is. A package with a mistake is left out, and
 * the diagnostics say what and where; a folder that cannot be read is a diagnostic too.
 */
export async function loadDetections(folder: string): Promise<LoadedDetections> {
  const root = resolve(folder);
  const entries = await listing(root);
  if (entries === undefined) return refused(root, 'The folder of detections cannot be read.');
  const folders = entries.files.has(MANIFEST)
    ? [root]
    : entries.folders.toSorted().map((name) => join(root, name));
  if (folders.length === 0)
    return refused(root, `There is no ${MANIFEST} in the folder or in one inside it.`);
  const loaded = await Promise.all(folders.map(loadPackage));
  const packages = loaded.flatMap(({ detection }) => detection ?? []);
  const { unique, diagnostics } = withoutRepeats(packages);
  return { detections: unique, diagnostics: [...loaded.flatMap((item) => item.diagnostics), ...diagnostics] };
}

interface Loaded {
  readonly detection?: DetectionPackage;
  readonly diagnostics: readonly PackageDiagnostic[];
}

async function loadPackage(folder: string): Promise<Loaded> {
  const entries = await listing(folder);
  const file = join(folder, MANIFEST);
  if (entries?.files.has(MANIFEST) !== true) {
    return { diagnostics: [problem('RUN0203', file, `The detection has no ${MANIFEST}.`)] };
  }
  // Loaded with the first manifest: packages that were checked when the program was built need neither YAML nor zod.
  const { readManifest } = await import('./read-manifest.js');
  const { manifest, diagnostics } = readManifest(await readFile(file, 'utf8'), file);
  if (manifest === undefined) return { diagnostics };
  const { queries, problems } = await readQueries(folder, manifest, entries.files);
  if (problems.length > 0) return { diagnostics: problems };
  const documents = documentFilesIn(entries.files).map(([kind, name]) => [kind, join(folder, name)] as const);
  const { lastRecord, ...always } = manifest;
  return {
    detection: {
      ...always,
      ...(lastRecord === undefined ? {} : { lastRecord }),
      dataSources: { ...manifest.dataSources, logsources: manifest.dataSources.logsources.map(given) },
      grading: manifest.grading.map(given),
      slug: basename(folder),
      folder,
      queries,
      documents: Object.fromEntries(documents),
    },
    diagnostics: [],
  };
}

function documentFilesIn(files: ReadonlySet<string>): readonly (readonly [string, string])[] {
  return Object.entries(documentFiles).filter(([, name]) => files.has(name));
}

/** Every declared language needs its file, and every rule's file its declaration. */
async function readQueries(
  folder: string,
  manifest: Manifest,
  files: ReadonlySet<string>,
): Promise<{ readonly queries: readonly DetectionQuery[]; readonly problems: readonly PackageDiagnostic[] }> {
  const queries: DetectionQuery[] = [];
  const problems: PackageDiagnostic[] = [];
  for (const [language, name] of RULE_FILES) {
    const declared = manifest.queries[language];
    const file = join(folder, name);
    if (declared !== undefined && files.has(name)) {
      queries.push({ language, file, text: await readFile(file, 'utf8'), ...declared });
    } else if (declared !== undefined) {
      problems.push(
        problem('RUN0204', file, `${MANIFEST} declares queries.${language}, but the file is not there.`),
      );
    } else if (files.has(name)) {
      problems.push(
        problem(
          'RUN0204',
          file,
          `${MANIFEST} does not say which columns hold the account and the time: queries.${language}.`,
        ),
      );
    }
  }
  return { queries, problems };
}

/** Two packages with one id would give alerts that cannot be told apart: the second is left out. */
function withoutRepeats(packages: readonly DetectionPackage[]): {
  readonly unique: readonly DetectionPackage[];
  readonly diagnostics: readonly PackageDiagnostic[];
} {
  const byId = new Map<string, DetectionPackage>();
  const diagnostics: PackageDiagnostic[] = [];
  for (const detection of packages) {
    const before = byId.get(detection.id);
    if (before === undefined) byId.set(detection.id, detection);
    else {
      diagnostics.push(
        problem(
          'RUN0205',
          join(detection.folder, MANIFEST),
          `The id is that of ${before.slug} already.`,
          'Give it a new uuid.',
        ),
      );
    }
  }
  return { unique: [...byId.values()], diagnostics };
}

async function listing(
  folder: string,
): Promise<{ readonly files: ReadonlySet<string>; readonly folders: readonly string[] } | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return {
      files: new Set(entries.filter((entry) => entry.isFile()).map((entry) => entry.name)),
      folders: entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
    };
  } catch {
    return undefined;
  }
}

/** Without the keys that were left out: zod gives them as undefined. */
function given<T extends object>(item: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}

function refused(folder: string, message: string): LoadedDetections {
  const help = 'Name a folder that holds detection packages, or one package.';
  return { detections: [], diagnostics: [problem('RUN0203', folder, message, help)] };
}

function problem(code: string, file: string, message: string, help?: string): PackageDiagnostic {
  return { code, severity: 'error', file, message, ...(help === undefined ? {} : { help }) };
}
