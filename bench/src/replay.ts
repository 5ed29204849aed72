import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { composeNoise, writeStory } from '@interloper/emulate';
import { composed } from './composed.js';
import { measure } from './measure.js';
import type { Cost } from './measure.js';

const [USERS, DAYS] = [500, 30];

/**
 * All shipped detections, replayed over a month of an organisation in which nothing happens, against reading its logs:
 * one round, each in a process of its own.
 */
export function* replayAll(events: number): Generator<string> {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-bench-'));
  try {
    const store = join(folder, 'data.duckdb');
    const reading = measure(['load', store, noiseLogs(events)]);
    const scan = measure(['replay', store]);
    const { rules = 0, fired = 0, alerts = 0 } = scan.found ?? {};
    const what = `${rules} detections over ${events.toLocaleString('en')} events of ${USERS} users on ${DAYS} days`;
    const wall = (scan.milliseconds / reading.milliseconds).toFixed(2);
    const processors = (scan.processorMilliseconds / reading.processorMilliseconds).toFixed(2);
    yield `${what}, replayed / read: ${wall}, of processors ${processors} (${told(scan)} / ${told(reading)}; ${fired} fired, ${alerts.toLocaleString('en')} alerts)`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function told({ milliseconds, processorMilliseconds, peakBytes }: Cost): string {
  return `${(milliseconds / 1000).toFixed(1)} s, ${(processorMilliseconds / 1000).toFixed(1)} s of processors, ${Math.round(peakBytes / 1_048_576)} MiB`;
}

/** The folder of the noise tenant's logs in their native forms, a folder for each day. */
function noiseLogs(events: number): string {
  const title = `a month of ${USERS} users in about ${events.toLocaleString('en')} events`;
  return composed(`noise-${events}`, title, (folder) => {
    const noise = composeNoise({
      seed: 'bench',
      at: Date.parse('2026-03-02'),
      users: USERS,
      days: DAYS,
      events,
    });
    for (const { date, logs } of noise.logs()) {
      for (const { path, content } of writeStory(logs, 'native')) {
        const file = join(folder, date, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    }
  });
}
