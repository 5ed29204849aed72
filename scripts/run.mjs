// Running one step of a script: dependency-free, because `npm start` begins with nothing installed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** The file of an installed tool, to be run with this Node and no shell. */
export const tools = {
  tsc: 'node_modules/typescript/bin/tsc',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
};

/** A progress line: standard error, so that standard output stays the command's own. */
export function progress(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs a Node program from the repository's root, its output passed through; ends this process when it fails. */
export function runNode(label, args) {
  finish(label, spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }));
}

/** Runs a Node program that speaks for itself: its status becomes ours, without a word. */
export function passThrough(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

/** Runs a Node program with nothing shown unless it fails. */
export function runNodeQuietly(label, args) {
  runQuietly(label, process.execPath, args);
}

/** Runs a program with nothing shown unless it fails: then all that it said, and this process ends. */
export function runQuietly(label, file, args, options = {}) {
  const result = spawnSync(file, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  if (result.status !== 0) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  finish(label, result);
}

function finish(label, result) {
  if (result.status === 0) return;
  const cause =
    result.error?.message ?? (result.signal ? `ended by ${result.signal}` : `exit status ${result.status}`);
  progress(`${label}: failed (${cause})`);
  process.exit(result.status || 1);
}
