// `node scripts/compose-examples.mjs`: rewrites the logs in examples/ from what is built now.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { composeExample } from '../packages/emulate/dist/index.js';
import { progress, root } from './run.mjs';

const examples = join(root, 'examples');
rmSync(join(examples, 'logs'), { recursive: true, force: true });
for (const { title, signIns, files } of composeExample()) {
  for (const { path, content } of files) {
    mkdirSync(dirname(join(examples, path)), { recursive: true });
    writeFileSync(join(examples, path), content);
  }
  progress(`${title}: ${signIns.length} sign-ins in ${files.map(({ path }) => path).join(', ')}`);
}
