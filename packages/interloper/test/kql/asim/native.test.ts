import { afterAll, beforeAll, expect, test } from 'vitest';
import { open } from 'interloper';
import type { QueryResult, Workspace } from 'interloper';
import { folderOf } from '../../cli/sign-ins.js';
import { consoleLogin, iamUser } from './records.js';

// Rows that a workspace normalised when it received them: the table of the schema, with some of its columns.
const folder = folderOf({
  'ASimAuthenticationEventLogs.json': JSON.stringify([
    {
      TimeGenerated: '2026-03-12T07:00:00Z',
      EventOriginalUid: 'native-1',
      EventVendor: 'Example',
      EventProduct: 'Gateway',
      EventType: 'Logon',
      EventResult: 'Failure',
      EventResultDetails: 'User locked',
      EventCount: 3,
      TargetUsername: 'maren',
      ActorUsername: 'helpdesk',
      SrcIpAddr: '203.0.113.9',
      SrcGeoLatitude: -12.5,
    },
    {
      TimeGenerated: '2026-03-12T07:05:00Z',
      EventOriginalUid: 'native-2',
      EventVendor: 'Example',
      EventProduct: 'Gateway',
      EventType: 'Logoff',
      EventResult: 'Success',
      EventCount: 1,
      TargetUsername: 'ola',
      SrcIpAddr: '192.0.2.8',
    },
  ]),
  'aws.json': JSON.stringify(consoleLogin('aws', '2026-03-12T08:30:00Z', iamUser('ola'), '192.0.2.8')),
});

let workspace: Workspace | undefined;
beforeAll(async () => {
  workspace = await open();
  await workspace.ingest([folder.path]);
}, 60_000);
afterAll(async () => {
  await workspace?.close();
  folder.remove();
});

async function rows(text: string): Promise<QueryResult['rows']> {
  if (workspace === undefined) throw new Error('the workspace is not open');
  const { rows: found, diagnostics } = await workspace.query('kql', text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return found;
}

test('rows that are normalised already are read with the others', async () => {
  const shown = 'sort by EventOriginalUid asc | project EventOriginalUid, Type, User, EventCount';
  expect(await rows(`imAuthentication | ${shown}`)).toEqual([
    ['aws', 'AWSCloudTrail', 'ola', 1],
    ['native-1', 'ASimAuthenticationEventLogs', 'maren', 3],
    ['native-2', 'ASimAuthenticationEventLogs', 'ola', 1],
  ]);
  expect(await rows(`_Im_Authentication_Native(username_has_any='maren') | ${shown}`)).toEqual([
    ['native-1', 'ASimAuthenticationEventLogs', 'maren', 3],
  ]);
  expect(
    await rows(
      "_ASim_Authentication_Native | where EventResultDetails == 'User locked' | project IpAddr, SrcGeoLatitude, EventStartTime",
    ),
  ).toEqual([['203.0.113.9', -12.5, '2026-03-12T07:00:00Z']]);
});

test('a name is looked for in the actor’s too', async () => {
  expect(
    await rows(
      "_Im_Authentication(username_has_any='helpdesk') | project EventOriginalUid, ASimMatchingUsername",
    ),
  ).toEqual([['native-1', 'ActorUsername']]);
});

test('a schema without such a table goes without it', async () => {
  expect(await rows('_Im_AuditEvent_Native')).toEqual([]);
});
