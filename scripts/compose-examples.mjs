// `node scripts/compose-examples.mjs`: rewrites the logs and lists in examples/ from what is built now.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { composeExample } from '../packages/emulate/dist/index.js';
import { progress, root } from './run.mjs';

const examples = join(root, 'examples');
const { exports, context } = composeExample();
rmSync(join(examples, 'logs'), { recursive: true, force: true });
for (const { path, content } of [...exports.flatMap(({ files }) => files), ...context]) {
  mkdirSync(dirname(join(examples, path)), { recursive: true });
  writeFileSync(join(examples, path), content);
}
for (const { path, events } of exports) progress(`${events} events in examples/${path}`);
