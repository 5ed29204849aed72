import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cloudTrailRecord, composeCloudTrail } from '@interloper/emulate';
import type { JsonObject } from '@interloper/emulate';
import { composed } from './composed.js';

const RECORDS_PER_OBJECT = 500;

/** The folder of so many CloudTrail records in gzip objects of 500, as S3 holds them. */
export function cloudTrailFiles(count: number): string {
  const title = `${count.toLocaleString('en')} CloudTrail records`;
  return composed(`cloud-trail-${count}`, title, (folder) => {
    let records: JsonObject[] = [];
    let number = 0;
    const write = (): void => {
      number += 1;
      const name = `111122223333_CloudTrail_eu-west-1_${String(number).padStart(6, '0')}.json.gz`;
      writeFileSync(join(folder, name), gzipSync(JSON.stringify({ Records: records })));
      records = [];
    };
    for (const event of composeCloudTrail('bench', { from: '2026-01-01', count })) {
      records.push(cloudTrailRecord(event));
      if (records.length === RECORDS_PER_OBJECT) write();
    }
    if (records.length > 0) write();
  });
}
