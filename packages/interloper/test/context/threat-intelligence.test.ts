import { afterAll, describe, expect, test } from 'vitest';
import type { QueryResult } from 'interloper';
import { runCli } from '../cli/captured.js';
import { folderOf, graphPage, graphSignIn } from '../cli/sign-ins.js';

const indicator = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  type: 'indicator',
  spec_version: '2.1',
  id: 'indicator--00000000-0000-4000-8000-000000000001',
  created: '2026-02-01T00:00:00.000Z',
  modified: '2026-02-02T00:00:00.000Z',
  pattern_type: 'stix',
  valid_from: '2026-02-01T00:00:00Z',
  ...fields,
});

const folder = folderOf({
  'page.json': graphPage(
    ['203.0.113.9', '198.51.100.130', '2001:DB8:0:1::7', '192.0.2.77', '192.0.2.200'].map(
      (ipAddress, index) =>
        graphSignIn({
          id: `aaaaaaaa-0000-4000-8000-00000000000${index}`,
          createdDateTime: `2026-03-04T0${index}:00:00Z`,
          userPrincipalName: `user${index}@alderfinch.example`,
          ipAddress,
        }),
    ),
  ),
  'list.txt': [
    '# composed list',
    '203.0.113.9',
    '198.51.100.128/25   ; a network',
    '2001:db8:0:1::/64',
    'bad.example # a domain',
    'hxxp://bad[.]example/login',
    '',
    'what is this line',
  ].join('\n'),
  'plain.txt': '# two networks\n192.0.2.0/25\n2001:db8::/32\n',
  'exits.txt': [
    'ExitNode 0123456789ABCDEF0123456789ABCDEF01234567',
    'Published 2026-03-01 03:00:00',
    'LastStatus 2026-03-01 04:00:00',
    'ExitAddress 192.0.2.77 2026-03-01 04:10:00',
  ].join('\n'),
  'bundle.json': JSON.stringify({
    type: 'bundle',
    id: 'bundle--00000000-0000-4000-8000-000000000000',
    objects: [
      { type: 'identity', id: 'identity--1', name: 'Composed Feed' },
      indicator({
        created_by_ref: 'identity--1',
        name: 'Password spray',
        description: 'Sprays from here',
        confidence: 85,
        labels: ['spray'],
        indicator_types: ['malicious-activity'],
        pattern: "[ipv4-addr:value = '203.0.113.9' OR domain-name:value = 'spray.example']",
        object_marking_refs: ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82'],
      }),
      indicator({
        id: 'indicator--2',
        pattern:
          "[file:hashes.'SHA-256' = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']",
        valid_until: '2026-03-01T00:00:00Z',
      }),
      indicator({
        id: 'indicator--3',
        pattern: "[ipv4-addr:value ISSUBSET '198.51.100.128/25']",
        revoked: true,
      }),
      indicator({
        id: 'indicator--4',
        pattern: "[ipv4-addr:value = '192.0.2.200' AND network-traffic:dst_port = 443]",
      }),
      { type: 'indicator', id: 'indicator--5' },
    ],
  }),
  'misp.csv': [
    'uuid,event_id,category,type,value,comment,to_ids,date,object_relation,attribute_tag',
    '11111111-1111-4111-8111-111111111111,7,Network activity,ip-src,192.0.2.200,"seen, twice",1,1772323200,,"tlp:amber,kit"',
    '22222222-2222-4222-8222-222222222222,7,Payload delivery,filename|md5,a.exe|d41d8cd98f00b204e9800998ecf8427e,,1,2026-03-01,,',
    '33333333-3333-4333-8333-333333333333,7,Other,comment,only text,,0,2026-03-01,,',
  ].join('\r\n'),
});
afterAll(folder.remove);

async function ask(
  language: 'kql' | 'spl',
  text: string,
  files: readonly string[],
  among: readonly string[] = [],
): Promise<QueryResult['rows']> {
  const { out, err } = await runCli([
    'query',
    folder.file('page.json'),
    ...among.map(folder.file),
    `--${language}`,
    text,
    '--format',
    'json',
    ...files.flatMap((name) => ['--threat-intel', folder.file(name)]),
  ]);
  expect(err).not.toContain('internal error');
  const { rows, diagnostics } = JSON.parse(out) as QueryResult;
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return rows;
}

const LEGACY =
  'ThreatIntelligenceIndicator | where TimeGenerated >= ago(14d) and ExpirationDateTime > now() and Active == true';

