import type { Account, Alert } from '@interloper/detect';
import { renderCsv } from '../query/csv.js';
import { addressesOf } from '../scan/addresses.js';
import type { Json } from '../scan/result.js';
import type { ScanReport } from '../scan/scan.js';

/**
 * A scan's alerts as CSV, a line each: by the rank of their accounts, then by time; last those that tuning excluded from
 * accounts without others. Lists are separated by `; `, the evidence is JSON.
 */
export function renderAlertsCsv({
  accounts,
  alerts,
}: Pick<ScanReport, 'accounts' | 'alerts'>): Generator<string> {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  const ranked = accounts.flatMap((account, index) =>
    account.alerts.flatMap((id) => {
      const alert = byId.get(id);
      return alert === undefined ? [] : [rowOf(alert, { account, rank: index + 1 })];
    }),
  );
  const counted = new Set(accounts.flatMap((account) => account.alerts));
  const others = alerts.filter(({ id }) => !counted.has(id)).map((alert) => rowOf(alert));
  return renderCsv(
    COLUMNS.map((name) => ({ name })),
    [...ranked, ...others],
  );
}

const COLUMNS = [
  'rank',
  'account',
  'aliases',
  'score',
  'account_severity',
  'alert',
  'detection',
  'title',
  'technique',
  'severity',
  'confidence',
  'alert_account',
  'time',
  'last_time',
  'matches',
  'why',
  'addresses',
  'language',
  'excluded',
  'exclusion_refused',
  'evidence',
] as const;

interface Ranked {
  readonly account: Account;
  readonly rank: number;
}

function rowOf(alert: Alert, ranked?: Ranked): readonly Json[] {
  const cells: Readonly<Record<(typeof COLUMNS)[number], Json>> = {
    rank: ranked?.rank ?? null,
    account: ranked?.account.account ?? alert.account,
    aliases: ranked?.account.aliases.join('; ') ?? null,
    score: ranked?.account.score ?? null,
    account_severity: ranked?.account.severity ?? null,
    alert: alert.id,
    detection: alert.detection,
    title: alert.title,
    technique: alert.technique,
    severity: alert.severity,
    confidence: alert.confidence,
    alert_account: alert.account,
    time: alert.time,
    last_time: alert.lastTime,
    matches: alert.matches,
    why: alert.why.join('; '),
    addresses: addressesOf([alert]).join('; '),
    language: alert.query,
    excluded: alert.excluded ?? null,
    exclusion_refused: alert.exclusionRefused ?? null,
    evidence: JSON.stringify(alert.evidence),
  };
  return COLUMNS.map((column) => cells[column]);
}
