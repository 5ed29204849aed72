import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { zipOf } from '../../../sources/test/files/support.js';
import { graphRecord, lines, sorted, withIngested, writeFiles } from './ingest-files.js';

const root = mkdtempSync(join(tmpdir(), 'archives-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('two members of one name have an account each, and their rows say which they come from', async () => {
  writeFiles(root, {
    'twins.zip': zipOf([
      { name: 'b', content: lines(graphRecord('a'), graphRecord('b')) },
      { name: 'b', content: lines(graphRecord('c'), '{"id":"cut') },
    ]),
  });
  const path = join(root, 'twins.zip');
  await withIngested([path], async ({ inputs, quarantine, rows }) => {
    expect(inputs.map((input) => [input.path, input.records, input.quarantined])).toEqual([
      [`${path}!/b`, 2, 0],
      [`${path}!/b#2`, 1, 1],
    ]);
    expect(quarantine).toMatchObject([{ path: `${path}!/b#2`, record: 2 }]);
    expect(sorted(await rows('Id', '_file'))).toEqual([
      ['a', `${path}!/b`],
      ['b', `${path}!/b`],
      ['c', `${path}!/b#2`],
    ]);
  });
});

test('a member whose name leads out of the archive costs the others nothing', async () => {
  writeFiles(root, {
    'slip.zip': zipOf([
      { name: '../x', content: lines(graphRecord('a')) },
      { name: 'y', content: lines(graphRecord('b')) },
    ]),
  });
  const path = join(root, 'slip.zip');
  await withIngested([path], async ({ inputs, rows }) => {
    expect(inputs).toMatchObject([
      { path: `${path}!/../x`, records: 0 },
      { path: `${path}!/y`, records: 1 },
    ]);
    expect(inputs[0]?.refused).toContain('leads out of the archive');
    expect(await rows('Id')).toEqual([['b']]);
  });
});
