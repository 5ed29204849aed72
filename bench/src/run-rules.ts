import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'interloper';
import type { ScanResult } from 'interloper';

/** What rules found, so that two ways of running them can be held against each other. */
export interface RulesFound {
  /** Rules that were run. */
  readonly rules: number;
  /** Of each rule the outcome and how many rows it found. */
  readonly outcomes: Readonly<Record<string, string>>;
  readonly fired: number;
  readonly matches: number;
  readonly alerts: number;
}

/** Runs the rules of a folder over a store: all in one scan, or a scan for each of so many of them, evenly taken. */
export async function runRules(store: string, folder: string, alone: number): Promise<RulesFound> {
  const workspace = await open({ store });
  const files = readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name));
  const step = Math.max(1, Math.floor(files.length / Math.max(1, alone)));
  const runs = alone === 0 ? [folder] : files.filter((_, index) => index % step === 0).slice(0, alone);
  const results: ScanResult[] = [];
  for (const detections of runs) results.push(await workspace.scan({ detections }));
  await workspace.close();
  return found(results);
}

/** Runs all shipped detections over a store. */
export async function replayDetections(store: string): Promise<RulesFound> {
  const workspace = await open({ store });
  const result = await workspace.scan();
  await workspace.close();
  return found([result]);
}

function found(results: readonly ScanResult[]): RulesFound {
  const outcomes: Record<string, string> = {};
  let [fired, matches, alerts] = [0, 0, 0];
  for (const result of results) {
    for (const each of result.coverage) {
      outcomes[each.detection] = `${each.outcome} ${each.matches}`;
      fired += each.outcome === 'fired' ? 1 : 0;
      matches += each.matches;
    }
    alerts += result.alerts.length;
  }
  return { rules: Object.keys(outcomes).length, outcomes, fired, matches, alerts };
}
