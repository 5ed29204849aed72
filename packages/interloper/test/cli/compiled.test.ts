import { cpSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { loadDetections } from '@interloper/detect';
import type { Compilation } from '@interloper/plan';
import { ruleKey } from '../../src/compile/compiled-cache.js';
import { createCompiler } from '../../src/compile/compiler.js';
import { pack, unpack } from '../../src/compile/packed-detections.js';
import { folderOf } from './sign-ins.js';

const shipped = fileURLToPath(new URL('../../../../detections', import.meta.url));
const folder = folderOf({});
cpSync(shipped, folder.file('detections'), { recursive: true });
afterAll(() => {
  folder.remove();
});

describe('packed detections', () => {
  test('are the loaded ones again after JSON, and nothing once a rule has changed', async () => {
    const root = folder.file('detections');
    const { detections } = await loadDetections(root);
    const packed = JSON.parse(JSON.stringify(pack(root, detections))) as ReturnType<typeof pack>;
    expect(unpack(root, packed)).toEqual(detections);
    // Elsewhere the paths are others.
    expect(JSON.stringify(packed)).not.toContain(root);
    writeFileSync(`${root}/compromised-account-sign-in/query.kql`, 'SigninLogs');
    expect(unpack(root, packed)).toBeUndefined();
    expect(unpack(folder.file('nothing'), packed)).toBeUndefined();
  });
});

describe('createCompiler', () => {
  const catalog = { tables: [], sourcetypes: [], logsources: [] };
  const compiled: Compilation = { diagnostics: [], missingTables: ['from the cache'] };

  test('takes what was compiled before, by language and text', async () => {
    const compiler = createCompiler(catalog, { [ruleKey('kql', 'A | count')]: compiled });
    await compiler.prepare([{ language: 'kql', text: 'A | count' }]);
    expect(compiler.compile('kql', 'A | count')).toBe(compiled);
  });

  test('compiles another text, and the same text in another language', async () => {
    const compiler = createCompiler(catalog, { [ruleKey('kql', 'A | count')]: compiled });
    const rules = [
      { language: 'kql', text: 'A | count ' },
      { language: 'spl', text: 'A | count' },
    ] as const;
    await compiler.prepare(rules);
    for (const { language, text } of rules)
      expect(compiler.compile(language, text).missingTables).not.toEqual(['from the cache']);
  });
});
