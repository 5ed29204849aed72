import { TICKS_PER_DAY, ticksOfIso } from '@interloper/plan';
import { describe, expect, test } from 'vitest';
import type { DetectionPackage } from '../src/index.js';
import { agreementOf, mergedMatches } from '../src/run/agreement.js';
import { alertsOf } from '../src/run/alerts.js';
import { matchesOf } from '../src/run/match.js';
import type { Match } from '../src/run/match.js';

const detection: DetectionPackage = {
  slug: 'one',
  folder: 'detections/one',
  id: '00000000-0000-4000-8000-000000000001',
  title: 'One',
  description: '',
  attack: [{ technique: 'T1586.003', name: 'Cloud Accounts', tactic: 'resource-development' }],
  severity: 'high',
  confidence: 'medium',
  dataSources: { tables: [], sourcetypes: [], logsources: [] },
  frequency: TICKS_PER_DAY / 24n,
  lookback: TICKS_PER_DAY,
  queries: [],
  grading: [],
  falsePositives: [],
  references: [],
  related: [],
  documents: {},
};

const at = (time: string): bigint => ticksOfIso(time) ?? 0n;

const match = (changes: Partial<Match>): Match => ({
  key: 'ada@tailspin.example',
  account: 'Ada@tailspin.example',
  time: at('2026-03-10T09:00:00Z'),
  query: 'kql',
  row: {},
  severity: 'medium',
  confidence: 'medium',
  why: [],
  ...changes,
});

describe('matches of one detection', () => {
  test('on one account within a lookback are one alert, at the time of the first', () => {
    const alerts = alertsOf(
      detection,
      [
        match({ time: at('2026-03-11T09:00:00.0000001Z'), row: { n: 3 } }),
        match({ time: at('2026-03-11T09:00:00Z'), severity: 'critical', row: { n: 2 }, why: ['B', 'A'] }),
        match({ time: at('2026-03-10T09:00:00Z'), row: { n: 1 }, why: ['A'] }),
        match({ key: 'bo', time: at('2026-03-10T09:00:00Z') }),
      ],
      (key) => key.toUpperCase(),
    );
    expect(alerts.map(({ alert }) => alert)).toMatchObject([
      {
        account: 'ADA@TAILSPIN.EXAMPLE',
        time: '2026-03-10T09:00:00Z',
        lastTime: '2026-03-11T09:00:00Z',
        severity: 'critical',
        evidence: { n: 2 },
        matches: 2,
        why: ['A', 'B'],
      },
      {
        account: 'ADA@TAILSPIN.EXAMPLE',
        time: '2026-03-11T09:00:00.0000001Z',
        matches: 1,
        evidence: { n: 3 },
      },
      { account: 'BO', matches: 1 },
    ]);
  });

  test('have ids of detection, account and time, whatever the order of the rows', () => {
    const matches = [match({ row: { n: 1 } }), match({ row: { n: 2 } }), match({ key: 'bo' })];
    const ids = (given: readonly Match[]) =>
      alertsOf(detection, given, (key) => key).map(({ alert }) => alert.id);
    expect(new Set(ids(matches)).size).toBe(2);
    expect(ids(matches.toReversed()).toSorted()).toEqual(ids(matches).toSorted());
    expect(ids([match({ time: at('2026-03-10T09:00:01Z') })])).not.toEqual(ids([match({})]));
    const [id] = alertsOf({ ...detection, id: 'another' }, matches, (key) => key);
    expect(ids(matches)).not.toContain(id?.alert.id);
  });

  test('take account and time from the first column with a value, and the account in any case', () => {
    const query = {
      language: 'kql',
      file: 'query.kql',
      text: '',
      account: ['Name', 'Id'],
      time: ['Created', 'Generated'],
      fields: {},
    } as const;
    const columns = ['Name', 'Id', 'Created', 'Generated'].map((name) => ({ name, type: 'string' as const }));
    const rows = [
      ['Ada@x', 'a', '2026-03-10T09:00:00Z', '2026-03-10T10:00:00Z'],
      [' ', 'A', null, '2026-03-10T10:00:00Z'],
      [null, null, '2026-03-10T09:00:00Z', null],
      ['Bo@x', 'b', null, 'yesterday'],
    ];
    expect(matchesOf(detection, query, { columns, rows })).toMatchObject([
      { key: 'ada@x', account: 'Ada@x', time: at('2026-03-10T09:00:00Z') },
      { key: 'a', account: 'A', time: at('2026-03-10T10:00:00Z') },
      { account: '(no account)' },
    ]);
  });
});

describe('agreement', () => {
  const kql = [match({}), match({ time: at('2026-03-10T10:00:00Z') })];

  test('holds when every language has the same events with the same severities', () => {
    const spl = kql
      .toReversed()
      .map((each) => ({ ...each, query: 'spl' as const, row: { other: 'columns' } }));
    expect(
      agreementOf(
        'one',
        new Map([
          ['kql', kql],
          ['spl', spl],
        ]),
      ),
    ).toEqual({
      detection: 'one',
      languages: ['kql', 'spl'],
      equal: true,
      differences: [],
    });
  });

  test('names the events that one language lacks or judges otherwise', () => {
    const sigma = [match({ query: 'sigma', severity: 'high' })];
    expect(
      agreementOf(
        'one',
        new Map([
          ['kql', kql],
          ['sigma', sigma],
        ]),
      ),
    ).toMatchObject({
      equal: false,
      differences: [
        { time: '2026-03-10T09:00:00Z', foundBy: { kql: 'medium', sigma: 'high' } },
        { time: '2026-03-10T10:00:00Z', foundBy: { kql: 'medium' } },
      ],
    });
  });

  test('keeps an event that only a later language found', () => {
    const only = match({ query: 'spl', key: 'bo' });
    expect(
      mergedMatches(
        new Map([
          ['kql', kql],
          ['spl', [match({ query: 'spl' }), only]],
        ]),
      ),
    ).toEqual([...kql, only]);
  });
});
