import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ticksOfIso } from '@interloper/plan';
import { expect, test } from 'vitest';
import { runScan } from '../../src/workspace/scan.js';
import { openSession } from '../../src/workspace/session.js';
import { shippedDetection } from './support/run-on-sign-ins.js';

/** GuardDuty writes a finding some minutes after the call that it is about. */
const findingOn = (day: string, user: string): object => ({
  schemaVersion: '2.0',
  accountId: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
  id: `5ec2d6c4a1b84f0f9a53f5a6d7e8b9${day}`,
  type: 'UnauthorizedAccess:IAMUser/TorIPCaller',
  severity: 8,
  createdAt: `2026-03-${day}T02:55:00.000Z`,
  updatedAt: `2026-03-${day}T02:55:00.000Z`,
  title: 'API GetCallerIdentity was invoked from a Tor exit node.',
  resource: {
    resourceType: 'AccessKey',
    accessKeyDetails: { accessKeyId: 'AKIAEXAMPLE000000001', userType: 'IAMUser', userName: user },
  },
  service: {
    serviceName: 'guardduty',
    archived: false,
    count: 1,
    eventFirstSeen: `2026-03-${day}T02:41:10Z`,
    eventLastSeen: `2026-03-${day}T02:41:10Z`,
  },
});

async function alertsOf(since?: string): Promise<readonly (readonly [string, string])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trailing-'));
  writeFileSync(
    join(folder, 'findings.json'),
    JSON.stringify([findingOn('10', 'backup'), findingOn('12', 'ci-deploy')]),
  );
  const session = await openSession();
  await session.ingest([folder]);
  const result = await runScan(session, {
    detections: [await shippedDetection('aws-access-key')],
    languages: 'one',
    ...(since === undefined ? {} : { since: ticksOfIso(since) ?? 0n }),
  });
  await session.close();
  rmSync(folder, { recursive: true, force: true });
  return result.alerts.map(({ account, time }) => [account, time]);
}

test('what the first records tell of earlier events is told', async () => {
  expect(await alertsOf()).toEqual([
    ['arn:aws:iam::111122223333:user/backup', '2026-03-10T02:41:10Z'],
    ['arn:aws:iam::111122223333:user/ci-deploy', '2026-03-12T02:41:10Z'],
  ]);
});

test('events before the time that was asked for are not, whenever they were written', async () => {
  expect(await alertsOf('2026-03-12T02:50:00Z')).toEqual([]);
});
