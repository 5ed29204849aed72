import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Who may import whom: the table of the design (ARCHITECTURE.md). */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  plan: [],
  kql: ['plan'],
  spl: ['plan'],
  sigma: ['plan'],
  sql: ['plan'],
  duckdb: ['plan', 'sql'],
  sources: ['plan'],
  detect: ['plan', 'sql'],
  emulate: ['plan'],
  report: ['detect'],
  interloper: ['detect', 'duckdb', 'emulate', 'kql', 'plan', 'report', 'sigma', 'sources', 'spl', 'sql'],
};

const manifestShape = z.object({
  name: z.string(),
  version: z.string(),
  type: z.string(),
  exports: z.unknown().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
const projectShape = z.object({ references: z.array(z.object({ path: z.string() })).default([]) });
const lockShape = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

describe('the packages', () => {
  test('are those of the design', () => {
    expect(readdirSync(join(root, 'packages')).toSorted()).toEqual(Object.keys(mayImport).toSorted());
  });

  test('are all built by tsc -b and all type-checked with the tests', () => {
    const built = [...Object.keys(mayImport).map((name) => `packages/${name}`), 'bench'].toSorted();
    const references = ['tsconfig.build.json', 'tsconfig.test.json'].map((project) =>
      readJson(project, projectShape)
        .references.map(({ path }) => path)
        .toSorted(),
    );
    expect(references).toEqual([built, built]);
  });

  test('share one version', () => {
    const { version } = readJson('package.json', z.object({ version: z.string() }));
    const folders = [...Object.keys(mayImport).map((name) => `packages/${name}`), 'bench'];
    const others = folders.flatMap((folder) => {
      const manifest = readJson(`${folder}/package.json`, manifestShape);
      const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
      const ours = wanted.filter(([dependency]) => packageOf(dependency) !== undefined);
      return [[folder, manifest.version] as const, ...ours].filter(([, found]) => found !== version);
    });
    expect(others).toEqual([]);
  });
});

describe.each(Object.entries(mayImport))('package %s', (name, allowed) => {
  const folder = `packages/${name}`;

  test('is named for its folder and exports its edge only', () => {
    const manifest = readJson(`${folder}/package.json`, manifestShape);
    expect(packageOf(manifest.name)).toBe(name);
    expect(manifest.type).toBe('module');
    expect(manifest.exports).toEqual({ '.': { types: './dist/index.d.ts', default: './dist/index.js' } });
  });

  test('references the projects that it may import', () => {
    const { references } = readJson(`${folder}/tsconfig.json`, projectShape);
    expect(references.map(({ path }) => path).toSorted()).toEqual(
      allowed.map((each) => `../${each}`).toSorted(),
    );
  });

  test('depends on no package that it may not import', () => {
    const manifest = readJson(`${folder}/package.json`, manifestShape);
    // Development dependencies are the tests': they may reach further than the code.
    const dependencies = {
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...manifest.optionalDependencies,
    };
    const ours = Object.keys(dependencies).map(packageOf);
    expect(ours.filter((each) => each !== undefined && !allowed.includes(each))).toEqual([]);
  });

  test('imports no package that it may not import, and none by its files', () => {
    const wrong = sourceFiles(`${folder}/src`).flatMap((file) =>
      importsOf(readFileSync(join(root, file), 'utf8'))
        .filter((imported) => isForbidden(imported, allowed))
        .map((imported) => `${file}: ${imported}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the lock file', () => {
  test('holds no download address', () => {
    const { packages } = readJson('package-lock.json', lockShape);
    const addresses = Object.values(packages).flatMap(({ resolved }) => resolved ?? []);
    expect(addresses.filter((address) => address.includes(':'))).toEqual([]);
  });

  test('holds the optional packages of every platform: npm ci refuses a lock without them', () => {
    const { packages } = readJson('package-lock.json', lockShape);
    const locked = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//u, '')));
    const optional = Object.values(packages).flatMap((each) => Object.keys(each.optionalDependencies));
    expect(optional.length).toBeGreaterThan(0);
    expect(optional.filter((name) => !locked.has(name))).toEqual([]);
  });
});

describe.skipIf(!existsSync(join(root, '.git')))('the tracked files', () => {
  test('hold no absolute path of a machine', () => {
    // Written so that the pattern does not find itself.
    expect(gitGrep('(^|[^A-Za-z])/(work|root|hom[e])/[A-Za-z]')).toEqual([]);
  });
});

/** `kql` for `@interloper/kql`, `interloper` for the command line, undefined for everybody else's packages. */
function packageOf(dependency: string): string | undefined {
  if (dependency === 'interloper') return 'interloper';
  return /^@interloper\/(?<name>[^/]+)/u.exec(dependency)?.groups?.['name'];
}

function isForbidden(imported: string, allowed: readonly string[]): boolean {
  if (/(?:^|\/)packages\//u.test(imported) || /^(?:\.\.\/)+[a-z]+\/(?:src|dist)\//u.test(imported))
    return true;
  const name = packageOf(imported);
  return name !== undefined && (!allowed.includes(name) || /^@interloper\/[^/]+\//u.test(imported));
}

function importsOf(text: string): string[] {
  const specifiers = text.matchAll(/\b(?:from|import)\s*\(?\s*['"](?<specifier>[^'"]+)['"]/gu);
  return [...specifiers].map((match) => match.groups?.['specifier'] ?? '');
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}

/** The lines of tracked files that match, as `file:line:text`. */
function gitGrep(pattern: string): string[] {
  try {
    const args = ['grep', '-nIE', '-e', pattern, '--', '.', ':!package-lock.json'];
    return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim().split('\n');
  } catch (error) {
    // git grep ends with 1 when it has found nothing; anything else is a failure of the search.
    if (error instanceof Error && 'status' in error && error.status === 1) return [];
    throw error;
  }
}

function readJson<Shape extends z.ZodType>(file: string, shape: Shape): z.infer<Shape> {
  return shape.parse(JSON.parse(readFileSync(join(root, file), 'utf8')));
}
