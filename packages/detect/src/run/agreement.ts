import { isoOfTicks } from '@interloper/plan';
import type { LanguageId } from '@interloper/plan';
import type { Agreement, Disagreement } from '../result.js';
import { compareSeverity } from '../severity.js';
import type { AlertSeverity } from '../severity.js';
import type { Match } from './match.js';

/**
 * Compares what the languages of one detection found, event by event: an account at an instant, and the highest
 * severity of the rows there.
 */
export function agreementOf(detection: string, found: ReadonlyMap<LanguageId, readonly Match[]>): Agreement {
  const languages = [...found.keys()];
  const events = new Map<string, FoundEvent>();
  for (const [language, matches] of found) {
    for (const { key, account, time, severity } of matches) {
      const event = events.get(eventKey(key, time)) ?? {
        account,
        time,
        foundBy: new Map<LanguageId, AlertSeverity>(),
      };
      events.set(eventKey(key, time), event);
      const before = event.foundBy.get(language);
      if (before === undefined || compareSeverity(severity, before) > 0)
        event.foundBy.set(language, severity);
    }
  }
  const differences = [...events.values()]
    .filter(({ foundBy }) => foundBy.size < languages.length || new Set(foundBy.values()).size > 1)
    .toSorted((left, right) => Number(left.time > right.time) - Number(left.time < right.time))
    .map(({ account, time, foundBy }): Disagreement => ({
      account,
      time: isoOfTicks(time),
      foundBy: Object.fromEntries(foundBy),
    }));
  return { detection, languages, equal: differences.length === 0, differences };
}

interface FoundEvent {
  readonly account: string;
  readonly time: bigint;
  readonly foundBy: Map<LanguageId, AlertSeverity>;
}

/** All languages' matches, each event from the first language that found it. */
export function mergedMatches(found: ReadonlyMap<LanguageId, readonly Match[]>): readonly Match[] {
  const owner = new Map<string, LanguageId>();
  for (const [language, matches] of found) {
    for (const { key, time } of matches) {
      if (!owner.has(eventKey(key, time))) owner.set(eventKey(key, time), language);
    }
  }
  return [...found].flatMap(([language, matches]) =>
    matches.filter(({ key, time }) => owner.get(eventKey(key, time)) === language),
  );
}

function eventKey(account: string, time: bigint): string {
  return `${time} ${account}`;
}
