import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { open } from 'interloper';
import { replayDetections, runRules } from './run-rules.js';
import type { RulesFound } from './run-rules.js';

/**
 * One task in a process of its own; prints what it cost.
 *
 *   ingest PATH           Interloper reads a file or folder
 *   bare SQL-FILE PATH    the bare engine runs a statement, in which $files stands for the file or the folder's files
 *   load STORE PATH       Interloper reads a folder into a store that stays
 *   replay STORE          all shipped detections are replayed over a store
 *   rules STORE FOLDER ALONE   the Sigma rules of a folder are run over a store: together (0), or so many of them one by one
 */
const [task = '', ...args] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'interloper-bench-'));
try {
  const start = performance.now();
  const found = await run(task, args, join(folder, 'data.duckdb'));
  const milliseconds = performance.now() - start;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const { user, system } = process.cpuUsage();
  const processorMilliseconds = (user + system) / 1000;
  process.stdout.write(JSON.stringify({ milliseconds, processorMilliseconds, peakBytes, found }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function run(
  name: string,
  [first = '', second = '', third = '']: readonly string[],
  database: string,
): Promise<RulesFound | undefined> {
  if (name === 'rules') return runRules(first, second, Number(third));
  if (name === 'replay') return replayDetections(first);
  if (name === 'ingest' || name === 'load') {
    const workspace = await open(name === 'load' ? { store: first } : {});
    const inputs = await workspace.ingest([name === 'load' ? second : first]);
    await workspace.close();
    if (inputs.some((input) => input.quarantined > 0 || input.refused !== undefined))
      throw new Error('the benchmark’s files were not read whole');
    return undefined;
  }
  if (name === 'bare') {
    const instance = await DuckDBInstance.create(database);
    const connection = await instance.connect();
    const files = statSync(second).isFile()
      ? [second]
      : readdirSync(second).map((file) => join(second, file));
    const list = `[${files
      .toSorted()
      .map((file) => `'${file.replaceAll("'", "''")}'`)
      .join(', ')}]`;
    await connection.run(readFileSync(first, 'utf8').replace('$files', list));
    connection.closeSync();
    instance.closeSync();
    return undefined;
  }
  throw new Error(`there is no task ${name}`);
}