describe('kinds of files', () => {
  test('a list: addresses, networks, domains and URLs, its comments left out, what is none set aside', async () => {
    expect(
      await ask(
        'kql',
        `${LEGACY} | project NetworkIP, NetworkCidrBlock, DomainName, Url | sort by NetworkIP desc, NetworkCidrBlock desc, DomainName desc`,
        ['list.txt'],
      ),
    ).toEqual([
      ['203.0.113.9', '', '', ''],
      ['', '2001:db8:0:1::/64', '', ''],
      ['', '198.51.100.128/25', '', ''],
      ['', '', 'bad.example', ''],
      ['', '', '', 'http://bad.example/login'],
    ]);
    const { err } = await runCli([
      'query',
      folder.file('page.json'),
      '--kql',
      'SigninLogs | count',
      '--threat-intel',
      folder.file('list.txt'),
    ]);
    expect(err.replaceAll(/\s+/g, ' ')).toContain('list.txt:8: it begins with no address');
  });

  test('the Tor Project’s list of exits', async () => {
    expect(await ask('kql', `${LEGACY} | project NetworkIP, Description, Tags`, ['exits.txt'])).toEqual([
      ['192.0.2.77', 'Tor exit 0123456789ABCDEF0123456789ABCDEF01234567', '["tor"]'],
    ]);
  });

  test('a STIX bundle: each value of a list of alternatives, other patterns as they are, none lost', async () => {
    expect(
      await ask(
        'kql',
        `ThreatIntelIndicators
         | project Id, ObservableKey, ObservableValue, IsActive, Revoked, Confidence, ValidUntil
         | sort by Id asc, ObservableKey asc`,
        ['bundle.json'],
      ),
    ).toEqual([
      [
        'indicator--00000000-0000-4000-8000-000000000001',
        'domain-name:value',
        'spray.example',
        true,
        false,
        85,
        null,
      ],
      [
        'indicator--00000000-0000-4000-8000-000000000001',
        'ipv4-addr:value',
        '203.0.113.9',
        true,
        false,
        85,
        null,
      ],
      ['indicator--2', "file:hashes.'SHA-256'", 'a'.repeat(64), false, false, null, '2026-03-01T00:00:00Z'],
      ['indicator--3', 'ipv4-addr:value', '198.51.100.128/25', false, true, null, null],
      ['indicator--4', '', '', true, false, null, null],
    ]);
    expect(
      await ask(
        'kql',
        `ThreatIntelIndicators | where Id == 'indicator--4' | project Pattern, port = tostring(Data.pattern) has '443'`,
        ['bundle.json'],
      ),
    ).toEqual([["[ipv4-addr:value = '192.0.2.200' AND network-traffic:dst_port = 443]", true]]);
    expect(
      await ask(
        'kql',
        `${LEGACY} | where isnotempty(NetworkIP) | project SourceSystem, Description, ThreatType, Tags, TrafficLightProtocolLevel, ConfidenceScore`,
        ['bundle.json'],
      ),
    ).toEqual([['Composed Feed', 'Sprays from here', 'malicious-activity', '["spray"]', 'Amber', 85]]);
  });

  test('MISP: sources and hashes as what they are; attributes not for detection are not active', async () => {
    expect(
      await ask(
        'kql',
        `ThreatIntelligenceIndicator | project NetworkSourceIP, FileHashType, FileHashValue, Active, Description
         | sort by NetworkSourceIP desc, FileHashValue desc`,
        ['misp.csv'],
      ),
    ).toEqual([
      ['192.0.2.200', '', '', true, 'seen, twice'],
      ['', 'MD5', 'd41d8cd98f00b204e9800998ecf8427e', true, ''],
      ['', '', '', false, ''],
    ]);
  });

  test('files among the logs are recognised by their content', async () => {
    expect(
      await ask(
        'kql',
        'ThreatIntelIndicators | count',
        [],
        ['plain.txt', 'exits.txt', 'bundle.json', 'misp.csv'],
      ),
    ).toEqual([[2 + 1 + 5 + 3]]);
  });

  test('a file that holds none is refused when it is given as one', async () => {
    const { status, err } = await runCli([
      'query',
      folder.file('page.json'),
      '--kql',
      'SigninLogs | count',
      '--threat-intel',
      folder.file('page.json'),
    ]);
    expect(status).toBe(2);
    expect(err).toContain('holds no indicators');
  });
});

describe('rules', () => {
  test('a rule of the old table joins sign-ins with addresses', async () => {
    expect(
      await ask(
        'kql',
        `${LEGACY}
         | where isnotempty(NetworkIP) or isnotempty(NetworkSourceIP)
         | extend TI_ipEntity = iff(isnotempty(NetworkIP), NetworkIP, NetworkSourceIP)
         | join kind=innerunique (SigninLogs) on $left.TI_ipEntity == $right.IPAddress
         | project UserPrincipalName | sort by UserPrincipalName asc`,
        ['list.txt', 'exits.txt', 'misp.csv'],
      ),
    ).toEqual([['user0@alderfinch.example'], ['user3@alderfinch.example'], ['user4@alderfinch.example']]);
  });

  test('a rule of the new table does', async () => {
    expect(
      await ask(
        'kql',
        `ThreatIntelIndicators
         | extend IndicatorType = tostring(split(ObservableKey, ":", 0)[0])
         | where IndicatorType in ("ipv4-addr", "ipv6-addr", "network-traffic")
         | where IsActive and (ValidUntil > now() or isnull(ValidUntil))
         | join kind=inner (SigninLogs) on $left.ObservableValue == $right.IPAddress
         | project UserPrincipalName`,
        ['bundle.json'],
      ),
    ).toEqual([['user0@alderfinch.example']]);
  });

  test('SPL looks addresses up in ip_intel, also in its networks', async () => {
    expect(
      await ask(
        'spl',
        'sourcetype="azure:aad:signin" | lookup ip_intel ip AS ipAddress OUTPUT threat_key | where isnotnull(threat_key) | sort userPrincipalName | table userPrincipalName, threat_key',
        ['list.txt', 'exits.txt'],
      ),
    ).toEqual([
      ['user0@alderfinch.example', 'list'],
      ['user1@alderfinch.example', 'list'],
      ['user2@alderfinch.example', 'list'],
      ['user3@alderfinch.example', 'Tor Project'],
    ]);
  });
});
