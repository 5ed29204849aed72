import { compareText, compareTimes } from '../compare-times.js';
import { groupBy } from '../group-by.js';
import type { Account, Alert, AlertedPerson, ScorePart } from '../result.js';
import { compareSeverity } from '../severity.js';
import type { AlertSeverity, Confidence } from '../severity.js';

/** Points of an alert that is certainly right. */
export const severityWeights: Readonly<Record<AlertSeverity, number>> = {
  low: 15,
  medium: 40,
  high: 70,
  critical: 100,
};

/** What of them counts: how often such alerts are right. */
export const confidenceWeights: Readonly<Record<Confidence, number>> = { low: 0.5, medium: 0.8, high: 1 };

/**
 * What each further alert of one detection adds, compared with the one before. A quarter: however often a detection
 * repeats itself, it stays below a single alert of the next severity.
 */
const REPEAT_FACTOR = 0.25;

/**
 * The accounts behind alerts, ranked by score, then by last seen. An alert is worth the weight of its severity times
 * that of its confidence; of several alerts of one detection the best counts in full and each further one a quarter
 * of the one before; detections add up, to at most 100. Excluded alerts count nothing. See docs/scoring.md.
 *
 * @param personOf whose account an alert is about; without it, whose name it bears
 */
export function scoreAccounts(
  alerts: readonly Alert[],
  personOf: (alert: Alert) => AlertedPerson = ({ account }) => ({ account, aliases: [] }),
): readonly Account[] {
  const byAccount = groupBy(alerts, (alert) => personOf(alert).account);
  return [...byAccount.values()]
    .flatMap((own) => {
      const [first, ...others] = own.toSorted(byTime);
      return first === undefined ? [] : accountOf(personOf(first), [first, ...others]);
    })
    .toSorted(
      (left, right) =>
        right.score - left.score ||
        compareTimes(right.lastSeen, left.lastSeen) ||
        compareText(left.account, right.account),
    );
}

function accountOf({ account, aliases }: AlertedPerson, alerts: readonly Alert[]): readonly Account[] {
  const counted = alerts.filter(({ excluded }) => excluded === undefined);
  const [first] = counted;
  if (first === undefined) return [];
  const scoreParts = partsOf(counted);
  const sum = scoreParts.reduce((total, { contribution }) => total + contribution, 0);
  return [
    {
      account,
      aliases,
      score: Math.min(100, Math.round(sum)),
      severity: counted.reduce<AlertSeverity>(
        (best, { severity }) => (compareSeverity(severity, best) > 0 ? severity : best),
        'low',
      ),
      alerts: alerts.map(({ id }) => id),
      firstSeen: first.time,
      lastSeen: counted.reduce(
        (last, { lastTime }) => (compareTimes(lastTime, last) > 0 ? lastTime : last),
        first.lastTime,
      ),
      why: [...new Set(counted.flatMap(({ why }) => why))],
      scoreParts,
    },
  ];
}

function partsOf(alerts: readonly Alert[]): readonly ScorePart[] {
  const byDetection = groupBy(alerts, ({ detection }) => detection);
  return [...byDetection.values()]
    .flatMap((own) =>
      own
        .map((alert) => ({
          alert,
          points: severityWeights[alert.severity] * confidenceWeights[alert.confidence],
        }))
        .toSorted((left, right) => right.points - left.points || byTime(left.alert, right.alert))
        .map(({ alert, points }, index): ScorePart => {
          const factor = REPEAT_FACTOR ** index;
          return {
            alert: alert.id,
            detection: alert.detection,
            points,
            factor,
            contribution: points * factor,
          };
        }),
    )
    .toSorted(
      (left, right) => right.contribution - left.contribution || compareText(left.alert, right.alert),
    );
}

function byTime(left: Alert, right: Alert): number {
  return compareTimes(left.time, right.time) || compareText(left.id, right.id);
}
