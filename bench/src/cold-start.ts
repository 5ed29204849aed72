import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './measure.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Wall time of a cold `scan examples`, and of a bare `node -e 0`, in milliseconds; medians of `rounds` runs. */
export function coldStart(rounds: number): { scan: number; node: number } {
  return {
    scan: medianOf(rounds, ['packages/interloper/bin/interloper.js', 'scan', 'examples']),
    node: medianOf(rounds, ['-e', '0']),
  };
}

function medianOf(rounds: number, args: readonly string[]): number {
  return median(Array.from({ length: rounds }, () => run(args)));
}

function run(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const elapsed = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with status ${String(status)}: ${stderr}`);
  return elapsed;
}
