import { Buffer } from 'node:buffer';
import { compress } from '../containers/compress.js';
import type { WrittenFile } from '../containers/compress.js';
import type { CloudTrailEvent } from './event.js';
import { cloudTrailRecord } from './record.js';
import type { CloudTrailShape } from './shape.js';
import {
  array,
  cloudWatch,
  eventBridge,
  lines,
  logstash,
  lookupEvents,
  s3Objects,
} from './shapes/containers.js';
import { athena, lake, logAnalyticsCsv, logAnalyticsLines, logAnalyticsQuery } from './shapes/rows.js';

/** Every shape of CloudTrail, by id. */
export const cloudTrailShapes: ReadonlyMap<string, CloudTrailShape> = new Map(
  [
    s3Objects,
    lookupEvents,
    lake,
    athena,
    eventBridge,
    cloudWatch,
    lines,
    array,
    logstash,
    logAnalyticsCsv,
    logAnalyticsQuery,
    logAnalyticsLines,
  ].map((shape) => [shape.id, shape]),
);

/** Writes events in a shape; an unknown shape is an error of the caller. */
export function writeCloudTrail(id: string, events: readonly CloudTrailEvent[]): readonly WrittenFile[] {
  const shape = cloudTrailShapes.get(id);
  if (shape === undefined) throw new Error(`there is no CloudTrail shape ${id}`);
  const files = shape
    .write(events, events.map(cloudTrailRecord))
    .map(({ path, text }) => ({ path, content: Buffer.from(text, 'utf8') }));
  return compress(files, shape.gzip === true ? 'gzip' : 'none', '');
}
