import { afterAll, describe, expect, test } from 'vitest';
import type { QueryResult } from 'interloper';
import { runCli } from '../cli/captured.js';
import type { Captured } from '../cli/captured.js';
import { folderOf, graphPage, graphSignIn } from '../cli/sign-ins.js';

// Who signs in from where, and what the lists say of them: every expected row below follows from these lines.
const folder = folderOf({
  'page.json': graphPage(
    [
      ['ada@alderfinch.example', '203.0.113.9'],
      ['Ben@alderfinch.example', '198.51.100.130'],
      ['cleo@alderfinch.example', '2001:DB8:0:1::7'],
      ['dan@alderfinch.example', '192.0.2.77'],
    ].map(([userPrincipalName, ipAddress], index) =>
      graphSignIn({
        id: `aaaaaaaa-0000-4000-8000-00000000000${index}`,
        createdDateTime: `2026-03-04T0${8 + index}:00:00Z`.replace('T010', 'T10').replace('T011', 'T11'),
        userPrincipalName,
        ipAddress,
      }),
    ),
  ),
  'travel.csv': [
    'user,from,to,country',
    'ben@alderfinch.example,2026-03-01,2026-03-09,PT',
    'cleo@alderfinch.example,2026-03-01,2026-03-09,',
  ].join('\n'),
  'egress.csv': ['cidr,label', '198.51.100.128/25,Porto', '2001:db8::/48,Lisbon'].join('\r\n'),
  'shared.csv': ['pattern,team', 'ada@*,red', '*@alderfinch.example,blue', '100%_*,green'].join('\n'),
  'shared.transforms.conf': [
    '# as in Splunk',
    '[shared]',
    'filename = shared.csv',
    'match_type = WILDCARD(pattern)',
    'case_sensitive_match = false',
    'min_matches = 1',
    'default_match = nobody',
  ].join('\n'),
  // Two rows of one user, a cell with a comma and a line break, a row with a cell too many.
  'vip.csv': [
    'User,Note',
    'ada@alderfinch.example,"first, of',
    'two"',
    'ada@alderfinch.example,second',
    'dan@alderfinch.example,only,extra',
    'DAN@alderfinch.example,capitals',
  ].join('\n'),
});
afterAll(folder.remove);

const lists = [
  '--watchlist',
  `travel=${folder.file('travel.csv')}`,
  '--watchlist',
  `corporate-egress=${folder.file('egress.csv')}`,
  '--watchlist',
  `vip=${folder.file('vip.csv')}`,
  '--watchlist',
  `shared=${folder.file('shared.csv')}`,
];

async function ask(language: 'kql' | 'spl', text: string, given = lists): Promise<Captured> {
  return runCli(['query', folder.file('page.json'), `--${language}`, text, '--format', 'json', ...given]);
}

async function rows(language: 'kql' | 'spl', text: string): Promise<QueryResult['rows']> {
  const { out } = await ask(language, text);
  const { rows: found, diagnostics } = JSON.parse(out) as QueryResult;
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return found;
}

describe('_GetWatchlist', () => {
  test('gives the columns of Sentinel and those of the file, empty cells as empty text', async () => {
    const { out } = await ask('kql', "_GetWatchlist('travel') | project-away _DTItemId, LastUpdatedTimeUTC");
    const { columns, rows: found } = JSON.parse(out) as QueryResult;
    expect(columns.map(({ name, type }) => `${name}:${type}`)).toEqual([
      'SearchKey:string',
      'user:string',
      'from:string',
      'to:string',
      'country:string',
    ]);
    expect(found).toEqual([
      ['ben@alderfinch.example', 'ben@alderfinch.example', '2026-03-01', '2026-03-09', 'PT'],
      ['cleo@alderfinch.example', 'cleo@alderfinch.example', '2026-03-01', '2026-03-09', ''],
    ]);
  });

  test('joins with a log, is a list to `in`, and may be named by a let', async () => {
    expect(
      await rows(
        'kql',
        `let name = 'travel';
         SigninLogs
         | extend user = tolower(UserPrincipalName)
         | join kind=inner (_GetWatchlist(name) | project SearchKey, country) on $left.user == $right.SearchKey
         | project user, country | order by user asc`,
      ),
    ).toEqual([
      ['ben@alderfinch.example', 'PT'],
      ['cleo@alderfinch.example', ''],
    ]);
    expect(
      await rows(
        'kql',
        "SigninLogs | where UserPrincipalName in~ ((_GetWatchlist('travel') | project user)) | count",
      ),
    ).toEqual([[2]]);
  });

  test('with keys gives only their rows', async () => {
    expect(
      await rows('kql', "_GetWatchlist('travel', dynamic(['cleo@alderfinch.example'])) | project user"),
    ).toEqual([['cleo@alderfinch.example']]);
  });

  test('networks meet addresses through ipv4_lookup', async () => {
    expect(
      await rows(
        'kql',
        "SigninLogs | evaluate ipv4_lookup(_GetWatchlist('corporate-egress'), IPAddress, cidr) | project UserPrincipalName, label",
      ),
    ).toEqual([['Ben@alderfinch.example', 'Porto']]);
  });

  test('a standard list that nobody has given is empty; another one is missing and said to be', async () => {
    expect(await rows('kql', "_GetWatchlist('tor-exits') | count")).toEqual([[0]]);
    const { status, out } = await ask('kql', "_GetWatchlist('nobody') | count");
    expect(status).toBe(2);
    const [problem] = (JSON.parse(out) as QueryResult).diagnostics;
    expect(problem?.code).toBe('KQL0112');
    expect(problem?.message).toContain('vip');
  });

  test('_GetWatchlistAlias names them all', async () => {
    expect(await rows('kql', '_GetWatchlistAlias | order by WatchlistAlias asc')).toEqual(
      [
        'account-aliases',
        'corporate-egress',
        'leaked-keys',
        'partner-tenants',
        'service-accounts',
        'shared',
        'tor-exits',
        'travel',
        'vip',
      ].map((name) => [name]),
    );
  });
});

