import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { displayWidth } from '@interloper/report';
import type { Investigation } from '@interloper/detect';
import { runCli } from './captured.js';
import { followedAccount, intruder, mina, office } from './followed-account.js';
import { folderOf } from './sign-ins.js';

const one = [
  '--detections',
  fileURLToPath(new URL('../../../../detections/compromised-account-sign-in', import.meta.url)),
] as const;
const logs = followedAccount();
const saved = logs.file('scan.result');
const data = ['--store', logs.file('case.duckdb')] as const;

beforeAll(async () => {
  const { out } = await runCli([
    'scan',
    logs.file('signIns.json'),
    logs.file('cloudtrail.json'),
    ...data,
    ...one,
    '--format',
    'json',
  ]);
  writeFileSync(saved, out);
}, 120_000);
afterAll(() => {
  logs.remove();
});

async function investigated(account: string, ...more: readonly string[]): Promise<Investigation> {
  const { status, out, err } = await runCli([
    'investigate',
    account,
    ...data,
    ...one,
    '--result',
    saved,
    '--format',
    'json',
    ...more,
  ]);
  expect([status, err]).toEqual([0, expect.any(String)]);
  return JSON.parse(out) as Investigation;
}

// What is expected is read off the story of followed-account.ts.
describe('investigate', () => {
  test('finds the account in all logs under all of its names, whichever it is asked for by', async () => {
    for (const name of [mina.name, mina.id, mina.name.toUpperCase()]) {
      const found = await investigated(name);
      expect(found.account).toBe(mina.name);
      expect(found.aliases).toContain(mina.id);
      // Four days at the office, the intruder's sign-in, three calls.
      expect([found.events, found.failures]).toEqual([8, 1]);
      expect([found.first, found.last]).toEqual(['2026-03-04T08:00:00Z', '2026-03-10T09:22:00Z']);
      expect(found.looked).toEqual({ found: ['entra-sign-ins', 'aws-cloudtrail'], without: [] });
    }
  });

  test('tells evidence, what came with it, and what did not', async () => {
    const found = await investigated(mina.name);
    expect(found.timeline.map(({ time, alerts, suspect }) => [time, alerts.length, suspect])).toEqual([
      ['2026-03-04T08:00:00Z', 0, false],
      ['2026-03-05T08:00:00Z', 0, false],
      ['2026-03-06T08:00:00Z', 0, false],
      ['2026-03-09T08:00:00Z', 0, false],
      ['2026-03-10T09:00:00Z', 1, false],
      ['2026-03-10T09:20:00Z', 0, true],
      ['2026-03-10T09:21:00Z', 0, true],
      ['2026-03-10T09:22:00Z', 0, true],
    ]);
    expect([found.firstEvidence, found.lastEvidence, found.lastSuspect]).toEqual([
      '2026-03-10T09:00:00Z',
      '2026-03-10T09:00:00Z',
      '2026-03-10T09:22:00Z',
    ]);
    expect(found.alerts.map(({ severity, events }) => [severity, events])).toEqual([['critical', 1]]);
    const denied = found.timeline.at(-1);
    expect(denied).toMatchObject({
      source: 'aws-cloudtrail',
      action: 's3 GetObject',
      result: 'failure',
      reason: 'AccessDenied',
      address: intruder.address,
      agent: 'aws-cli/2.31.0',
      key: 'ASIAEXAMPLE000000001',
      targets: [
        { kind: 'bucket', name: 'board' },
        { kind: 'object', name: 'minutes.pdf' },
      ],
    });
  });

  test('tells from where it came, and what it touched, with counts and times', async () => {
    const { facets } = await investigated(mina.name);
    expect(facets.address.rows).toEqual([
      {
        value: intruder.address,
        events: 4,
        evidence: 1,
        // The calls of AWS.
        suspect: 3,
        failures: 1,
        first: '2026-03-10T09:00:00Z',
        last: '2026-03-10T09:22:00Z',
      },
      expect.objectContaining({
        value: office,
        events: 4,
        // Kai, Noor, Tess and Bo.
        common: '4 accounts without alerts use it',
      }),
    ]);
    expect(facets.target.rows.map(({ value, events, suspect }) => [value, events, suspect])).toEqual(
      expect.arrayContaining([
        ['bucket payroll', 1, 1],
        ['bucket board', 1, 1],
      ]),
    );
  });

  test('finds the account that was tried from the same address, and does not follow the office', async () => {
    const { related, notFollowed } = await investigated(mina.name);
    expect(related.rows.map(({ account, events, alerted }) => [account, events, alerted])).toEqual([
      ['bo@alderfinch.example', 1, undefined],
    ]);
    expect(related.rows[0]?.shared.map(({ by, value, failures }) => [by, value, failures])).toEqual([
      ['address', intruder.address, 1],
      ['agent', intruder.agent, 1],
    ]);
    // The office is no evidence, so nobody would have followed it; for Bo, who has no alert, it is told.
    expect(notFollowed).toEqual([]);
    const bo = await investigated('bo@alderfinch.example');
    expect(bo.related.rows.map(({ account, alerted }) => [account, alerted?.severity])).toEqual([
      [mina.name, 'critical'],
    ]);
  });

  test('bounds the time, and counts what is beyond the limit', async () => {
    const bounded = await investigated(mina.name, '--since', '2026-03-10', '--until', '2026-03-10T09:21:00Z');
    expect([bounded.events, bounded.first, bounded.last]).toEqual([
      3,
      '2026-03-10T09:00:00Z',
      '2026-03-10T09:21:00Z',
    ]);
    const limited = await investigated(mina.name, '--limit', '5');
    expect([limited.timeline.length, limited.hidden, limited.events]).toEqual([5, 3, 8]);
    // The evidence, what came with it, and of the others the one nearest to the alert.
    expect(limited.timeline[0]?.time).toBe('2026-03-09T08:00:00Z');
  });

  test.each([80, 140])('as text at %i columns says all of it', async (width) => {
    const { status, out } = await runCli(['investigate', mina.name, ...data, ...one, '--limit', '5'], {
      width,
    });
    expect(status).toBe(0);
    expect(out.split('\n').filter((line) => displayWidth(line) > width)).toEqual([]);
    const text = out.replaceAll(/\s+/g, ' ');
    expect(text).toContain(`${mina.name} CRITICAL 100 of 100`);
    expect(text).toContain('2026-03-10 09:00:00 [1] entra-sign-ins · sign-in · success · 203.0.113.77 NL');
    expect(text).toContain('Firefox 143, Linux');
    expect(text).toContain('2026-03-10 09:22:00 ~ aws-cloudtrail · s3 GetObject · failure AccessDenied');
    expect(text).toContain('bo@alderfinch.example: no alert, 1 event');
    expect(text).toContain('and 3 more events: those nearest to the alerts are shown');
  });

  test.each([
    [['investigate', 'mina.okafr@alderfinch.example', ...data, '--result', saved], mina.name],
    [['investigate', mina.name], 'name the files or folders to read'],
    [['investigate', mina.name, ...data, '--limit', '0'], 'Give a whole number above 0'],
  ])('%j ends with 2', async (args, message) => {
    const { status, out, err } = await runCli(args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

describe('a name that two systems know', () => {
  // GitHub's login `deploy` and Okta's are not one account: nothing pairs them.
  const two = folderOf({
    'github.json': JSON.stringify([
      {
        '@timestamp': 1_772_439_060_000,
        _document_id: 'd10f36a47449345cf9c659',
        action: 'git.clone',
        actor: 'deploy',
        actor_id: 706_631,
        actor_ip: '192.0.2.20',
        created_at: 1_772_439_060_000,
        org: 'tailspin-example',
        repo: 'tailspin-example/shop',
      },
    ]),
    'okta.json': JSON.stringify([
      {
        actor: { id: '00u75d1c8030a3545f5b', type: 'User', alternateId: 'deploy', displayName: 'Deploy' },
        client: { ipAddress: '192.0.2.30', userAgent: { rawUserAgent: 'curl/8.9.1' } },
        eventType: 'user.session.start',
        outcome: { result: 'SUCCESS', reason: null },
        published: '2026-03-02T10:45:00.000Z',
        securityContext: {},
        severity: 'INFO',
        debugContext: { debugData: { requestUri: '/api/v1/authn' } },
        authenticationContext: { externalSessionId: '102db6bbdd994d64652ba6286' },
        target: [],
        uuid: '5d1c8030-aaaa-11f0-8000-000000000001',
        version: '0',
        legacyEventType: 'core.user_auth.login_success',
        transaction: { type: 'WEB', id: 'aaaa', detail: {} },
        request: { ipChain: [] },
      },
    ]),
    'none.result': JSON.stringify({ accounts: [], alerts: [], run: { version: '0', now: null } }),
  });
  afterAll(() => {
    two.remove();
  });
  const args = [two.file('github.json'), two.file('okta.json'), '--result', two.file('none.result')] as const;

  test('is refused, with the other names of each account', async () => {
    const { status, out, err } = await runCli(['investigate', 'deploy', ...args]);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('deploy is the name of 2 accounts');
    expect(err).toContain('deploy, 706631');
    expect(err).toContain('deploy, 00u75d1c8030a3545f5b');
  });

  test('each of them is followed by its other name', async () => {
    for (const [id, source] of [
      ['706631', 'github'],
      ['00u75d1c8030a3545f5b', 'okta'],
    ] as const) {
      const { out } = await runCli(['investigate', id, ...args, '--format', 'json']);
      const { events, looked } = JSON.parse(out) as Investigation;
      expect([events, looked.found]).toEqual([1, [source]]);
    }
  });
});
