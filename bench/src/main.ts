import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'interloper';
import { coldStart } from './cold-start.js';
import { ingestBenchmarks, onDisk } from './ingest.js';
import { kqlWork } from './kql-work.js';
import { languageBenchmarks } from './language-work.js';
import { manyRules } from './many-rules.js';
import { queryBenchmarks } from './queries.js';
import { replayAll } from './replay.js';
import { signInLines } from './sign-in-files.js';
import { splWork } from './spl-work.js';

/**
 * `npm run bench -- [COUNT] [ROUNDS] [PART…]`: each line is a ratio of medians, both sides measured in turn in this
 * run. The parts are `cold`, `ingest`, `queries`, `kql`, `spl`, and three that are only run when they are named: `disk`,
 * which reads ten times as many records in one round, `many-rules`, which runs 10, 100 and 1,000 Sigma rules over so many
 * CloudTrail events, together and one by one, in one round, and `replay`, which runs all shipped detections over so many
 * events of a month of 500 users, in one round; without parts, all others.
 */
const [count = 1_000_000, rounds = 5] = process.argv.slice(2, 4).map(Number);
const parts = new Set(process.argv.slice(4));
const isAsked = (part: string): boolean => parts.size === 0 || parts.has(part);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`${count.toLocaleString('en')} records, medians of ${rounds}`);
if (isAsked('cold')) {
  const { scan, node } = coldStart(rounds);
  const times = `${scan.toFixed(0)} ms / ${node.toFixed(0)} ms`;
  say(`cold scan examples / node -e 0: ${(scan / node).toFixed(1)} (${times})`);
}
if (isAsked('ingest')) for (const line of ingestBenchmarks(count, rounds)) say(line);
if (parts.has('disk')) for (const line of ingestBenchmarks(count, 1, onDisk)) say(line);
if (parts.has('many-rules')) for await (const line of manyRules(count)) say(line);
if (parts.has('replay')) for (const line of replayAll(count)) say(line);
if (['queries', 'kql', 'spl'].some(isAsked)) {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-bench-'));
  try {
    const store = join(folder, 'data.duckdb');
    const workspace = await open({ store });
    await workspace.ingest([signInLines(count)]);
    await workspace.close();
    if (isAsked('queries')) for await (const line of queryBenchmarks(store, rounds)) say(line);
    for (const work of [kqlWork, splWork])
      if (isAsked(work.language.id))
        for await (const line of languageBenchmarks(work, store, rounds)) say(line);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
