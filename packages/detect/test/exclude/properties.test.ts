import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confidences, scoreAccounts, severities } from '../../src/index.js';
import type { Alert, AlertedPerson, Exclusion } from '../../src/index.js';
import { judgeAlerts } from '../../src/exclude/exclude-alerts.js';
import type { RaisedAlert } from '../../src/run/alerts.js';
import { at, detection, match, raise, watchlist } from './support.js';

const names = ['ada@tailspin.example', 'bo@tailspin.example', 'arn:aws:iam::1:user/ada'] as const;
const addresses = ['192.0.2.7', '192.0.2.200', '198.51.100.9', '2001:db8::7', 'service'] as const;
const countries = ['PT', 'JP', 'NG'] as const;
const indicators = ['OpenRisk', 'RiskEvent:passwordSpray', 'ConfirmedCompromise'] as const;
const day = fc.integer({ min: 1, max: 28 });
const instant = day.map((each) => `2026-03-${String(each).padStart(2, '0')}T09:00:00Z`);

const matches = fc.array(
  fc
    .record({
      name: fc.constantFrom(...names),
      time: instant,
      found: fc.uniqueArray(fc.constantFrom(...addresses), { maxLength: 3 }),
      count: fc.integer({ min: 0, max: 3 }),
      country: fc.option(fc.constantFrom(...countries)),
      agent: fc.constantFrom('curl/8', 'Mozilla/5.0 (X11; Linux)'),
      severity: fc.constantFrom(...severities),
      confidence: fc.constantFrom(...confidences),
      why: fc.uniqueArray(fc.constantFrom(...indicators), { maxLength: 2 }),
      confirmed: fc.boolean(),
    })
    .map(({ name, time, found, count, country, agent, confirmed, ...verdict }) =>
      match(
        time,
        { Address: JSON.stringify(found), Addresses: count, Country: country, Agent: agent },
        { key: name, account: name, ...verdict, ...(confirmed ? { confirmed: true } : {}) },
      ),
    ),
  { maxLength: 10 },
);

const watchlists = new Map([
  ['travel', watchlist('user,country,from,to\nada@tailspin.example,JP,2026-03-02,2026-03-20')],
  ['egress', watchlist('cidr,label\n192.0.2.0/25,exit\n2001:db8::/32,exit')],
  ['services', watchlist('account,source\nbo@tailspin.example,192.0.2.0/24\nada@tailspin.example,')],
]);

const membership = (values: readonly string[], list: string) =>
  fc.oneof(
    fc
      .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })
      .map((each) => ({ values: each })),
    fc.constantFrom(list, 'absent').map((name) => ({ watchlist: name })),
  );

/** Conditions that are seldom there leave exclusions that match something. */
function seldom<T>(given: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: given });
}

const exclusion: fc.Arbitrary<Exclusion> = fc
  .record({
    reason: fc.constantFrom('travel', 'exit', 'service'),
    detections: fc.constantFrom<Exclusion['detections']>('all', ['one'], ['another']),
    indicators: seldom(fc.subarray(['OpenRisk', 'RiskEvent', 'ConfirmedCompromise'], { minLength: 1 })),
    account: seldom(membership(names, 'services')),
    address: seldom(membership(['192.0.2.0/24', '198.51.100.9', '2001:db8::/32', '0.0.0.0/0'], 'egress')),
    country: seldom(membership(countries, 'travel')),
    agent: seldom(fc.constant({ values: ['*'] })),
    trip: seldom(fc.constant({ watchlist: 'travel' })),
    maxSeverity: seldom(fc.constantFrom(...severities)),
    from: seldom(instant),
    until: seldom(instant),
  })
  .map(
    ({ address, country, agent, indicators: shown, account, trip, maxSeverity, from, until, ...rest }) => ({
      file: 'exclusions.yml',
      line: 1,
      ...rest,
      ...(shown === undefined ? {} : { indicators: shown }),
      ...(account === undefined ? {} : { account }),
      entities: {
        ...(address === undefined ? {} : { address }),
        ...(country === undefined ? {} : { country }),
        ...(agent === undefined ? {} : { agent }),
      },
      ...(maxSeverity === undefined ? {} : { maxSeverity }),
      ...(trip === undefined ? {} : { trip }),
      ...(from === undefined ? {} : { from: at(from) }),
      ...(until === undefined ? {} : { until: at(until) }),
    }),
  );
