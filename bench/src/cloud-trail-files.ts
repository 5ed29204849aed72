import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cloudTrailRecord, composeCloudTrail, composeCloudTrailActivity } from '@interloper/emulate';
import type { CloudTrailEvent, JsonObject } from '@interloper/emulate';
import { composed } from './composed.js';

/** The folder of so many CloudTrail records in gzip objects of 500, as S3 holds them. */
export function cloudTrailFiles(count: number): string {
  const title = `${count.toLocaleString('en')} CloudTrail records`;
  return composed(`cloud-trail-${count}`, title, (folder) => {
    write(folder, 500, composeCloudTrail('bench', { from: '2026-01-01', count }));
  });
}

/** The folder of so many records of a busy account, in few objects: what is in them matters, not how they lie. */
export function cloudTrailActivity(count: number): string {
  const title = `${count.toLocaleString('en')} CloudTrail records of a busy account`;
  return composed(`cloud-trail-activity-${count}`, title, (folder) => {
    write(folder, 20_000, composeCloudTrailActivity('bench', { from: '2026-01-01', count }));
  });
}

function write(folder: string, perObject: number, events: Iterable<CloudTrailEvent>): void {
  let records: JsonObject[] = [];
  let number = 0;
  const flush = (): void => {
    number += 1;
    const name = `111122223333_CloudTrail_eu-west-1_${String(number).padStart(6, '0')}.json.gz`;
    writeFileSync(join(folder, name), gzipSync(JSON.stringify({ Records: records })));
    records = [];
  };
  for (const event of events) {
    records.push(cloudTrailRecord(event));
    if (records.length === perObject) flush();
  }
  if (records.length > 0) flush();
}
