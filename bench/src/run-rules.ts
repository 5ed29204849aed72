import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'interloper';

/** What rules found, so that two ways of running them can be held against each other. */
export interface RulesFound {
  readonly rules: number;
  /** Rules that found something, and rows that all found. */
  readonly fired: number;
  readonly matches: number;
  readonly alerts: number;
  /** Of each rule's coverage and the alerts. */
  readonly digest: string;
}

/** Runs the rules of a folder over a store: all in one scan, or a scan for each file. */
export async function runRules(store: string, folder: string, together: boolean): Promise<RulesFound> {
  const workspace = await open({ store });
  const files = readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name));
  const coverage: object[] = [];
  const alerts: string[] = [];
  let [fired, matches] = [0, 0];
  for (const detections of together ? [folder] : files) {
    const result = await workspace.scan({ detections });
    for (const each of result.coverage) {
      if (each.outcome === 'notEvaluable' && !/lacks/.test(each.reason ?? ''))
        throw new Error(`${each.detection}: ${each.reason ?? ''}`);
      fired += each.outcome === 'fired' ? 1 : 0;
      matches += each.matches;
      coverage.push(each);
    }
    alerts.push(...result.alerts.map(({ id }) => id));
  }
  await workspace.close();
  const digest = createHash('sha256')
    .update(JSON.stringify([coverage, alerts.toSorted()]))
    .digest('hex');
  return { rules: files.length, fired, matches, alerts: alerts.length, digest: digest.slice(0, 16) };
}
