import type { Json } from '@interloper/sql';
import { describe, expect, test } from 'vitest';
import { kql } from '@interloper/kql';
import { changes } from './change-rows.js';
import { morning } from './morning.js';
import { catalog, openLogs, texts } from './open-logs.js';
import { signIns } from './sign-in-rows.js';

const answerOf = openLogs(morning);

/** The event with an id, as a function normalises it: every column that holds something. */
async function eventOf(call: string, id: string): Promise<Json> {
  const { columns, rows } = await answerOf(`${call} | where EventOriginalUid == '${id}'`);
  expect(rows.length).toBe(1);
  return Object.fromEntries(
    columns.flatMap((column, at) => {
      const value = rows[0]?.[at] ?? null;
      return value === null || value === '' ? [] : [[column.replace(/:\w+$/, ''), value]];
    }),
  );
}

describe('a sign-in is normalised as the schema’s page says', () => {
  test.each(signIns)('%s by %s', async (id, call, row) => {
    expect(await eventOf(call, id)).toEqual(row);
  });
});

describe('a change is normalised as the schema’s page says', () => {
  test.each(changes)('%s by %s', async (id, call, row) => {
    expect(await eventOf(call, id)).toEqual(row);
  });
});

test('every log is read once by the functions over all logs', async () => {
  const ids = async (call: string): Promise<readonly string[]> =>
    texts(await answerOf(`${call} | project EventOriginalUid`));
  const all = signIns.map(([id]) => id).toSorted();
  for (const call of [
    'imAuthentication',
    '_Im_Authentication()',
    'ASimAuthentication',
    '_ASim_Authentication',
  ])
    expect(await ids(call), call).toEqual(all);
  const events = ['aws-create-user', 'aws-denied', 'azure-keys', 'directory-key', 'exchange-rule'];
  for (const call of ['imAuditEvent', '_Im_AuditEvent', '_ASim_AuditEvent'])
    expect(await ids(call), call).toEqual(events);
  expect(await ids('_Im_UserManagement')).toEqual(['aws-create-user']);
});

describe('the columns', () => {
  const parsers = ['SigninLogs', 'AWSCloudTrail', 'OktaSSO', 'OktaV2', 'OktaSystemLogs', 'GoogleWorkspace'];

  test.each(parsers)('of %s are those of the schema, whichever log is read', async (parser) => {
    const { columns } = await answerOf(`_Im_Authentication | take 0`);
    expect((await answerOf(`_Im_Authentication_${parser} | take 0`)).columns).toEqual(columns);
  });

  test('have the types of the schema', async () => {
    const { columns } = await answerOf('_Im_Authentication | take 0');
    expect(columns).toEqual(
      expect.arrayContaining([
        'TimeGenerated:datetime',
        'EventCount:int',
        'EventStartTime:datetime',
        'SrcGeoLatitude:real',
        'SrcPortNumber:int',
        'ThreatIsActive:bool',
        'AdditionalFields:dynamic',
        'ASimMatchingUsername:string',
        'SrcDvcIpAddr:string',
      ]),
    );
    expect(new Set(columns).size).toBe(columns.length);
  });

  test('are there without a row', async () => {
    const { columns, rows } = await answerOf('_Im_Authentication_Empty');
    expect(columns).toContain('EventResultDetails:string');
    expect(rows).toEqual([]);
  });
});

describe('what no log fills', () => {
  test.each([
    ['imDns', 'Dns'],
    ["_Im_Dns(starttime=ago(1d)) | where DnsQuery has 'x'", 'Dns'],
    ['imNetworkSession', 'NetworkSession'],
    ['_Im_WebSession', 'WebSession'],
    ['imProcessCreate', 'ProcessEvent'],
    ['imFileEvent', 'FileEvent'],
    ['imRegistry', 'RegistryEvent'],
    ['imDhcp', 'DhcpEvent'],
    ['_ASim_Dns_InfobloxNIOSV04', 'Dns'],
  ])('%s is not evaluable, and the message names the schema', (rule, schema) => {
    const { plan, diagnostics, missingTables } = kql.compile(rule, catalog);
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    const name = /^\w+/.exec(rule)?.[0] ?? '';
    expect(plan).toBeUndefined();
    expect(first?.code).toBe('KQL0113');
    expect(first?.message).toContain(`the ASIM schema ${schema}, which ${name} asks for`);
    expect(first?.span).toEqual({ start: 0, end: name.length });
    expect(missingTables).toEqual([name]);
  });

  test('a parser of a log that is not read is named too', () => {
    const { diagnostics, missingTables } = kql.compile('_Im_Authentication_CiscoASA', catalog);
    expect(diagnostics[0]?.message).toContain('_Im_Authentication_CiscoASA reads a log');
    expect(missingTables).toEqual(['_Im_Authentication_CiscoASA']);
  });

  test('a fuzzy union goes on without it', async () => {
    const rule = `union isfuzzy=true
      (imDns(starttime=ago(1d)) | project TimeGenerated),
      imNetworkSession,
      (_Im_Authentication(eventtype_in=dynamic(['Logoff'])) | project EventOriginalUid)
      | project EventOriginalUid`;
    const { diagnostics } = kql.compile(rule, catalog);
    expect(diagnostics.map(({ severity }) => severity)).not.toContain('error');
    expect(diagnostics.filter(({ code }) => code === 'KQL0202').map(({ message }) => message)).toEqual([
      expect.stringContaining('imDns'),
      expect.stringContaining('imNetworkSession'),
    ]);
    expect((await answerOf(rule)).rows).toEqual([['okta-end']]);
  });

  test('a name that is Microsoft’s nowhere stays unknown', () => {
    const { diagnostics } = kql.compile('_Im_Nonsense()', catalog);
    expect(diagnostics[0]?.code).toMatch(/^KS/);
  });
});

test('a rule’s own function wins over a stored one', async () => {
  const { rows } = await answerOf('let imAuthentication = () { print own = 1 }; imAuthentication');
  expect(rows).toEqual([[1]]);
});

test('a stored function sees no name of the rule', async () => {
  const { rows } = await answerOf(
    "let SigninLogs = datatable(TimeGenerated: datetime) []; let EventResult = 'x'; ASimAuthenticationSigninLogs | count",
  );
  expect(rows).toEqual([[2]]);
});
