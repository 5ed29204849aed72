import { fileURLToPath } from 'node:url';
import { compare } from './measure.js';
import type { SignInFiles } from './sign-in-files.js';

const sql = (name: string): string => fileURLToPath(new URL(`../sql/${name}`, import.meta.url));

/** Reading against the bare engine's `CREATE TABLE AS SELECT` of the same columns; a line each. */
export function* ingestBenchmarks(files: SignInFiles, rounds: number): Generator<string> {
  const cases = [
    ['lines', files.lines, 'ingest-lines.sql'],
    ['pages', files.pages, 'ingest-pages.sql'],
  ] as const;
  for (const [name, path, statement] of cases) {
    const { ours, bare } = compare(rounds, ['ingest', path], ['bare', sql(statement), path]);
    const ratio = (ours.milliseconds / bare.milliseconds).toFixed(2);
    yield `ingest ${name} / bare read_json: ${ratio} (${seconds(ours.milliseconds)} / ${seconds(bare.milliseconds)}; peak memory ${mebibytes(ours.peakBytes)} / ${mebibytes(bare.peakBytes)})`;
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MiB`;
}
