import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Indicator } from '@interloper/detect';
import type { ScanResult } from 'interloper';
import { runCli } from './captured.js';
import { followedAccount, intruder, mina, office } from './followed-account.js';
import { graphPage, graphSignIn } from './sign-ins.js';

const one = [
  '--detections',
  fileURLToPath(new URL('../../../../detections/compromised-account-sign-in', import.meta.url)),
] as const;
const logs = followedAccount();
const saved = logs.file('scan.result');
const home = '192.0.2.30';
const files = [logs.file('signIns.json'), logs.file('home.json'), logs.file('cloudtrail.json')] as const;
const data = ['--store', logs.file('case.duckdb')] as const;
/** As `saved`, but the confirmed sign-in came from elsewhere. */
const from = (address: string): string => {
  const result = JSON.parse(readFileSync(saved, 'utf8')) as ScanResult;
  const alerts = result.alerts.map((alert) => ({
    ...alert,
    evidence: { ...alert.evidence, IPAddress: address },
  }));
  const file = logs.file(`from-${address}.result`);
  writeFileSync(file, JSON.stringify({ ...result, alerts }));
  return file;
};

beforeAll(async () => {
  // Two evenings from home, by Mina alone.
  const evenings = ['05', '06'].map((day) =>
    graphSignIn({
      id: `bbbbbbbb-0000-4000-8000-0000000000${day}`,
      createdDateTime: `2026-03-${day}T19:00:00Z`,
      userPrincipalName: mina.name,
      userId: mina.id,
      ipAddress: home,
    }),
  );
  writeFileSync(logs.file('home.json'), graphPage(evenings));
  const { out } = await runCli(['scan', ...files, ...data, ...one, '--format', 'json']);
  writeFileSync(saved, out);
}, 120_000);
afterAll(() => {
  logs.remove();
});

interface Exported {
  readonly indicators: readonly Indicator[];
  readonly leftOut: number;
}

async function exported(...more: readonly string[]): Promise<Exported> {
  const { status, out } = await runCli(['export', '--to', 'indicators', ...more, ...one, '--format', 'json']);
  expect(status).toBe(0);
  return JSON.parse(out) as Exported;
}

function told({ indicators }: Exported): readonly (readonly [string, string, string])[] {
  return indicators.map(({ type, value, exclusive }) => [type, value, exclusive]);
}

// What is expected is read off the story of followed-account.ts.
describe('export --to indicators', () => {
  test('of logs lists what the intruder came with', async () => {
    const found = await exported(...files);
    expect(told(found)).toEqual([
      ['address', intruder.address, 'yes'],
      ['agent', intruder.agent, 'yes'],
    ]);
    expect(found.indicators[0]).toMatchObject({
      firstSeen: '2026-03-10T09:00:00Z',
      lastSeen: '2026-03-10T09:00:00Z',
      alerts: 1,
      accounts: [mina.name],
      detections: ['compromised-account-sign-in'],
    });
    expect(found.leftOut).toBe(0);
  });

  test('never lists the office: others use it, and that is said when all are asked for', async () => {
    const found = await exported('--result', from(office), ...data);
    expect(found.indicators.map(({ value }) => value)).not.toContain(office);
    const { indicators } = await exported('--result', from(office), ...data, '--all');
    expect(indicators.find(({ value }) => value === office)).toMatchObject({
      exclusive: 'shared',
      why: '4 accounts without alerts use it',
    });
  });

  test('lists what alerts of low severity name only when all are asked for', async () => {
    const result = JSON.parse(readFileSync(saved, 'utf8')) as ScanResult;
    const low = logs.file('low.result');
    const alerts = result.alerts.map((alert) => ({ ...alert, severity: 'low' }));
    writeFileSync(low, JSON.stringify({ ...result, alerts }));
    expect(told(await exported('--result', low, ...data))).toEqual([]);
    expect(told(await exported('--result', low, ...data, '--all'))).toContainEqual([
      'address',
      intruder.address,
      'yes',
    ]);
  });

  test("never lists the account's own address", async () => {
    const { indicators } = await exported('--result', from(home), ...data, '--all');
    expect(indicators.find(({ value }) => value === home)).toMatchObject({
      exclusive: 'shared',
      why: 'the account used it on 2 days before its alerts',
    });
  });

  test('never lists a network of the watchlist corporate-egress, with the logs or without', async () => {
    writeFileSync(logs.file('egress.csv'), 'cidr,label\n203.0.113.0/24,VPN Oslo\n');
    const list = ['--watchlist', `corporate-egress=${logs.file('egress.csv')}`];
    for (const more of [files, []]) {
      const found = await exported('--result', saved, ...more, ...list, '--all');
      expect(found.indicators.find(({ type }) => type === 'address')).toMatchObject({
        exclusive: 'shared',
        why: 'corporate-egress: VPN Oslo',
      });
    }
  });

  test('of a saved result alone says that nobody has looked who else uses it', async () => {
    const { status, out, err } = await runCli(['export', '--to', 'indicators', '--result', saved]);
    expect(status).toBe(0);
    const [head, first] = out.split('\r\n');
    expect(head).toBe('type,value,exclusive,why,first_seen,last_seen,severity,alerts,accounts,detections');
    expect(first).toBe(
      `address,${intruder.address},unknown,,2026-03-10T09:00:00Z,2026-03-10T09:00:00Z,critical,1,${mina.name},compromised-account-sign-in`,
    );
    expect(err).toContain('give the logs');
  });

  test('holds for the indicators of a STIX bundle, too', async () => {
    const patterns = async (...more: readonly string[]): Promise<readonly unknown[]> => {
      const { out } = await runCli(['scan', ...files, ...one, '--format', 'stix', ...more]);
      const { objects } = JSON.parse(out) as {
        readonly objects: readonly Readonly<Record<string, unknown>>[];
      };
      return objects.filter(({ type }) => type === 'indicator').map(({ pattern }) => pattern);
    };
    expect(await patterns()).toEqual([`[ipv4-addr:value = '${intruder.address}']`]);
    const list = logs.file('own.csv');
    writeFileSync(list, 'cidr,label\n203.0.113.0/24,VPN Oslo\n');
    expect(await patterns('--watchlist', `corporate-egress=${list}`)).toEqual([]);
  });

  test('without a result or logs ends with 2', async () => {
    const { status, err } = await runCli(['export', '--to', 'indicators']);
    expect(status).toBe(2);
    expect(err).toContain('give the result of a scan (--result scan.json), or name the files');
  });
});
