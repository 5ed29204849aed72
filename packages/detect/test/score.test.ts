import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confidences, scoreAccounts, severities } from '../src/index.js';
import type { Alert } from '../src/index.js';
import { alert } from './support.js';

const alerts = fc
  .array(
    fc.record({
      detection: fc.constantFrom('one', 'two', 'three'),
      severity: fc.constantFrom(...severities),
      confidence: fc.constantFrom(...confidences),
      account: fc.constantFrom('ada@tailspin.example', 'bo@tailspin.example'),
      minute: fc.nat(59),
    }),
    { maxLength: 12 },
  )
  .map((drawn) =>
    drawn.map(({ minute, ...changes }, index) =>
      alert({ ...changes, id: String(index), time: `2026-03-10T09:${String(minute).padStart(2, '0')}:00Z` }),
    ),
  );

const scoreOf = (all: readonly Alert[], name: string): number =>
  scoreAccounts(all).find(({ account }) => account === name)?.score ?? 0;

describe('the score of an account', () => {
  // The weights are those of docs/scoring.md: critical 100, high 70, medium 40, low 15; high 1, medium 0.8, low 0.5.
  test.each([
    ['critical', 'high', 100],
    ['high', 'high', 70],
    ['high', 'medium', 56],
    ['medium', 'medium', 32],
    ['low', 'low', 8],
  ] as const)('of one %s alert with %s confidence is %d', (severity, confidence, score) => {
    expect(scoreAccounts([alert({ severity, confidence })]).map((account) => account.score)).toEqual([score]);
  });

  test('adds a quarter for a repeat and all of another detection', () => {
    const [first, repeat, other] = [
      alert({ severity: 'medium' }),
      alert({ severity: 'medium', time: '2026-03-12T09:00:00Z' }),
      alert({ severity: 'low', detection: 'two' }),
    ];
    // 40 + 40 × ¼ + 15
    expect(scoreAccounts([first, repeat, other])).toMatchObject([
      {
        score: 65,
        severity: 'medium',
        scoreParts: [
          { alert: first.id, points: 40, factor: 1, contribution: 40 },
          { alert: other.id, points: 15, factor: 1, contribution: 15 },
          { alert: repeat.id, points: 40, factor: 0.25, contribution: 10 },
        ],
      },
    ]);
  });

  test('is the sum of its parts, cut at 100 and rounded', () => {
    fc.assert(
      fc.property(alerts, (all) => {
        for (const { score, scoreParts } of scoreAccounts(all)) {
          const sum = scoreParts.reduce((total, { points, factor }) => total + points * factor, 0);
          expect(score).toBe(Math.round(Math.min(100, sum)));
        }
      }),
    );
  });

  test('never falls when an alert is added', () => {
    fc.assert(
      fc.property(alerts, (all) => {
        const [added, ...others] = all;
        fc.pre(added !== undefined);
        expect(scoreOf(all, added.account)).toBeGreaterThanOrEqual(scoreOf(others, added.account));
      }),
    );
  });

  test('does not depend on the order of the alerts', () => {
    fc.assert(
      fc.property(
        alerts.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          ),
        ),
        ([all, shuffled]) => {
          expect(scoreAccounts(shuffled)).toEqual(scoreAccounts(all));
        },
      ),
    );
  });

  test('of any number of repeats stays below one alert of the next severity', () => {
    const repeats = (severity: 'low' | 'medium' | 'high') =>
      Array.from({ length: 50 }, (_, index) =>
        alert({ severity, time: new Date(Date.UTC(2026, 2, 1 + index)).toISOString(), id: String(index) }),
      );
    const score = (all: readonly Alert[]): number => scoreOf(all, 'ada@tailspin.example');
    expect(score(repeats('low'))).toBeLessThan(score([alert({ severity: 'medium' })]));
    expect(score(repeats('medium'))).toBeLessThan(score([alert({ severity: 'high' })]));
    expect(score(repeats('high'))).toBeLessThan(score([alert({ severity: 'critical' })]));
  });

  test('leaves out what is excluded, but lists it', () => {
    const kept = alert({ severity: 'low' });
    const excluded = alert({ id: 'excluded', severity: 'critical', excluded: 'registered travel' });
    const only = alert({ account: 'bo@tailspin.example', excluded: 'registered travel' });
    expect(scoreAccounts([kept, excluded, only])).toMatchObject([
      { account: kept.account, score: 15, severity: 'low', alerts: [excluded.id, kept.id].toSorted() },
    ]);
  });
});

describe('the ranking', () => {
  test('is by score, then by last seen', () => {
    const early = alert({ account: 'early', time: '2026-03-10T09:00:00Z' });
    const late = alert({ account: 'late', time: '2026-03-10T09:00:00.5Z' });
    const worst = alert({ account: 'worst', severity: 'critical', time: '2026-03-01T00:00:00Z' });
    expect(scoreAccounts([early, late, worst]).map(({ account }) => account)).toEqual([
      'worst',
      'late',
      'early',
    ]);
  });

  test('tells from when to when an account was seen, and its reasons once', () => {
    const accounts = scoreAccounts([
      alert({ time: '2026-03-11T00:00:00Z', lastTime: '2026-03-11T03:00:00Z', why: ['OpenRisk'] }),
      alert({
        time: '2026-03-10T00:00:00Z',
        lastTime: '2026-03-10T01:00:00Z',
        why: ['OpenRisk', 'HighRiskSignIn'],
      }),
    ]);
    expect(accounts).toMatchObject([
      {
        firstSeen: '2026-03-10T00:00:00Z',
        lastSeen: '2026-03-11T03:00:00Z',
        why: ['OpenRisk', 'HighRiskSignIn'],
      },
    ]);
  });
});
