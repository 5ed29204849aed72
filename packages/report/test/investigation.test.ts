import { describe, expect, test } from 'vitest';
import type { Facets, Investigation } from '@interloper/detect';
import { displayWidth, plain, renderInvestigation } from '@interloper/report';

/** What would act on a terminal, wherever a log has a value. */
const HOSTILE = '\u001b[2J\u202eevil\u0007\n';
const times = { first: '2026-03-10T09:00:00Z', last: '2026-03-10T09:10:00.5Z' };
const facets: Facets = {
  rows: [{ value: HOSTILE, events: 3, evidence: 1, suspect: 1, failures: 1, ...times }],
  total: 14,
};

const investigation: Investigation = {
  account: `${HOSTILE}@alderfinch.example`,
  aliases: Array.from({ length: 9 }, (_, index) => `${HOSTILE}${index}`),
  alerted: { severity: 'critical', score: 100 },
  alerts: [
    {
      id: 'a1',
      detection: 'spray',
      title: HOSTILE,
      severity: 'critical',
      time: times.first,
      lastTime: times.last,
      events: 1,
    },
    {
      id: 'a2',
      detection: 'spray',
      title: 'Password spray',
      severity: 'low',
      time: times.first,
      lastTime: times.last,
      excluded: HOSTILE,
      events: 0,
    },
  ],
  events: 1200,
  failures: 1,
  ...times,
  firstEvidence: times.first,
  lastEvidence: times.first,
  lastSuspect: times.last,
  facets: {
    source: facets,
    address: facets,
    country: facets,
    agent: facets,
    session: { rows: [{ ...facets.rows[0], evidence: 0, suspect: 0 } as Facets['rows'][number]], total: 1 },
    key: { rows: [], total: 0 },
    application: facets,
    target: facets,
  },
  timeline: [
    {
      time: times.first,
      source: 'okta',
      action: HOSTILE,
      result: 'failure',
      reason: HOSTILE,
      account: HOSTILE,
      address: HOSTILE,
      country: null,
      agent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
      session: null,
      key: null,
      application: null,
      targets: [{ kind: 'bucket', name: HOSTILE }],
      alerts: ['a1'],
      suspect: false,
    },
  ],
  hidden: 1199,
  related: {
    rows: [
      {
        account: HOSTILE,
        shared: [{ by: 'address', value: HOSTILE, events: 2, failures: 1, ...times }],
        events: 2,
        ...times,
        alerted: { severity: 'high', score: 70 },
      },
    ],
    total: 30,
  },
  notFollowed: [{ by: 'agent', value: HOSTILE, why: '12 accounts without alerts use it' }],
  looked: { found: ['okta'], without: ['github'] },
};

describe('an investigation on a terminal', () => {
  test.each([80, 120])('fits %i columns, and nothing in it acts', (width) => {
    const lines = renderInvestigation(investigation, { width, paint: plain });
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    expect(lines.filter((line) => /\p{Cc}|\u202e/u.test(line))).toEqual([]);
  });

  test('counts what it does not show', () => {
    const text = renderInvestigation(investigation, { width: 160, paint: plain }).join('\n');
    // 14 values of which one is shown, 30 accounts of which one is, 1,199 events.
    expect(text).toContain('and 13 more (--format json)');
    expect(text).toContain('and 29 more (--format json)');
    expect(text).toContain('and 1,199 more events');
    expect(text).toContain('1 without evidence (--format json)');
    expect(text).toContain('and 3 more'); // of nine aliases
  });

  test('gives each event its alert, and names a browser shortly', () => {
    const text = renderInvestigation(investigation, { width: 200, paint: plain }).join('\n');
    expect(text).toMatch(/2026-03-10 09:00:00 {2}\[1\] +okta · .* · Edge 141, Windows/);
    expect(text).toContain('Password spray (excluded: ');
    expect(text).toContain('alerted: high, score 70');
    expect(text).toMatch(/not followed: the agent .*12 accounts without alerts use it/);
  });
});
