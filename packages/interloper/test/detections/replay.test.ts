import type { DetectionResult } from '@interloper/detect';
import { describe, expect, test } from 'vitest';
import { detectionOf, hours, queryIn, runOnLogins } from './support/logins.js';
import type { Login } from './support/logins.js';

const timesOf = ({ alerts }: DetectionResult): readonly string[] => alerts.map(({ time }) => time);

const RISKY = 'Logins | where At > ago(1d) | where Level == "high" | project At, User, Level';
/** The same rule with a step that makes it depend on more than one row: it must be stepped. */
const RISKY_STEPPED = `${RISKY} | take 1000000`;
const FAILURES =
  'Logins | where Level == "failed" | summarize At = min(At), Failures = count() by User | where Failures >= 3';

describe('a replay', () => {
  const month: readonly Login[] = [
    { at: '2026-03-01T00:00:00Z', level: 'low' },
    { at: '2026-03-12T12:34:56.7890123Z', level: 'high' },
    { at: '2026-03-12T13:00:00Z', level: 'high' },
    { at: '2026-03-20T23:59:59Z', level: 'high', user: 'bo' },
    { at: '2026-03-31T00:00:00Z', level: 'low' },
  ];
  const span = { from: '2026-03-01T00:00:00Z', now: '2026-03-31T00:00:00Z' };

  test.each([
    ['in one query when the rule is stateless', RISKY],
    ['step by step when it is not', RISKY_STEPPED],
  ])('finds what happened weeks before now, %s', async (_, rule) => {
    const { alerts } = await runOnLogins(detectionOf(rule), month, span);
    expect(alerts).toMatchObject([
      { account: 'ada', time: '2026-03-12T12:34:56.7890123Z', lastTime: '2026-03-12T13:00:00Z', matches: 2 },
      { account: 'bo', time: '2026-03-20T23:59:59Z', matches: 1 },
    ]);
  });

  test('runs a stateless rule once and a stateful one at each step that may see an event', async () => {
    const runs = async (rule: string): Promise<number> => {
      let count = 0;
      await runOnLogins(detectionOf(rule, { frequency: hours(24) }), month, {
        ...span,
        around: (reader) => ({
          ...reader,
          query: async (...args) => {
            if (args[0].kind === 'sort' || JSON.stringify(args[0]).includes('"high"')) count += 1;
            return reader.query(...args);
          },
          run: async (...args) => {
            count += 1;
            return reader.run(...args);
          },
        }),
      });
      return count;
    };
    expect(await runs(RISKY)).toBe(1);
    // Events on four of thirty-one days, each seen within three steps of a day at most.
    expect(await runs(RISKY_STEPPED)).toBeLessThanOrEqual(12);
  });

  test('sees evidence that lies on both sides of a step', async () => {
    const across = ['09:50', '10:10', '10:20'].map((time) => ({
      at: `2026-03-10T${time}:00Z`,
      level: 'failed',
    }));
    const detection = detectionOf(FAILURES, { lookback: hours(2) });
    const result = await runOnLogins(detection, across, {
      from: '2026-03-10T00:00:00Z',
      now: '2026-03-11T00:00:00Z',
    });
    expect(timesOf(result)).toEqual(['2026-03-10T09:50:00Z']);
  });

  test('does not add up what lies further apart than the lookback', async () => {
    const apart = ['09:50', '11:10', '12:20'].map((time) => ({
      at: `2026-03-10T${time}:00Z`,
      level: 'failed',
    }));
    const detection = detectionOf(FAILURES, { lookback: hours(2) });
    const result = await runOnLogins(detection, apart, {
      from: '2026-03-10T00:00:00Z',
      now: '2026-03-11T00:00:00Z',
    });
    expect(timesOf(result)).toEqual([]);
  });

  test('evaluates at the end of the span, where no whole step ends', async () => {
    const last = ['10:31', '10:32', '10:33'].map((time) => ({
      at: `2026-03-10T${time}:00Z`,
      level: 'failed',
    }));
    const result = await runOnLogins(detectionOf(FAILURES), last, {
      from: '2026-03-10T00:00:00Z',
      now: '2026-03-10T10:33:00Z',
    });
    expect(timesOf(result)).toEqual(['2026-03-10T10:31:00Z']);
  });

  // Steps at 00:00, 04:00, 08:00 …
  test.each([
    ['the lookback', 'Logins | where Level == "high"', hours(1), ['03:30']],
    ['a bound of the rule', 'Logins | where At > ago(1h) and Level == "high"', hours(24), ['03:30']],
    [
      'two bounds, either way round',
      'Logins | where ago(5h) < At | where now(-2h) >= At | where Level == "high"',
      hours(24),
      ['03:30', '05:00'],
    ],
  ])('with gaps between what its steps see finds what they find: %s', async (_, rule, lookback, expected) => {
    const detection = detectionOf(rule, { frequency: hours(4), lookback });
    const logins = ['02:30', '03:30', '05:00'].map((time) => ({
      at: `2026-03-10T${time}:00Z`,
      level: 'high',
      user: time,
    }));
    const { accounts } = await runOnLogins(detection, logins, {
      from: '2026-03-10T00:00:00Z',
      now: '2026-03-11T00:00:00Z',
    });
    expect(accounts.map(({ account }) => account).toSorted()).toEqual(expected);
  });

  test.each([[RISKY], [RISKY_STEPPED]])('raises no alert for events outside its span: %s', async (rule) => {
    const result = await runOnLogins(detectionOf(rule), month, {
      from: '2026-03-12T12:40:00Z',
      now: '2026-03-15T00:00:00Z',
    });
    expect(timesOf(result)).toEqual(['2026-03-12T13:00:00Z']);
  });
});

