import { TICKS_PER_DAY, ticksOfIso } from '@interloper/plan';
import type { Exclusion } from '../../src/index.js';
import type { DetectionPackage } from '../../src/index.js';
import { alertsOf } from '../../src/run/alerts.js';
import type { RaisedAlert } from '../../src/run/alerts.js';
import type { Match } from '../../src/run/match.js';
import type { WatchlistEntries, Watchlists } from '../../src/exclude/watchlists.js';
import { judgeAlerts } from '../../src/exclude/exclude-alerts.js';
import type { ExcludedAlerts } from '../../src/exclude/exclude-alerts.js';

/** A detection whose rows tell everything that exclusions compare, the addresses with their number. */
export const detection: DetectionPackage = {
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
  queries: [
    {
      language: 'kql',
      file: 'query.kql',
      text: '',
      account: ['Account'],
      time: ['TimeGenerated'],
      fields: {},
      entities: {
        address: { columns: ['Address'], count: 'Addresses' },
        agent: { columns: ['Agent'] },
        country: { columns: ['Country'] },
        application: { columns: ['Application'] },
        homeTenant: { columns: ['Home'] },
      },
    },
  ],
  grading: [
    { indicator: 'RiskEvent', severity: 'medium', when: [], unless: [] },
    { indicator: 'OpenRisk', severity: 'medium', when: [], unless: [] },
  ],
  falsePositives: [],
  references: [],
  related: [],
  documents: {},
};

export const at = (time: string): bigint => ticksOfIso(time) ?? 0n;

/** A match of `ada@tailspin.example` at an instant, with the columns of its row. */
export function match(time: string, row: Match['row'], changes: Partial<Match> = {}): Match {
  return {
    key: 'ada@tailspin.example',
    account: 'Ada@tailspin.example',
    time: at(time),
    query: 'kql',
    row: { Addresses: 1, ...row },
    severity: 'medium',
    confidence: 'medium',
    why: ['OpenRisk'],
    ...changes,
  };
}

export function exclusion(changes: Partial<Exclusion>): Exclusion {
  return { file: 'exclusions.yml', line: 1, reason: 'known', detections: 'all', entities: {}, ...changes };
}

/** A watchlist as its CSV. */
export function watchlist(csv: string): WatchlistEntries {
  const [header = '', ...lines] = csv.trim().split('\n');
  const columns = header.split(',');
  return {
    key: columns[0] ?? '',
    columns,
    rows: lines.map((line) =>
      Object.fromEntries(
        line.split(',').flatMap((cell, index) => (cell === '' ? [] : [[columns[index] ?? '', cell]])),
      ),
    ),
  };
}

/** Alerts of matches. */
export function raise(matches: readonly Match[], from: DetectionPackage = detection): readonly RaisedAlert[] {
  return alertsOf(from, matches, (key) => key);
}

/** What exclusions make of matches. */
export function judge(
  matches: readonly Match[],
  exclusions: readonly Exclusion[],
  watchlists: Watchlists = new Map(),
  from: DetectionPackage = detection,
): ExcludedAlerts {
  return judgeAlerts(raise(matches, from), ({ account }) => ({ account, aliases: [] }), exclusions, {
    watchlists,
    detections: [from],
    now: at('2026-03-31T00:00:00Z'),
  });
}
