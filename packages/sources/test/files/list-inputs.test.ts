import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listInputs } from '../../src/files/list-inputs.js';
import { collect } from './support.js';

function folderWith(names: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'interloper-list-'));
  for (const name of names) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), name);
  }
  return root;
}

async function listed(root: string, paths: readonly string[] = [root]): Promise<string[]> {
  const found = await collect(listInputs(paths));
  return found.map(({ kind, path }) => `${kind} ${relative(root, path)}`);
}

describe('listInputs', () => {
  test('walks folders in the order of their names, with hidden files and without .git', async () => {
    const root = folderWith(['b.json', 'a/z', 'a/.hidden', 'B.json', '.git/config', 'a/b/c', 'A']);
    expect(await listed(root)).toEqual([
      'file A',
      'file B.json',
      'file a/.hidden',
      'file a/b/c',
      'file a/z',
      'file b.json',
    ]);
  });

  test('states sizes in bytes', async () => {
    const root = folderWith(['abc']);
    expect(await collect(listInputs([root]))).toEqual([{ kind: 'file', path: join(root, 'abc'), size: 3 }]);
  });

  test('walks a folder once, however many links lead to it', async () => {
    const root = folderWith(['a/file']);
    symlinkSync(root, join(root, 'a', 'loop'));
    symlinkSync('a', join(root, 'again'));
    expect(await listed(root)).toEqual(['file a/file']);
  });

  test('takes a path that is given twice once', async () => {
    const root = folderWith(['a']);
    expect(await listed(root, [join(root, 'a'), join(root, 'a'), root, root])).toEqual(['file a']);
  });

  // Read twice under one path, its records were counted twice for each time.
  test('takes a file that is given beside its folder once, whichever comes first', async () => {
    const root = folderWith(['a', 'in/a', 'in/b']);
    const all = ['file a', 'file in/a', 'file in/b'];
    expect((await listed(root, [join(root, 'in/b'), root])).toSorted()).toEqual(all);
    expect(await listed(root, [root, join(root, 'in', '.', 'b'), join(root, 'a')])).toEqual(all);
    expect(await listed(root, [join(root, 'a'), join(root, 'in/a')])).toEqual(['file a', 'file in/a']);
  });

  test('reports what cannot be read in its place and goes on', async () => {
    const root = folderWith(['a', 'z']);
    symlinkSync('nowhere', join(root, 'dangling'));
    const found = await collect(listInputs([join(root, 'missing'), root]));
    expect(found).toEqual([
      {
        kind: 'refused',
        path: join(root, 'missing'),
        cause: 'cannot be read: no such file or folder',
        unreadable: true,
      },
      { kind: 'file', path: join(root, 'a'), size: 1 },
      {
        kind: 'refused',
        path: join(root, 'dangling'),
        cause: 'cannot be read: no such file or folder',
        unreadable: true,
      },
      { kind: 'file', path: join(root, 'z'), size: 1 },
    ]);
  });

  test('refuses devices by name', async () => {
    const found = await collect(listInputs(['/dev/null']));
    expect(found).toEqual([
      {
        kind: 'refused',
        path: '/dev/null',
        cause: 'a device is not a file: save its data to a file first',
        unreadable: true,
      },
    ]);
  });

  test('lists 10,000 files', async () => {
    const names = Array.from(
      { length: 10_000 },
      (_, index) => `d${index % 10}/f${String(index).padStart(5, '0')}`,
    );
    const root = folderWith(names);
    const found = await listed(root);
    expect(found).toEqual(names.toSorted().map((name) => `file ${name}`));
  });
});
