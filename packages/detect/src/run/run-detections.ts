import type { LanguageId } from '@interloper/plan';
import { excludeAlerts } from '../exclude/exclude-alerts.js';
import { excludedAccountsOf } from '../exclude/excluded-accounts.js';
import type { DetectionPackage } from '../package.js';
import type { Agreement, Alert, Coverage, DetectionResult } from '../result.js';
import { scoreAccounts } from '../score/score-accounts.js';
import { agreementOf, mergedMatches } from './agreement.js';
import { alertsOf } from './alerts.js';
import { personsOf } from './persons.js';
import type { Match } from './match.js';
import type { RunDetectionsOptions } from './options.js';
import { runQuery } from './run-query.js';
import { takeTogether } from './together.js';

/**
 * Runs detections and ranks the accounts behind their alerts. A rule that cannot be answered is told in `coverage`;
 * the promise is rejected only when the signal fires or on a bug.
 */
export async function runDetections(options: RunDetectionsOptions): Promise<DetectionResult> {
  const { detections, languages } = options;
  const total = detections.reduce((sum, { queries }) => sum + (languages === 'all' ? queries.length : 1), 0);
  const found: { readonly detection: DetectionPackage; readonly matches: readonly Match[] }[] = [];
  const coverage: Coverage[] = [];
  const agreement: Agreement[] = [];
  let done = 0;
  const together = await takeTogether(options);
  try {
    for (const detection of detections) {
      const byLanguage = new Map<LanguageId, readonly Match[]>();
      for (const query of detection.queries) {
        options.signal?.throwIfAborted();
        options.onProgress?.({ detection: detection.slug, language: query.language, done, total });
        const outcome = await runQuery(detection, query, options, together);
        coverage.push(outcome.coverage);
        if (outcome.ran) byLanguage.set(query.language, outcome.matches);
        if (languages === 'all') done += 1;
        // One language is enough, unless its rule cannot be run: then the next may.
        else if (outcome.ran) break;
      }
      if (languages === 'all') agreement.push(agreementOf(detection.slug, byLanguage));
      else done += 1;
      found.push({ detection, matches: mergedMatches(byLanguage) });
    }
  } finally {
    await together.release();
  }
  const names = spellingsOf(found.flatMap(({ matches }) => matches));
  const raised = found
    .flatMap(({ detection, matches }) => alertsOf(detection, matches, (key) => names.get(key)?.[0] ?? key))
    .toSorted((left, right) => byTime(left.alert, right.alert));
  const all = raised.map(({ alert }) => alert);
  const { personOf, ambiguous } = await personsOf(all, detections, names, options);
  const { alerts, outcomes: exclusions } = await excludeAlerts(raised, personOf, options);
  return {
    accounts: scoreAccounts(alerts, personOf),
    excludedAccounts: excludedAccountsOf(alerts, personOf),
    alerts,
    exclusions,
    coverage,
    agreement,
    ambiguous,
  };
}

/** How the data spells each account: the earliest match's way first. */
function spellingsOf(matches: readonly Match[]): ReadonlyMap<string, readonly [string, ...string[]]> {
  const spellings = new Map<string, [string, ...string[]]>();
  const ordered = matches.toSorted(
    (left, right) => Number(left.time > right.time) - Number(left.time < right.time),
  );
  for (const { key, account } of ordered) {
    const known = spellings.get(key);
    if (known === undefined) spellings.set(key, [account]);
    else if (!known.includes(account)) known.push(account);
  }
  return spellings;
}

function byTime(left: Alert, right: Alert): number {
  const order = Date.parse(left.time) - Date.parse(right.time);
  return order === 0 ? Number(left.id > right.id) - Number(left.id < right.id) : order;
}
