import { createHash } from 'node:crypto';
import { isoOfTicks } from '@interloper/plan';
import { groupBy } from '../group-by.js';
import type { DetectionPackage } from '../package.js';
import type { Alert } from '../result.js';
import { compareConfidence, compareSeverity } from '../severity.js';
import type { Match } from './match.js';

/** An alert and what it was raised for. */
export interface RaisedAlert {
  readonly alert: Alert;
  readonly detection: DetectionPackage;
  /** In order of time; at least one. */
  readonly matches: readonly Match[];
}

/**
 * The alerts of one detection: its matches on one account within one lookback of the first of them are one alert.
 * `display` spells an account's key as the data does.
 */
export function alertsOf(
  detection: DetectionPackage,
  matches: readonly Match[],
  display: (key: string) => string,
): readonly RaisedAlert[] {
  const byAccount = groupBy(matches, ({ key }) => key);
  return [...byAccount].flatMap(([key, own]) =>
    grouped(own, detection.lookback).map((group) => ({
      alert: alertOf(detection, group, display(key)),
      detection,
      matches: group,
    })),
  );
}

/** A first match and those that follow it. */
type Group = readonly [Match, ...Match[]];

function grouped(matches: readonly Match[], lookback: bigint): readonly Group[] {
  const groups: [Match, ...Match[]][] = [];
  for (const match of matches.toSorted(byTime)) {
    const current = groups.at(-1);
    if (current !== undefined && match.time - current[0].time <= lookback) current.push(match);
    else groups.push([match]);
  }
  return groups;
}

function alertOf(detection: DetectionPackage, group: Group, account: string): Alert {
  const [first] = group;
  const strongest = group.reduce((best, match) => (isStronger(match, best) ? match : best), first);
  const time = isoOfTicks(first.time);
  const [attack] = detection.attack;
  return {
    id: createHash('sha256')
      .update(JSON.stringify([detection.id, first.key, time]))
      .digest('hex')
      .slice(0, 16),
    detection: detection.slug,
    title: detection.title,
    technique: attack?.technique ?? '',
    severity: strongest.severity,
    confidence: strongest.confidence,
    account,
    time,
    query: strongest.query,
    evidence: strongest.row,
    lastTime: isoOfTicks(group.at(-1)?.time ?? first.time),
    matches: group.length,
    why: [...new Set(group.flatMap(({ why }) => why))],
    ...(group.some(({ confirmed }) => confirmed === true) ? { confirmed: true } : {}),
  };
}

function isStronger(match: Match, than: Match): boolean {
  const order = compareSeverity(match.severity, than.severity);
  return order > 0 || (order === 0 && compareConfidence(match.confidence, than.confidence) > 0);
}

/** By time; rows of one instant by their content, so that the order in which an engine gives rows does not matter. */
function byTime(left: Match, right: Match): number {
  if (left.time !== right.time) return left.time < right.time ? -1 : 1;
  const [leftRow, rightRow] = [JSON.stringify(left.row), JSON.stringify(right.row)];
  return leftRow < rightRow ? -1 : Number(leftRow > rightRow);
}