// Text sorts by code points: capitals come first.
const signIns = 'sourcetype="azure:aad:signin" | sort userPrincipalName | rename userPrincipalName AS who';

describe('inputlookup', () => {
  test('gives the entries in their order; an empty cell is no field', async () => {
    expect(await rows('spl', '| inputlookup travel | table user, country')).toEqual([
      ['ben@alderfinch.example', 'PT'],
      ['cleo@alderfinch.example', null],
    ]);
    expect(await rows('spl', '| inputlookup travel.csv where user="CLEO*" | table user')).toEqual([
      ['cleo@alderfinch.example'],
    ]);
    expect(await rows('spl', '| inputlookup start=1 max=1 vip | table Note')).toEqual([['second']]);
  });

  test('appends, and fills a subsearch', async () => {
    expect(
      await rows('spl', `${signIns} | head 1 | table who | inputlookup append=t travel | table who, user`),
    ).toEqual([
      ['Ben@alderfinch.example', null],
      [null, 'ben@alderfinch.example'],
      [null, 'cleo@alderfinch.example'],
    ]);
    const among = '[ | inputlookup travel | rename user AS userPrincipalName | fields userPrincipalName ]';
    expect(await rows('spl', `sourcetype="azure:aad:signin" ${among} | stats count`)).toEqual([[2]]);
  });
});

describe('lookup', () => {
  test('finds entries by a field; several entries give several values, in their order', async () => {
    expect(await rows('spl', `${signIns} | lookup vip User AS who OUTPUT Note | table who, Note`)).toEqual([
      ['Ben@alderfinch.example', null],
      ['ada@alderfinch.example', ['first, of\ntwo', 'second']],
      ['cleo@alderfinch.example', null],
      // The list has DAN in capitals: case counts unless the lookup says otherwise.
      ['dan@alderfinch.example', null],
    ]);
  });

  test('standard lists take accounts in any case, and give all other fields without OUTPUT', async () => {
    expect(
      await rows('spl', `${signIns} | lookup travel user AS who | table who, from, to, country | head 2`),
    ).toEqual([
      ['Ben@alderfinch.example', '2026-03-01', '2026-03-09', 'PT'],
      ['ada@alderfinch.example', null, null, null],
    ]);
  });

  test('OUTPUT replaces a field also with nothing; OUTPUTNEW fills in what is missing', async () => {
    const before = `${signIns} | eval country=if(like(who, "ada%"), "XX", null())`;
    expect(
      await rows('spl', `${before} | lookup travel user AS who OUTPUT country | table country | head 2`),
    ).toEqual([['PT'], [null]]);
    expect(
      await rows('spl', `${before} | lookup travel user AS who OUTPUTNEW country | table country | head 2`),
    ).toEqual([['PT'], ['XX']]);
  });

  test('networks hold addresses of both families, in any spelling', async () => {
    expect(
      await rows(
        'spl',
        `${signIns} | lookup corporate-egress cidr AS ipAddress OUTPUT label AS site | table who, site`,
      ),
    ).toEqual([
      ['Ben@alderfinch.example', 'Porto'],
      ['ada@alderfinch.example', null],
      ['cleo@alderfinch.example', 'Lisbon'],
      ['dan@alderfinch.example', null],
    ]);
  });

  test('a transforms.conf beside the file declares wildcards, case and a default', async () => {
    expect(
      await rows(
        'spl',
        `${signIns} | head 2 | eval other=if(like(who, "ada%"), "100%_x", "100xx") | lookup shared pattern AS who OUTPUT team | lookup shared pattern AS other OUTPUT team AS second | table who, team, second`,
      ),
    ).toEqual([
      ['Ben@alderfinch.example', ['blue'], ['nobody']],
      ['ada@alderfinch.example', ['red', 'blue'], ['green']],
    ]);
  });

  test('statistics and conditions go on from what was found', async () => {
    expect(
      await rows(
        'spl',
        `${signIns} | lookup corporate-egress cidr AS ipAddress OUTPUT label | where isnull(label) | stats count by who`,
      ),
    ).toEqual([
      ['ada@alderfinch.example', 1],
      ['dan@alderfinch.example', 1],
    ]);
  });

  test.each([
    ['a lookup that is not there', '| inputlookup nobody', 'SPL0410'],
    ['a field that it does not have', `${signIns} | lookup vip who`, 'SPL0411'],
    ['an output that it does not have', `${signIns} | lookup vip User AS who OUTPUT rank`, 'SPL0411'],
    [
      'a field with several values',
      `${signIns} | stats values(who) AS who | lookup vip User AS who`,
      'SPL0504',
    ],
    ['writing to a file', `${signIns} | outputlookup lists/vip.csv`, 'SPL0432'],
  ])('%s is refused', async (_, text, code) => {
    const { status, out } = await ask('spl', text);
    expect(status).toBe(2);
    expect((JSON.parse(out) as QueryResult).diagnostics.map((each) => each.code)).toContain(code);
  });
});

