import { describe, expect, test } from 'vitest';
import type { Exclusion } from '../../src/index.js';
import type { Match } from '../../src/run/match.js';
import { judgeAlerts } from '../../src/exclude/exclude-alerts.js';
import { at, detection, exclusion, judge, match, raise, watchlist } from './support.js';

const NINE = '2026-03-10T09:00:00Z';

const watchlists = new Map([
  [
    'travel',
    watchlist(
      'user,from,to,country\nADA@tailspin.example,2026-03-09,2026-03-10,jp\nada@tailspin.example,2026-03-10T08:00:00Z,2026-03-10T12:00:00Z,SG',
    ),
  ],
  ['corporate-egress', watchlist('cidr,label\n192.0.2.0/25,Lisbon\n2001:db8:1::/48,Lisbon')],
  [
    'service-accounts',
    watchlist('account,type,owner,source,purpose\nada@tailspin.example,user,it,192.0.2.0/25 198.51.100.9,ci'),
  ],
  ['robots', watchlist('account,source\nada@tailspin.example,hosted runners\nbo@tailspin.example,')],
  ['partner-tenants', watchlist('tenant_id,name,domain\nB0A9,Northwind,northwind.example')],
]);

const reasons = (matches: readonly Match[], changes: Partial<Exclusion>): readonly (string | undefined)[] =>
  judge(matches, [exclusion(changes)], watchlists).alerts.map(({ excluded }) => excluded);

const excludes = (matches: readonly Match[], changes: Partial<Exclusion>): boolean =>
  reasons(matches, changes).every((reason) => reason !== undefined);

describe('an exclusion by address', () => {
  const byAddress = { entities: { address: { watchlist: 'corporate-egress' } } };

  test.each([
    ['192.0.2.7', true],
    ['192.0.2.7:51022', true],
    ['::ffff:192.0.2.7', true],
    ['2001:DB8:1::5', true],
    ['[2001:db8:1::5]:443', true],
    ['192.0.2.127', true],
    ['192.0.2.128', false],
    ['203.0.113.66', false],
    ['2001:db8:2::5', false],
    ['AWS Internal', false],
    ['', false],
  ])('of %s: %s', (Address, expected) => {
    expect(excludes([match(NINE, { Address })], byAddress)).toBe(expected);
  });

  test('holds only when all addresses of all matches are covered', () => {
    const near = match(NINE, { Address: '192.0.2.7' });
    const far = match('2026-03-10T10:00:00Z', { Address: '203.0.113.66' });
    const both = match(NINE, { Address: '["192.0.2.7","203.0.113.66"]', Addresses: 2 });
    const two = match(NINE, { Address: ['192.0.2.7', '192.0.2.9'], Addresses: 2 });
    expect(excludes([near], byAddress)).toBe(true);
    expect(excludes([near, far], byAddress)).toBe(false);
    expect(excludes([both], byAddress)).toBe(false);
    expect(excludes([two], byAddress)).toBe(true);
  });

  test('says nothing of a row that shows one of several addresses, and tells so', () => {
    const { alerts, outcomes } = judge(
      [match(NINE, { Address: '192.0.2.7', Addresses: 2 })],
      [exclusion(byAddress)],
      watchlists,
    );
    expect(alerts[0]).not.toHaveProperty('excluded');
    expect(outcomes[0]?.remarks).toEqual(['one does not tell every address of its alerts, so they stay']);
  });

  test('says nothing of a detection that does not tell its addresses', () => {
    const silent = { ...detection, queries: detection.queries.map((query) => ({ ...query, entities: {} })) };
    const { alerts } = judge(
      [match(NINE, { Address: '192.0.2.7' })],
      [exclusion(byAddress)],
      watchlists,
      silent,
    );
    expect(alerts[0]).not.toHaveProperty('excluded');
  });
});

