import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { open } from 'interloper';
import type { ScanResult } from 'interloper';
import { runCli } from './captured.js';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

const detection = fileURLToPath(
  new URL('../../../../detections/compromised-account-sign-in', import.meta.url),
);

const VPN = '198.51.100.7';
const risk = { riskState: 'atRisk', riskLevelAggregated: 'high', riskEventTypes_v2: ['anonymizedIPAddress'] };

/** Mina and Ada behind the VPN at high severity; of Ada an administrator knows more. */
const files = folderOf({
  'page.json': graphPage([
    graphSignIn({ id: 'aaaaaaaa-0000-4000-8000-000000000001', ipAddress: VPN, ...risk }),
    graphSignIn({
      id: 'aaaaaaaa-0000-4000-8000-000000000002',
      userPrincipalName: 'ada@alderfinch.example',
      userId: '22222222-0000-4000-8000-000000000002',
      ipAddress: VPN,
      riskState: 'confirmedCompromised',
    }),
  ]),
  'egress.csv': `cidr,label\n198.51.100.0/28,VPN\n`,
  'exclusions.yml': `exclusions:
  - reason: Behind our VPN
    detection: all
    address: { in: corporate-egress }
  - reason: Long over
    detection: all
    account: mina.okafor@alderfinch.example
    until: 2025-12-31
`,
  'wrong.yml': `exclusions:
  - reason: Behind our VPN
    detection: all
    adress: 198.51.100.0/28
`,
});
afterAll(() => {
  files.remove();
});

const scan = ['scan', files.file('page.json'), '--detections', detection];
const excluding = [
  ...scan,
  '--exclusions',
  files.file('exclusions.yml'),
  '--watchlist',
  `corporate-egress=${files.file('egress.csv')}`,
];
const json = async (args: readonly string[]): Promise<ScanResult> =>
  JSON.parse((await runCli([...args, '--format', 'json'])).out) as ScanResult;

describe('scan --exclusions', () => {
  test('takes an alert out of the ranking and keeps it in the result', async () => {
    expect((await json(scan)).accounts.map(({ account }) => account)).toEqual([
      'ada@alderfinch.example',
      'mina.okafor@alderfinch.example',
    ]);
    const { accounts, alerts, excludedAccounts } = await json(excluding);
    expect(accounts.map(({ account }) => account)).toEqual(['ada@alderfinch.example']);
    expect(alerts).toHaveLength(2);
    expect(alerts.find(({ account }) => account === 'mina.okafor@alderfinch.example')).toMatchObject({
      severity: 'high',
      excluded: 'Behind our VPN',
    });
    expect(excludedAccounts).toMatchObject([{ account: 'mina.okafor@alderfinch.example' }]);
  });

  test('refuses to hide the confirmed compromise, and says so in the text and on standard error', async () => {
    const { out, err } = await runCli(excluding, { width: 300 });
    expect(out).toContain('not excluded  a confirmed compromise is never excluded; refused: Behind our VPN');
    expect(out).toContain('Excluded by tuning: 1 alert; 1 account has no other');
    expect(err).toContain(
      'exclusions.yml:2 (Behind our VPN): refused, a confirmed compromise is never excluded: ada@alderfinch.example',
    );
  });

  test('says which entries are over', async () => {
    const { err } = await runCli(excluding);
    expect(err).toContain(
      'exclusions.yml:5 (Long over): expired at 2026-01-01T00:00:00Z: renew it or take it out',
    );
  });

  test('says that a watchlist is missing, without which nothing is excluded', async () => {
    const { out, err } = await runCli([...scan, '--exclusions', files.file('exclusions.yml')]);
    expect(out).not.toContain('Excluded by tuning');
    expect(err).toContain(
      'exclusions.yml:2 (Behind our VPN): the watchlist corporate-egress is not given (--watchlist corporate-egress=FILE)',
    );
  });

  test('does not count for --fail-on', async () => {
    const failing = async (args: readonly string[]): Promise<number> =>
      (await runCli([...args, '--now', '2026-03-04T08:00:00Z', '--fail-on', 'high'])).status;
    const minaOnly = folderOf({
      'page.json': graphPage([graphSignIn({ ipAddress: VPN, ...risk })]),
    });
    const others = excluding.slice(2);
    expect(await failing(['scan', minaOnly.path, '--detections', detection])).toBe(1);
    expect(await failing(['scan', minaOnly.path, ...others])).toBe(0);
    // A confirmed compromise still does.
    expect(await failing(excluding)).toBe(1);
    minaOnly.remove();
  });

  test('refuses a file with mistakes before it reads a log: where, what, and where to read on', async () => {
    const { status, out, err } = await runCli([...scan, '--exclusions', files.file('wrong.yml')], {
      width: 400,
    });
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(
      `${files.file('wrong.yml')}:2:5: RUN0502: exclusions.0: Unrecognized key: "adress"`,
    );
    expect(err).toContain('docs/exclusions.md');
    const missing = await runCli([...scan, '--exclusions', files.file('nothing.yml')]);
    expect(missing.status).toBe(2);
    expect(missing.err).toContain('cannot be read');
  });
});

test('the library takes the same file', async () => {
  const workspace = await open();
  await workspace.ingest([files.file('page.json')]);
  const result = await workspace.scan({
    detections: detection,
    exclusions: files.file('exclusions.yml'),
    watchlists: { 'corporate-egress': files.file('egress.csv') },
  });
  await workspace.close();
  expect(result.exclusions.map(({ excluded, refused }) => [excluded.length, refused.length])).toEqual([
    [1, 1],
    [0, 0],
  ]);
});