describe('at one instant', () => {
  test('a detection sees its lookback and nothing later', async () => {
    const logins = [
      { at: '2026-03-10T11:59:59Z', level: 'high', user: 'early' },
      { at: '2026-03-10T12:00:01Z', level: 'high', user: 'in time' },
      { at: '2026-03-11T12:00:01Z', level: 'high', user: 'late' },
    ];
    // The rule has no bound of its own: the lookback is the schedule's.
    const detection = detectionOf('Logins | where Level == "high"');
    const { accounts } = await runOnLogins(detection, logins, { now: '2026-03-11T12:00:00Z' });
    expect(accounts.map(({ account }) => account)).toEqual(['in time']);
  });
});

const VERDICTS = 'Logins | where At > ago(1d) | where Verdict in ("risky", "confirmed")';

describe.each([
  ['comparing all records', queryIn('kql', VERDICTS)],
  ['comparing those of the events found', { ...queryIn('kql', VERDICTS), fields: { Id: 'Id' } }],
  ['in a stateful rule', queryIn('kql', `${VERDICTS} | summarize At = min(At), Id = take_any(Id) by User`)],
])('where only the last record of an event counts, %s', (_way, query) => {
  const lastRecord = { table: 'Logins', of: ['Id'], by: 'Written', keep: { Verdict: ['confirmed'] } };
  const detection = detectionOf('', { queries: [query], lastRecord });
  const span = { from: '2026-03-10T00:00:00Z', now: '2026-03-11T00:00:00Z' };
  const at = '2026-03-10T09:00:00Z';
  const [first, later] = ['2026-03-10T09:05:00Z', '2026-03-10T15:00:00Z'];

  test.each<[string, readonly Login[], readonly string[]]>([
    [
      'a verdict that was withdrawn is none',
      [
        { id: '1', at, written: first, verdict: 'risky' },
        { id: '1', at, written: later, verdict: 'safe' },
      ],
      [],
    ],
    [
      'a verdict that came later is one',
      [
        { id: '1', at, written: first, verdict: 'none' },
        { id: '1', at, written: later, verdict: 'risky' },
      ],
      ['ada'],
    ],
    [
      'records of other events and without an id stay',
      [
        { id: '1', at, written: first, verdict: 'risky', user: 'bo' },
        { id: '2', at, written: first, verdict: 'none', user: 'cy' },
        { id: '2', at, written: later, verdict: 'safe', user: 'cy' },
        { at, written: first, verdict: 'risky', user: 'di' },
        { at, written: later, verdict: 'safe', user: 'di' },
      ],
      ['bo', 'di'],
    ],
    [
      'a verdict that is to be kept stays',
      [
        { id: '1', at, written: first, verdict: 'confirmed' },
        { id: '1', at, written: later, verdict: 'safe' },
      ],
      ['ada'],
    ],
    [
      'a record whose own time is not known stays',
      [
        { id: '1', at, written: at, verdict: 'risky' },
        { id: '1', at, written: later, verdict: 'safe' },
      ],
      ['ada'],
    ],
  ])('%s', async (_, logins, accounts) => {
    const result = await runOnLogins(detection, logins, span);
    expect(result.accounts.map(({ account }) => account).toSorted()).toEqual(accounts);
  });
});
