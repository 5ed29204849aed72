import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';
import { graphPage, graphSignIn } from '../cli/sign-ins.js';

// Lookups in collections of the KV store (Admin Manual: transforms.conf, collections.conf), composed for this project.
const FILES = {
  'content/lookups/seen_accounts.yml':
    'name: seen_accounts\nlookup_type: kvstore\nfields: [_key, account, first]\nmatch_type:\n  - WILDCARD(account)\n',
  'content/detections/seen.spl':
    'sourcetype="azure:aad:signin" | lookup seen_accounts account as user OUTPUT first | stats count by first',
  'app/default/transforms.conf':
    '[accounts]\nexternal_type = kvstore\ncollection = all_accounts\nfields_list = _key, account, first\n',
  'app/lookups/all_accounts.csv': 'account,first\nmina.okafor@alderfinch.example,1\n',
  'app/default/seen.spl':
    'sourcetype="azure:aad:signin" | lookup accounts account as user OUTPUT first | stats count by first',
  'given.csv': 'account,first\nmina*,7\n',
  'page.json': graphPage([graphSignIn({ id: 'a' }), graphSignIn({ id: 'b' })]),
};

const root = mkdtempSync(join(tmpdir(), 'interloper-collections-'));
for (const [name, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}
afterAll(() => {
  rmSync(root, { recursive: true });
});

const asked = (...options: readonly string[]): ReturnType<typeof runCli> =>
  runCli(['query', join(root, 'page.json'), ...options, '--format', 'ndjson']);

test('the entries of a collection are given as CSV, and found as its definition says', async () => {
  const rule = join(root, 'content/detections/seen.spl');
  const { out } = await asked('--file', rule, '--watchlist', `seen_accounts=${join(root, 'given.csv')}`);
  expect(JSON.parse(out)).toEqual({ first: '7', count: 2 });
});

test('a CSV of the collection’s name beside its definition holds its entries', async () => {
  const { out } = await asked('--file', join(root, 'app/default/seen.spl'));
  expect(JSON.parse(out)).toEqual({ first: '1', count: 2 });
});

test('a search on the command line finds the lookups of the files that define its macros', async () => {
  const search = FILES['app/default/seen.spl'];
  const { out } = await asked('--spl', search, '--macros', join(root, 'app/default/transforms.conf'));
  expect(JSON.parse(out)).toEqual({ first: '1', count: 2 });
});

test('a collection without entries is refused', async () => {
  const { status, err } = await asked('--file', join(root, 'content/detections/seen.spl'));
  expect(status).toBe(2);
  expect(err).toContain('SPL0410');
});
