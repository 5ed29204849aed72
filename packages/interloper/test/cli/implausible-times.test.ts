import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lines, writeFiles } from '../ingest/ingest-files.js';
import { runCli } from './captured.js';

const root = mkdtempSync(join(tmpdir(), 'implausible-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const signIn = (number: number, createdDateTime: string): object => ({
  id: `33333333-0000-4000-8000-00000000000${number}`,
  createdDateTime,
  userPrincipalName: 'ada@tailspin.example',
  userId: '44444444-0000-4000-8000-000000000001',
  ipAddress: '192.0.2.20',
  appDisplayName: 'Azure Portal',
  status: { errorCode: 0 },
  riskState: 'none',
});
// A date that stands for "never" is no event's.
writeFiles(root, {
  'sign-ins.jsonl': lines(signIn(1, '2026-03-10T09:00:00Z'), signIn(2, '9999-12-31T00:00:00Z')),
});

test('a date beyond 2100 moves now for no rule, and is told', async () => {
  const { out, err } = await runCli([
    'query',
    root,
    '--kql',
    'SigninLogs | where TimeGenerated > ago(1d) | count',
  ]);
  expect(out).toMatch(/^ *1$/m);
  expect(err).toContain('now is 2026-03-10T09:00:00Z, the newest event before 2100; 1 event is dated later');
  const scan = await runCli(['scan', root, '--format', 'json']);
  expect(JSON.parse(scan.out)).toMatchObject({
    run: { now: '2026-03-10T09:00:00Z', to: '2026-03-10T09:00:00Z', implausible: 1 },
  });
});
