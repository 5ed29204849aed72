import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';
import { graphPage, graphSignIn } from '../cli/sign-ins.js';

// The folders of a Splunk app (Admin Manual: Configuration file precedence; Search Reference: lookup).
const FILES = {
  'app/default/macros.conf': '[chosen]\ndefinition = stats count as of_default\n',
  'app/local/macros.conf': '[chosen]\ndefinition = stats count as of_local\n',
  'app/default/savedsearches.conf': '[one]\nsearch = sourcetype="azure:aad:signin" | `chosen`\n',
  'app/local/savedsearches.conf':
    '[two]\nsearch = sourcetype="azure:aad:signin" | lookup people.csv account AS user OUTPUT first | stats count by first\n',
  'app/lookups/people.csv': 'account,first\nmina.okafor@alderfinch.example,1\n',
  'app/lookups/user.csv': 'broken,"\n',
  'page.json': graphPage([graphSignIn({ id: 'a' }), graphSignIn({ id: 'b' })]),
};

const root = mkdtempSync(join(tmpdir(), 'interloper-app-'));
for (const [name, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}
afterAll(() => {
  rmSync(root, { recursive: true });
});

const asked = (...options: readonly string[]): ReturnType<typeof runCli> =>
  runCli(['query', join(root, 'page.json'), ...options, '--format', 'ndjson']);

test('what an app defines locally comes before its defaults', async () => {
  const { out } = await asked('--file', join(root, 'app/default/savedsearches.conf'));
  expect(JSON.parse(out)).toEqual({ of_local: 2 });
});

test('a CSV of the folder lookups needs no definition, and is read only where a search names the file', async () => {
  const { out } = await asked('--file', join(root, 'app/local/savedsearches.conf'));
  expect(JSON.parse(out)).toEqual({ first: '1', count: 2 });
});

test('a search on the command line names a CSV of the folder given', async () => {
  const search =
    'sourcetype="azure:aad:signin" | lookup people.csv account AS user OUTPUT first | stats count by first';
  const { out } = await asked('--spl', search, '--macros', join(root, 'app'));
  expect(JSON.parse(out)).toEqual({ first: '1', count: 2 });
});
