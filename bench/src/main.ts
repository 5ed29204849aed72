import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'interloper';
import { coldStart } from './cold-start.js';
import { ingestBenchmarks } from './ingest.js';
import { queryBenchmarks } from './queries.js';
import { signInFiles } from './sign-in-files.js';

/**
 * `npm run bench -- [COUNT] [ROUNDS]`: each line is a ratio of medians, both sides measured in turn in this run.
 */
const [count = 1_000_000, rounds = 5] = process.argv.slice(2).map(Number);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const files = signInFiles(count);
say(`${count.toLocaleString('en')} sign-ins, medians of ${rounds}`);
const { scan, node } = coldStart(rounds);
say(
  `cold scan examples / node -e 0: ${(scan / node).toFixed(1)} (${scan.toFixed(0)} ms / ${node.toFixed(0)} ms)`,
);
for (const line of ingestBenchmarks(files, rounds)) say(line);

const folder = mkdtempSync(join(tmpdir(), 'interloper-bench-'));
try {
  const store = join(folder, 'data.duckdb');
  const workspace = await open({ store });
  await workspace.ingest([files.lines]);
  await workspace.close();
  for await (const line of queryBenchmarks(store, rounds)) say(line);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