describe('an exclusion by account', () => {
  test.each([
    ['ADA@tailspin.example', true],
    ['bo@tailspin.example', false],
    ['ada', false],
  ])('named %s: %s', (name, expected) => {
    expect(excludes([match(NINE, {})], { account: { values: [name] } })).toBe(expected);
  });

  test('holds by any name that the logs have for the account', () => {
    const raised = raise([match(NINE, {}, { key: 'akiaexample', account: 'AKIAEXAMPLE' })]);
    const person = { account: 'ada@tailspin.example', aliases: ['arn:aws:iam::1:user/Ada', 'AKIAEXAMPLE'] };
    const setting = { watchlists, detections: [detection], now: at(NINE) };
    for (const name of ['ada@tailspin.example', 'arn:aws:iam::1:user/ada', 'akiaexample']) {
      const given = [exclusion({ account: { values: [name] } })];
      expect(judgeAlerts(raised, () => person, given, setting).alerts[0]?.excluded).toBe('known');
    }
  });

  test('in a watchlist holds only from the addresses that the list says it comes from', () => {
    const account = { watchlist: 'service-accounts' };
    expect(excludes([match(NINE, { Address: '198.51.100.9' })], { account })).toBe(true);
    expect(excludes([match(NINE, { Address: '192.0.2.7' })], { account })).toBe(true);
    expect(excludes([match(NINE, { Address: '203.0.113.66' })], { account })).toBe(false);
    expect(excludes([match(NINE, { Address: '' })], { account })).toBe(false);
  });

  test('in a watchlist without a source holds from anywhere; one in words holds from nowhere', () => {
    const bo = { key: 'bo@tailspin.example', account: 'bo@tailspin.example' };
    const found = [match(NINE, { Address: '203.0.113.66' }), match(NINE, { Address: '203.0.113.66' }, bo)];
    const { alerts, outcomes } = judge(found, [exclusion({ account: { watchlist: 'robots' } })], watchlists);
    expect(alerts.map(({ account, excluded }) => [account, excluded])).toEqual([
      ['ada@tailspin.example', undefined],
      ['bo@tailspin.example', 'known'],
    ]);
    expect(outcomes[0]?.remarks).toEqual([
      'the watchlist robots has sources that are no addresses, so these accounts stay (without a source they are covered from anywhere): 1',
    ]);
  });
});

describe('an exclusion by trip', () => {
  const byTrip = { trip: { watchlist: 'travel' } };

  test.each([
    ['on the day of departure, from its beginning', '2026-03-09T00:00:00Z', 'JP', true],
    ['on the last day, to its end', '2026-03-10T23:59:59.9999999Z', 'JP', true],
    ['before the trip', '2026-03-08T23:59:59Z', 'JP', false],
    ['after the trip', '2026-03-11T00:00:00Z', 'JP', false],
    ['in a third country during the trip', NINE, 'NG', false],
    ['in the second country of the day', '2026-03-10T09:00:00Z', 'SG', true],
    ['there after the hour of return', '2026-03-10T12:00:00Z', 'SG', false],
    ['in a country that nobody knows', NINE, '', false],
  ])('%s', (_, time, Country, expected) => {
    expect(excludes([match(time, { Country })], byTrip)).toBe(expected);
  });

  test('of somebody else says nothing', () => {
    const other = { key: 'bo@tailspin.example', account: 'bo@tailspin.example' };
    expect(excludes([match(NINE, { Country: 'JP' }, other)], byTrip)).toBe(false);
  });

  test('does not hide what happens elsewhere in the same alert', () => {
    const [abroad, thirdCountry] = [
      match(NINE, { Country: 'JP' }),
      match('2026-03-10T13:00:00Z', { Country: 'NG' }),
    ];
    const { alerts, outcomes } = judge([abroad, thirdCountry], [exclusion(byTrip)], watchlists);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).not.toHaveProperty('excluded');
    expect(outcomes[0]?.partly).toEqual([alerts[0]?.id]);
  });
});