describe('%name% in Sigma', () => {
  const rule = (item: string): string =>
    [
      'title: Composed',
      'logsource: { product: azure, service: signinlogs }',
      'detection:',
      `  selection: { ${item} }`,
      '  condition: selection',
    ].join('\n');

  async function accounts(item: string): Promise<readonly unknown[]> {
    const rules = folderOf({ 'rule.yml': rule(item) });
    try {
      const { out } = await runCli([
        'query',
        folder.file('page.json'),
        '--sigma',
        rules.file('rule.yml'),
        '--format',
        'ndjson',
        ...lists,
      ]);
      const found = out.split('\n').filter((line) => line !== '');
      return found
        .map((line) => (JSON.parse(line) as Record<string, unknown>)['UserPrincipalName'])
        .toSorted((left, right) => (String(left) < String(right) ? -1 : 1));
    } finally {
      rules.remove();
    }
  }

  test.each([
    ['a whole value, in any case', "UserPrincipalName|expand: '%travel%'", ['Ben', 'cleo']],
    ['not, with case', "UserPrincipalName|cased|expand: '%travel%'", ['cleo']],
    ['differing from all', "UserPrincipalName|expand|neq: '%travel%'", ['ada', 'dan']],
    ['networks, as the list declares', "IPAddress|expand: '%corporate-egress%'", ['Ben', 'cleo']],
    ['networks, as the rule says', "IPAddress|expand|cidr: '%corporate-egress%'", ['Ben', 'cleo']],
    ['part of a field', "UserPrincipalName|contains|expand: '%travel%'", ['Ben', 'cleo']],
    ['wildcards of the list', "UserPrincipalName|expand: '%shared%'", ['Ben', 'ada', 'cleo', 'dan']],
    [
      'beside other values',
      "UserPrincipalName|expand: ['%travel%', 'dan@alderfinch.example']",
      ['Ben', 'cleo', 'dan'],
    ],
  ])('stands for the entries: %s', async (_, item, expected) => {
    expect(await accounts(item)).toEqual(expected.map((name) => `${name}@alderfinch.example`));
  });

  test('a list that is not there is named, with those that are', async () => {
    const rules = folderOf({ 'rule.yml': rule("UserPrincipalName|expand: '%nobody%'") });
    const { status, err } = await runCli([
      'query',
      folder.file('page.json'),
      '--sigma',
      rules.file('rule.yml'),
    ]);
    rules.remove();
    expect(status).toBe(2);
    expect(err.replaceAll(/\s+/g, ' ')).toContain('%nobody%` needs the watchlist nobody, which is not there');
  });
});

describe('what is wrong with a file', () => {
  test('a row that does not fit the header is set aside with its line', async () => {
    const { err } = await ask('kql', "_GetWatchlist('vip') | count");
    expect(err.replaceAll(/\s+/g, ' ')).toContain('vip.csv:5: the row has 3 cells, the header 2');
    expect(await rows('kql', "_GetWatchlist('vip') | project Note | order by Note asc")).toEqual([
      ['capitals'],
      ['first, of\ntwo'],
      ['second'],
    ]);
  });

  test.each([
    [
      'a standard list without its columns',
      `travel=${folder.file('egress.csv')}`,
      /lacks user, from, to, country/,
    ],
    ['a file that is not there', 'vip=/nowhere.csv', /cannot be read: no such file/],
    ['an option without a name', 'vip.csv', /Give a name and a CSV file/],
  ])('%s is refused', async (_, option, message) => {
    const { status, err } = await ask('kql', 'SigninLogs | count', ['--watchlist', option]);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });
});
