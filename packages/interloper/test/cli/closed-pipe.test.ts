import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/interloper.js', import.meta.url));
const built = existsSync(new URL('../../dist/cli.js', import.meta.url));

/** The exit status of a run whose standard error nobody reads (`2>&1 | head`). */
function statusUnread(args: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.destroy();
    child.on('error', reject);
    child.on('close', resolve);
  });
}

describe.skipIf(!built)('a closed standard error (skipped before the first build)', () => {
  test('leaves the status of a mistake what it is', async () => {
    expect(await statusUnread(['query', '--no-such-option'])).toBe(2);
  });
});
