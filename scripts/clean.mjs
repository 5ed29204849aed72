// `npm run clean`: removes what the build, the tests and the benchmarks have made; installed packages stay.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const made = [
  ...readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'dist')),
  'bench/dist',
  'bench/data',
  'coverage',
];

for (const path of made) {
  if (existsSync(join(root, path))) rmSync(join(root, path), { recursive: true });
}