describe('an exclusion by other values', () => {
  test.each<[string, Match['row'], Partial<Exclusion>, boolean]>([
    ['tenant', { Home: 'b0a9' }, { entities: { homeTenant: { watchlist: 'partner-tenants' } } }, true],
    ['other tenant', { Home: 'c1b2' }, { entities: { homeTenant: { watchlist: 'partner-tenants' } } }, false],
    [
      'column',
      { Home: 'Northwind' },
      { entities: { homeTenant: { watchlist: 'partner-tenants', column: 'name' } } },
      true,
    ],
    [
      'application',
      { Application: 'Azure CLI' },
      { entities: { application: { values: ['azure cli'] } } },
      true,
    ],
    ['agent', { Agent: 'aws-cli/2.17 (x; y, z)' }, { entities: { agent: { values: ['aws-cli/*'] } } }, true],
    [
      'agent in the middle',
      { Agent: 'a aws-cli/2' },
      { entities: { agent: { values: ['aws-cli/*'] } } },
      false,
    ],
    ['agent, both ends', { Agent: 'xaby' }, { entities: { agent: { values: ['x*ab*by'] } } }, false],
    ['country', { Country: '["PT","JP"]' }, { entities: { country: { values: ['pt', 'jp'] } } }, true],
    [
      'one of two countries',
      { Country: '["PT","NG"]' },
      { entities: { country: { values: ['PT'] } } },
      false,
    ],
  ])('%s', (_, row, changes, expected) => {
    expect(excludes([match(NINE, row)], changes)).toBe(expected);
  });

  test.each<[readonly string[], readonly string[], boolean]>([
    [['RiskEvent:unlikelyTravel'], ['RiskEvent'], true],
    [['RiskEvent:unlikelyTravel'], ['riskevent:unlikelytravel'], true],
    [['RiskEvent:unlikelyTravel', 'OpenRisk'], ['RiskEvent', 'OpenRisk'], true],
    // What else the match shows is not explained.
    [['RiskEvent:unlikelyTravel', 'RiskEvent:leakedCredentials'], ['RiskEvent:unlikelyTravel'], false],
    [['RiskEventful'], ['RiskEvent'], false],
    [[], ['RiskEvent'], false],
  ])('indicators %j by %j: %s', (why, indicators, expected) => {
    expect(excludes([match(NINE, {}, { why })], { indicators })).toBe(expected);
  });

  test.each<[Partial<Exclusion>, boolean]>([
    [{ from: at(NINE) }, true],
    [{ from: at(NINE) + 1n }, false],
    [{ until: at(NINE) }, false],
    [{ until: at(NINE) + 1n }, true],
    [{ maxSeverity: 'medium' }, true],
    [{ maxSeverity: 'low' }, false],
    [{ detections: ['one'] }, true],
    [{ detections: ['another'] }, false],
  ])('of a time or detection, case %#', (changes, expected) => {
    expect(excludes([match(NINE, {})], changes)).toBe(expected);
  });
});

describe('what is said of exclusions', () => {
  const confirmed = match(
    NINE,
    { Address: '192.0.2.7' },
    { why: ['OpenRisk'], confirmed: true, severity: 'critical' },
  );

  test('a confirmed compromise is refused, with the reason', () => {
    const { alerts, outcomes } = judge([confirmed], [exclusion({ reason: 'Our exit' })]);
    expect(alerts).toMatchObject([{ confirmed: true, exclusionRefused: 'Our exit' }]);
    expect(alerts[0]).not.toHaveProperty('excluded');
    expect(outcomes).toMatchObject([{ excluded: [], refused: [alerts[0]?.id] }]);
  });

  test('one confirmed match confirms the alert', () => {
    const { alerts } = judge(
      [match(NINE, {}), { ...confirmed, time: at('2026-03-10T10:00:00Z') }],
      [exclusion({})],
    );
    expect(alerts).toMatchObject([{ confirmed: true, exclusionRefused: 'known' }]);
  });

  test('two exclusions may explain an alert together: both reasons are told', () => {
    const found = [match(NINE, { Country: 'PT' }), match('2026-03-10T10:00:00Z', { Country: 'JP' })];
    const [home, trip] = [
      exclusion({ reason: 'At home', entities: { country: { values: ['PT'] } } }),
      exclusion({ reason: 'Travels', trip: { watchlist: 'travel' } }),
    ];
    const { alerts, outcomes } = judge(found, [home, trip], watchlists);
    expect(alerts[0]?.excluded).toBe('At home; Travels');
    expect(outcomes.map(({ excluded }) => excluded.length)).toEqual([1, 1]);
  });

  test.each<[string, Partial<Exclusion>, string]>([
    ['stale', { account: { values: ['bo@tailspin.example'] } }, 'matches no alert: is it still needed?'],
    [
      'expired',
      { until: at('2026-03-31T00:00:00Z') },
      'expired at 2026-03-31T00:00:00Z: renew it or take it out',
    ],
    ['not yet valid', { from: at('2026-04-01T00:00:00Z') }, 'is not valid before 2026-04-01T00:00:00Z'],
    ['unknown detection', { detections: ['two'] }, 'no detection of this run is called two'],
    [
      'unknown indicator',
      { indicators: ['OpenRisks'] },
      'none of its detections shows the indicator OpenRisks',
    ],
    [
      'no such watchlist',
      { account: { watchlist: 'robot' } },
      'the watchlist robot is not given (--watchlist robot=FILE)',
    ],
    [
      'no such column',
      { account: { watchlist: 'travel', column: 'who' } },
      'the watchlist travel has no column who',
    ],
    ['no trips', { trip: { watchlist: 'robots' } }, 'the watchlist robots has no column user'],
  ])('%s', (_, changes, remark) => {
    const { outcomes } = judge([match(NINE, {})], [exclusion(changes)], watchlists);
    expect(outcomes[0]?.remarks).toContain(remark);
  });

  test('nothing is remarked of one that does its work', () => {
    expect(judge([match(NINE, {})], [exclusion({})]).outcomes[0]?.remarks).toEqual([]);
  });
});
