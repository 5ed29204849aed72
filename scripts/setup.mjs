// Brings a clone to the state in which the tools run: dependencies installed as the lock file says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { progress, root, runQuietly } from './run.mjs';

/** Runs `npm ci` when node_modules is absent or does not hold what the lock file says. */
export function install() {
  if (isInstalled()) return;
  progress('installing dependencies (npm ci)');
  // npm names its own program in npm_execpath; without it (node scripts/start.mjs) npm is looked up in PATH.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund', '--no-progress'];
  if (npm?.endsWith('.js')) runQuietly('npm ci', process.execPath, [npm, ...args]);
  else runQuietly('npm ci', 'npm', args, { shell: process.platform === 'win32' });
}

// npm keeps in node_modules/.package-lock.json what it has installed. File times would mislead: a checkout
// renews the lock file's, and a reinstall under a working colleague is worse than none.
function isInstalled() {
  const installedLock = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const installed = packagesOf(installedLock);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    // An optional package of another platform is in the lock file only.
    if (found === undefined) return wanted.optional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
