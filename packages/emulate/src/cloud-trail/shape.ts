import type { JsonObject } from '../json.js';
import type { CloudTrailEvent } from './event.js';

/** One way in which CloudTrail's events leave AWS, or the place they were sent to. */
export interface CloudTrailShape {
  readonly id: string;
  readonly title: string;
  /** What it has not, by the names of the table AWSCloudTrail. */
  readonly lacks: readonly string[];
  /** The export compresses its files. */
  readonly gzip?: true;
  readonly write: (
    events: readonly CloudTrailEvent[],
    records: readonly JsonObject[],
  ) => readonly CloudTrailFile[];
}

interface CloudTrailFile {
  readonly path: string;
  readonly text: string;
}

export function jsonLines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
