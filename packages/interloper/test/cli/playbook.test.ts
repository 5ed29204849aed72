import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from 'interloper';
import { runCli } from './captured.js';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

const detections = fileURLToPath(new URL('../../../../detections', import.meta.url));
const one = ['--detections', `${detections}/compromised-account-sign-in`] as const;

/** Two accounts that an administrator confirmed as compromised; the second chose a name that acts in a shell. */
const logs = folderOf({
  'page.json': graphPage([
    graphSignIn({
      id: 'aaaaaaaa-0000-4000-8000-000000000001',
      userPrincipalName: 'mina.okafor@alderfinch.example',
      ipAddress: '203.0.113.77',
      riskState: 'confirmedCompromised',
    }),
    graphSignIn({
      id: 'aaaaaaaa-0000-4000-8000-000000000002',
      createdDateTime: '2026-03-04T09:00:00Z',
      userId: '22222222-0000-4000-8000-000000000002',
      userPrincipalName: 'eve$(id);reboot@alderfinch.example',
      riskState: 'confirmedCompromised',
    }),
  ]),
});
const saved = logs.file('scan.json');
let result: ScanResult;

beforeAll(async () => {
  const { out } = await runCli(['scan', logs.file('page.json'), ...one, '--format', 'json']);
  writeFileSync(saved, out);
  result = JSON.parse(out) as ScanResult;
}, 120_000);
afterAll(() => {
  logs.remove();
});

function alertOf(account: string): string {
  return result.alerts.find((alert) => alert.account === account)?.id ?? 'no alert';
}

describe('playbook', () => {
  test('of an alert of a saved result names its account, address and time', async () => {
    const id = alertOf('mina.okafor@alderfinch.example');
    const { status, out, err } = await runCli(['playbook', id, '--result', saved]);
    expect(status).toBe(0);
    expect(err).toContain(`alert ${id}: `);
    expect(out).toContain('Revoke-MgUserSignInSession -UserId mina.okafor@alderfinch.example');
    expect(out).toContain('`203.0.113.77`');
    expect(out).toContain('2026-03-04T08:00:00Z');
    expect(out).not.toContain('UserId $user');
  });

  test('of an alert of a scan of the paths is the same', async () => {
    const id = alertOf('mina.okafor@alderfinch.example');
    const [fromResult, fromPaths] = await Promise.all([
      runCli(['playbook', id, '--result', saved]),
      runCli(['playbook', id, logs.file('page.json'), ...one]),
    ]);
    expect(fromPaths.status).toBe(0);
    expect(fromPaths.out).toBe(fromResult.out);
  });

  test('does not put an account on which a shell would act into a command', async () => {
    const id = alertOf('eve$(id);reboot@alderfinch.example');
    for (const format of ['text', 'markdown']) {
      const { out } = await runCli(['playbook', id, '--result', saved, '--format', format]);
      expect(out).toContain('Revoke-MgUserSignInSession -UserId $user');
      expect(out).toMatch(/not\s+filled\s+in/);
      expect(out.split('eve$(id);reboot@alderfinch.example')).toHaveLength(2);
    }
  });

  test('--with investigation asks about the alert', async () => {
    const id = alertOf('eve$(id);reboot@alderfinch.example');
    const { out } = await runCli(['playbook', id, '--result', saved, '--with', 'investigation']);
    expect(out).toContain('    let Account = "eve$(id);reboot@alderfinch.example";\n');
    expect(out).toContain('    let At = datetime(2026-03-04T09:00:00Z);\n');
  });

  test('of a detection is printed as it stands, without any data', async () => {
    const { status, out, err } = await runCli(['playbook', 'session-replay', '--format', 'markdown']);
    expect(status).toBe(0);
    expect(out).toContain('# Playbook: session that goes on elsewhere');
    expect(out).toContain('`$session`');
    expect(err).toContain('as it stands');
  });

  test('of an alert that is not there says which are', async () => {
    const { status, out, err } = await runCli(['playbook', '0123456789abcdef', '--result', saved]);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('there is no alert 0123456789abcdef; there are');
    for (const { id, account } of result.alerts) {
      expect(err).toContain(`${id}  `);
      expect(err).toContain(account);
    }
  });

  test.each([
    [['playbook', 'no-such-thing'], 'there is no detection no-such-thing'],
    [['playbook', 'x', '--result', 'no-such-file.json'], 'no-such-file.json cannot be read'],
    [['playbook', 'x', '--result', `${detections}/session-replay/detection.yml`], 'is no JSON'],
    [['playbook', 'x', '--with', 'poem'], 'Allowed choices are playbook, investigation, tuning'],
  ])('%j ends with 2', async (args, message) => {
    const { status, err } = await runCli(args);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  test('says where a saved result is not as scan writes it', async () => {
    const broken = { ...result, alerts: result.alerts.map((alert) => ({ ...alert, time: 'yesterday' })) };
    writeFileSync(logs.file('broken.json'), JSON.stringify(broken));
    const { status, err } = await runCli(['playbook', 'x', '--result', logs.file('broken.json')]);
    expect(status).toBe(2);
    expect(err).toContain('is no result of interloper scan --format json: alerts.0.time');
  });
});