const exclusions = fc.array(exclusion, { maxLength: 4 });

/** One person has a mail address and a user of AWS. */
function personOf({ account }: Alert): AlertedPerson {
  return account === names[1] ? { account, aliases: [] } : { account: names[0], aliases: [names[2]] };
}

const judge = (raised: readonly RaisedAlert[], given: readonly Exclusion[]) =>
  judgeAlerts(raised, personOf, given, { watchlists, detections: [detection], now: at('2026-03-31') });

const scoreOf = (alerts: readonly Alert[], name: string): number =>
  scoreAccounts(alerts, personOf).find(({ account }) => account === name)?.score ?? 0;

describe('whatever is excluded', () => {
  test('a confirmed compromise is not', () => {
    fc.assert(
      fc.property(matches, exclusions, (found, given) => {
        for (const alert of judge(raise(found), given).alerts)
          if (alert.confirmed === true) expect(alert.excluded).toBeUndefined();
      }),
    );
  });

  test('some alerts are, and some are refused: the properties are not about nothing', () => {
    const seen = { excluded: 0, refused: 0, kept: 0 };
    fc.assert(
      fc.property(matches, exclusions, (found, given) => {
        for (const { excluded, exclusionRefused } of judge(raise(found), given).alerts)
          seen[excluded !== undefined ? 'excluded' : exclusionRefused !== undefined ? 'refused' : 'kept'] +=
            1;
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(Object.values(seen).every((count) => count > 10)).toBe(true);
  });

  test('no score rises', () => {
    fc.assert(
      fc.property(matches, exclusions, (found, given) => {
        const raised = raise(found);
        const all = raised.map(({ alert }) => alert);
        const { alerts } = judge(raised, given);
        for (const name of names) expect(scoreOf(alerts, name)).toBeLessThanOrEqual(scoreOf(all, name));
      }),
    );
  });

  test('no alert hangs on another: alone it has the same fate', () => {
    fc.assert(
      fc.property(matches, exclusions, (found, given) => {
        const raised = raise(found);
        expect(judge(raised, given).alerts).toEqual(raised.flatMap((each) => judge([each], given).alerts));
      }),
    );
  });

  test('one more exclusion changes no alert but those that it has to do with', () => {
    fc.assert(
      fc.property(matches, exclusions, exclusion, (found, given, more) => {
        const raised = raise(found);
        const before = judge(raised, given);
        const after = judge(raised, [...given, more]);
        const last = after.outcomes.at(-1);
        const touched = new Set([...(last?.excluded ?? []), ...(last?.refused ?? [])]);
        for (const [index, alert] of after.alerts.entries()) {
          const earlier = before.alerts[index];
          if (!touched.has(alert.id)) expect(alert).toEqual(earlier);
          // What was excluded stays so: exclusions do not take each other back.
          if (earlier?.excluded !== undefined) expect(alert.excluded).toContain(earlier.excluded);
        }
      }),
    );
  });

  test('alerts stay in the result, in their order and as they were but for the reason', () => {
    fc.assert(
      fc.property(matches, exclusions, (found, given) => {
        const raised = raise(found);
        expect(judge(raised, given).alerts).toMatchObject(raised.map(({ alert }) => alert));
      }),
    );
  });

  test('an address that an exclusion does not hold keeps its alert', () => {
    fc.assert(
      fc.property(matches, exclusion, (found, given) => {
        const only = { ...given, entities: { address: { values: ['192.0.2.0/25'] } } };
        const raised = raise(found);
        for (const [index, { excluded }] of judge(raised, [only]).alerts.entries()) {
          const rows = raised[index]?.matches.map(({ row }) => row) ?? [];
          const all = rows.map(({ Address, Addresses }) => ({ Address, Addresses }));
          if (excluded !== undefined)
            expect(
              all.every(({ Address, Addresses }) => Address === '["192.0.2.7"]' && Number(Addresses) <= 1),
            ).toBe(true);
        }
      }),
    );
  });
});
