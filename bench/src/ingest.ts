import { fileURLToPath } from 'node:url';
import { cloudTrailFiles } from './cloud-trail-files.js';
import { compare } from './measure.js';
import { manySignIns, signInLines, signInPages } from './sign-in-files.js';
import { unifiedAuditCsv } from './unified-audit-files.js';

/** Files to read, and the bare engine's statement that reads the same columns as fast as it can. */
interface IngestCase {
  readonly name: string;
  readonly files: (count: number) => string;
  readonly sql: string;
}

const cases: readonly IngestCase[] = [
  { name: 'sign-ins in one file of lines', files: signInLines, sql: 'ingest-lines.sql' },
  { name: 'sign-ins in pages of 2 MB', files: signInPages, sql: 'ingest-pages.sql' },
  { name: 'CloudTrail in gzip objects of 500', files: cloudTrailFiles, sql: 'ingest-cloud-trail.sql' },
  {
    name: 'the unified audit log as CSV with JSON inside',
    files: unifiedAuditCsv,
    sql: 'ingest-unified-audit.sql',
  },
];

/** What memory reading ten times as many records takes: it must not grow with their number. */
export const onDisk: readonly IngestCase[] = [
  {
    name: 'sign-ins, ten files of so many',
    files: (count) => manySignIns(count, 10),
    sql: 'ingest-lines.sql',
  },
];

/** Reading against the bare engine's `CREATE TABLE AS SELECT` of the same columns; a line each. */
export function* ingestBenchmarks(count: number, rounds: number, of = cases): Generator<string> {
  for (const { name, files, sql } of of) {
    const path = files(count);
    const statement = fileURLToPath(new URL(`../sql/${sql}`, import.meta.url));
    const { ours, bare } = compare(rounds, ['ingest', path], ['bare', statement, path]);
    const ratio = (ours.milliseconds / bare.milliseconds).toFixed(2);
    yield `ingest ${name} / bare engine: ${ratio} (${seconds(ours.milliseconds)} / ${seconds(bare.milliseconds)}; peak memory ${mebibytes(ours.peakBytes)} / ${mebibytes(bare.peakBytes)})`;
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MiB`;
}
