import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RulesFound } from './run-rules.js';

/** What one task cost. */
export interface Cost {
  /** Wall time of the task itself, without starting the process. */
  readonly milliseconds: number;
  /** What it took of all processors, starting the process included. */
  readonly processorMilliseconds: number;
  /** Most memory the process held, in bytes. */
  readonly peakBytes: number;
}

const runner = fileURLToPath(new URL('./run-task.js', import.meta.url));

/** Runs a task of `run-task` in a process of its own, so that tasks do not warm or burden each other. */
export function measure(task: readonly string[]): Cost & { readonly found?: RulesFound } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [runner, ...task], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${task.join(' ')} ended with status ${String(status)}: ${stderr}`);
  return JSON.parse(stdout) as Cost & { readonly found?: RulesFound };
}

/** Measures two tasks in turn, so many rounds; the median of each (by time, and of the memory). */
export function compare(
  rounds: number,
  ours: readonly string[],
  bare: readonly string[],
): { readonly ours: Cost; readonly bare: Cost } {
  const costs = { ours: [] as Cost[], bare: [] as Cost[] };
  for (let round = 0; round < rounds; round += 1) {
    costs.bare.push(measure(bare));
    costs.ours.push(measure(ours));
  }
  return { ours: medianCost(costs.ours), bare: medianCost(costs.bare) };
}

function medianCost(costs: readonly Cost[]): Cost {
  return {
    milliseconds: median(costs.map((cost) => cost.milliseconds)),
    processorMilliseconds: median(costs.map((cost) => cost.processorMilliseconds)),
    peakBytes: median(costs.map((cost) => cost.peakBytes)),
  };
}

/** The middle value; of an even number, the upper of the two. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('a median needs a value');
  return middle;
}
