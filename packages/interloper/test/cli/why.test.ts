import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runCli } from './captured.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const scan = [
  'scan',
  `${root}examples/logs/azure-monitor`,
  '--detections',
  `${root}detections/compromised-account-sign-in`,
] as const;

describe('scan --why', () => {
  // The object id of mina.okafor in README.md; confirmed by an administrator: critical, confidence high.
  test('takes an alias in any case and prints the sum alone', async () => {
    const { status, out } = await runCli([...scan, '--why', '8CF6C482-a881-49c9-84c2-91cae02e887e']);
    expect(status).toBe(0);
    expect(out.split('\n')[0]).toBe('mina.okafor@alderfinch.example: score 100 of 100, critical');
    expect(out).toContain('critical 100 × confidence high 1 = 100 points × 1: adds 100');
    expect(out).not.toContain('Coverage');
    expect(out).not.toContain('omar.haddad');
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
    const { status, err } = await runCli([
      ...scan,
      '--why',
      'mina.okafor@alderfinch.example',
      '--format',
      'json',
    ]);
    expect(status).toBe(2);
    expect(err).toContain('scoreParts');
  });
});
