import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rewrites } from '../src/rewrites/registry.js';
import { sources } from '../src/registry.js';

const src = fileURLToPath(new URL('../src/', import.meta.url));
/** Folders that hold no source. */
const shared = ['context', 'files', 'own-tables', 'rewrites', 'stored-log'];

/** A file `shapes/log-analytics.ts` holds one shape; its id may be longer than its name. */
function filesIn(folder: string, ...other: readonly string[]): readonly string[] {
  return readdirSync(`${src}${folder}`)
    .filter((name) => name.endsWith('.ts') && !other.includes(name))
    .map((name) => name.slice(0, -3));
}

describe('nothing is half-added', () => {
  test('every folder is a source of the registry, and the other way round', () => {
    const folders = readdirSync(src).filter(
      (name) => statSync(`${src}${name}`).isDirectory() && !shared.includes(name),
    );
    expect(folders.toSorted()).toEqual(sources.map(({ id }) => id).toSorted());
  });

  test.each(sources.map((source) => [source.id, source] as const))(
    '%s lists every shape it has',
    (id, source) => {
      expect(filesIn(`${id}/shapes`).length).toBe(source.shapes.length);
      expect(new Set(source.shapes.map((shape) => shape.id)).size).toBe(source.shapes.length);
    },
  );

  test('every rewrite is listed under its file’s name', () => {
    const files = filesIn('rewrites', 'registry.ts', 'rewrite.ts');
    expect(files.toSorted()).toEqual(rewrites.map(({ id }) => id).toSorted());
  });

  test('names of datasets and tables are unique; a sourcetype may span datasets and parts of one', () => {
    const names = sources.flatMap(({ dataset, tables, sourcetypes }) => [
      dataset.name,
      ...tables.map((view) => view.name),
      ...sourcetypes.map((view) => `${dataset.name} ${view.name} ${JSON.stringify(view.filter)}`),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('no two columns of a dataset differ in case only: engines do not tell them apart', () => {
    for (const { dataset } of sources) {
      const names = dataset.columns.map(({ name }) => name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
