import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  auditLog,
  cloudTrailRecord,
  composeAuditEvents,
  composeCloudTrail,
  composeGraphRequests,
  composeTenant,
  graphActivityLog,
  writeLog,
} from '@interloper/emulate';
import { awsCloudTrail, ecs, entraAudit, graphActivity } from '@interloper/sources';
import type { Source } from '@interloper/sources';
import { afterAll, describe, expect, test } from 'vitest';
import { lines, rowsOf, withIngested, writeFiles } from './ingest-files.js';
import { writeParquet } from './write-parquet.js';

const root = mkdtempSync(join(tmpdir(), 'parquet-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const tenant = composeTenant('parquet', { users: 5 });
const start = Date.UTC(2026, 2, 14, 9, 20, 3);

/** JSON lines of rows of known tables, as the data export of Log Analytics writes them, and of CloudTrail's records. */
const logs: readonly (readonly [string, Source, string])[] = [
  [
    'AuditLogs',
    entraAudit,
    textOf(writeLog(auditLog, 'log-analytics-export', composeAuditEvents(tenant, start), {})),
  ],
  [
    'MicrosoftGraphActivityLogs',
    graphActivity,
    textOf(writeLog(graphActivityLog, 'log-analytics-export', composeGraphRequests(tenant, start), {})),
  ],
  [
    'CloudTrail',
    awsCloudTrail,
    lines(...[...composeCloudTrail('parquet', { from: '2026-03-12', count: 60 })].map(cloudTrailRecord)),
  ],
];

function textOf(files: readonly { readonly content: Uint8Array }[]): string {
  return files.map(({ content }) => new TextDecoder().decode(content)).join('');
}

/** How dynamic columns lie in Parquet: as structures, or as the text of their JSON. */
const kinds = {
  structures: '',
  'JSON text': ', maximum_depth = 1',
} as const;

describe.each(logs)('%s', (name, source, text) => {
  test.each(Object.keys(kinds) as (keyof typeof kinds)[])(
    'has the same rows in Parquet, with %s',
    async (kind) => {
      const folder = join(root, `${name} ${kind}`);
      const columns = source.dataset.columns
        .filter(({ type }) => type !== 'dynamic')
        .map(({ name: column }) => column);
      writeFiles(folder, { 'rows.json': text });
      const parquet = join(folder, 'rows.parquet');
      await writeParquet(
        parquet,
        `SELECT * FROM read_json('${join(folder, 'rows.json')}', format = 'newline_delimited', sample_size = -1,
         convert_strings_to_integers = false, map_inference_threshold = -1, timestampformat = 'none', dateformat = 'none'${kinds[kind]})`,
      );
      const read = async (path: string): Promise<unknown> =>
        withIngested([path], async ({ inputs, quarantine }, store) => {
          expect(quarantine).toEqual([]);
          expect(inputs).toMatchObject([{ source: source.id, quarantined: 0, duplicates: 0 }]);
          expect(inputs[0]?.refused).toBeUndefined();
          expect(inputs[0]?.records).toBe(text.trimEnd().split('\n').length);
          return rowsOf(store, columns, source);
        });
      expect(await read(parquet)).toEqual(await read(join(folder, 'rows.json')));
    },
  );
});

test('rows that must be rewritten are taken out one by one', async () => {
  const folder = join(root, 'rewritten');
  writeFiles(folder, { 'x.txt': '' });
  await writeParquet(
    join(folder, 'dotted.parquet'),
    `SELECT TIMESTAMP '2026-03-12 08:00:00.5' AS "@timestamp", 'ConsoleLogin' AS "event.action", 'e' || i AS "event.id",
            'user' || (i % 3) AS "user.name" FROM range(4500) t(i)`,
  );
  await withIngested([join(folder, 'dotted.parquet')], async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ source: 'ecs', records: 4500, duplicates: 0 }]);
    const rows = await rowsOf(store, ['EventTime', 'event.id', 'user.name', '_record'], ecs);
    expect(rows.length).toBe(4500);
    expect(rows[4499]).toEqual(['2026-03-12T08:00:00.5Z', 'e4499', 'user2', 4500]);
  });
});

test('rows that are no records of the log are read again, and counted', async () => {
  const folder = join(root, 'doubtful');
  const records = [...composeCloudTrail('doubtful', { from: '2026-03-12', count: 30 })].map(cloudTrailRecord);
  writeFiles(folder, {
    'rows.json': lines(
      ...records.slice(0, 20),
      { eventVersion: '1', note: 'no event' },
      ...records.slice(20),
    ),
  });
  await writeParquet(
    join(folder, 'rows.parquet'),
    `SELECT * FROM read_json('${join(folder, 'rows.json')}', format = 'newline_delimited', sample_size = -1)`,
  );
  await withIngested([join(folder, 'rows.parquet')], async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ source: 'aws-cloudtrail', records: 30 }]);
    expect(inputs[0]?.refused).toBe('1 record of a log that is not known, which is not read');
    expect((await rowsOf(store, ['EventName'], awsCloudTrail)).length).toBe(30);
  });
});
