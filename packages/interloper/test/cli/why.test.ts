import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.js';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

/** An account that an administrator confirmed as compromised: critical, confidence high. */
const logs = folderOf({
  'page.json': graphPage([graphSignIn({ ipAddress: '203.0.113.77', riskState: 'confirmedCompromised' })]),
});
afterAll(() => {
  logs.remove();
});
const scan = [
  'scan',
  logs.path,
  '--detections',
  fileURLToPath(new URL('../../../../detections/compromised-account-sign-in', import.meta.url)),
] as const;

describe('scan --why', () => {
  test('takes an alias in any case and prints the sum alone', async () => {
    const { status, out } = await runCli([...scan, '--why', '22222222-0000-4000-8000-000000000001']);
    expect(status).toBe(0);
    expect(out.split('\n')[0]).toBe('mina.okafor@alderfinch.example: score 100 of 100, critical');
    expect(out).toContain('critical 100 × confidence high 1 = 100 points × 1: adds 100');
    expect(out).not.toContain('Coverage');
  });

  test('names the nearest accounts for one that has no alerts', async () => {
    const { status, out, err } = await runCli([...scan, '--why', 'mina.okafr@alderfinch.example']);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(
      'no account with alerts is called mina.okafr@alderfinch.example; the nearest names are mina.okafor@alderfinch.example',
    );
  });

  test('is text: json holds the sum as scoreParts', async () => {
    const { status, err } = await runCli([...scan, '--why', 'mina', '--format', 'json']);
    expect(status).toBe(2);
    expect(err).toContain('scoreParts');
  });
});
