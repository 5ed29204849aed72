import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'interloper';
import { cloudTrailActivity } from './cloud-trail-files.js';
import { composeRules } from './compose-rules.js';
import { measure } from './measure.js';
import type { Cost } from './measure.js';

const COUNTS = [10, 100, 1000];

/**
 * Sigma rules over so many CloudTrail events: one scan of all against a scan for each, in processes of their own, and
 * what each found, which must be the same. The store is loaded once, outside of what is measured. A line for each number of rules.
 */
export async function* manyRules(events: number): AsyncGenerator<string> {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-bench-'));
  try {
    const store = join(folder, 'data.duckdb');
    const workspace = await open({ store });
    await workspace.ingest([cloudTrailActivity(events)]);
    await workspace.close();
    for (const count of COUNTS) {
      const rules = join(folder, `rules-${count}`);
      mkdirSync(rules);
      for (const { name, text } of composeRules(count)) writeFileSync(join(rules, `${name}.yml`), text);
      yield* compared(events, count, store, rules);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** At most so many rules are run one by one, evenly taken; what all would take is reckoned from them. */
const MOST_ALONE = 100;

function* compared(events: number, count: number, store: string, rules: string): Generator<string> {
  const together = measure(['rules', store, rules, '0']);
  const sampled = Math.min(count, MOST_ALONE);
  const alone = measure(['rules', store, rules, String(sampled)]);
  const all = together.found?.outcomes ?? {};
  for (const [rule, outcome] of Object.entries(alone.found?.outcomes ?? {})) {
    if (all[rule] !== outcome) throw new Error(`${rule}: ${outcome} alone, ${all[rule] ?? ''} together`);
  }
  const share = count / sampled;
  const milliseconds = alone.milliseconds * share;
  const processorMilliseconds = alone.processorMilliseconds * share;
  const { fired = 0, matches = 0, alerts = 0 } = together.found ?? {};
  const ratio = (milliseconds / together.milliseconds).toFixed(1);
  const pairs = events * count;
  const reckoned = sampled < count ? ` (from ${sampled} of them)` : '';
  yield `${count} rules × ${events.toLocaleString('en')} events one by one${reckoned} / together: ${ratio} (${told({ ...alone, milliseconds, processorMilliseconds }, pairs)} / ${told(together, pairs)}; ${fired} rules fired, ${matches.toLocaleString('en')} rows, ${alerts.toLocaleString('en')} alerts)`;
}

function told({ milliseconds, processorMilliseconds, peakBytes }: Cost, pairs: number): string {
  const millions = pairs / milliseconds / 1000;
  return `${(milliseconds / 1000).toFixed(1)} s, ${(processorMilliseconds / 1000).toFixed(1)} s of processors, ${Math.round(peakBytes / 1_048_576)} MiB, ${millions.toFixed(1)} million events × rules a second`;
}
