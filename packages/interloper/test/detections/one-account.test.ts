import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { open } from '../../src/open.js';
import { lines, writeFiles } from '../ingest/ingest-files.js';

const root = mkdtempSync(join(tmpdir(), 'one-account-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const manifest = (id: string, slug: string, table: string, account: string): string => `
id: ${id}
title: ${slug}
description: Every event of the log.
attack: [{ technique: T1586.003, name: 'Compromise Accounts: Cloud Accounts', tactic: resource-development }]
severity: medium
confidence: high
dataSources: { tables: [${table}] }
frequency: 1h
lookback: 24h
queries: { kql: { account: [${account}], time: [TimeGenerated], fields: {} } }
falsePositives: [none]
references: []
`;

writeFiles(join(root, 'detections'), {
  'sign-in/detection.yml': manifest(
    '11111111-1111-4111-8111-111111111111',
    'sign-in',
    'SigninLogs',
    'UserPrincipalName',
  ),
  'sign-in/query.kql':
    'SigninLogs | where TimeGenerated > ago(1d) | project TimeGenerated, UserPrincipalName',
  'key-use/detection.yml': manifest(
    '22222222-2222-4222-8222-222222222222',
    'key-use',
    'AWSCloudTrail',
    'UserIdentityArn',
  ),
  'key-use/query.kql':
    'AWSCloudTrail | where TimeGenerated > ago(1d) | project TimeGenerated, UserIdentityArn',
});
const arn = 'arn:aws:iam::111122223333:user/ada';
writeFiles(join(root, 'logs'), {
  'sign-ins.jsonl': lines({
    id: '33333333-0000-4000-8000-000000000001',
    createdDateTime: '2026-03-10T09:00:00Z',
    userPrincipalName: 'Ada@tailspin.example',
    userId: '44444444-0000-4000-8000-000000000001',
    ipAddress: '192.0.2.20',
    appDisplayName: 'Azure Portal',
    status: { errorCode: 0 },
    riskState: 'none',
  }),
  'trail.jsonl': lines({
    eventVersion: '1.11',
    eventID: '55555555-0000-4000-8000-000000000001',
    eventTime: '2026-03-10T09:05:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'ListBuckets',
    eventType: 'AwsApiCall',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.10',
    userIdentity: { type: 'IAMUser', arn, principalId: 'AIDAADA', accessKeyId: 'AKIAADA', userName: 'ada' },
    recipientAccountId: '111122223333',
  }),
  'account-aliases.csv': `account,alias\nada@tailspin.example,${arn}\n`,
});

test('alerts on two names that a watchlist pairs are one account', async () => {
  const workspace = await open();
  try {
    await workspace.ingest([join(root, 'logs', 'sign-ins.jsonl'), join(root, 'logs', 'trail.jsonl')]);
    const detections = join(root, 'detections');
    const apart = await workspace.scan({ detections });
    // Medium severity with high confidence is worth 40 (docs/scoring.md).
    expect(apart.accounts.map(({ account, score }) => [account, score])).toEqual([
      [arn, 40],
      ['Ada@tailspin.example', 40],
    ]);
    const watchlists = { 'account-aliases': join(root, 'logs', 'account-aliases.csv') };
    const { accounts } = await workspace.scan({ detections, watchlists });
    expect(accounts).toMatchObject([{ account: 'Ada@tailspin.example', score: 80 }]);
    expect(accounts[0]?.aliases.toSorted()).toEqual(
      [arn, '44444444-0000-4000-8000-000000000001', 'AIDAADA', 'AKIAADA'].toSorted(),
    );
  } finally {
    await workspace.close();
  }
});
