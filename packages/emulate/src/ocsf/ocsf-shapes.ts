import { Buffer } from 'node:buffer';
import { jsonLines } from '../cloud-trail/shape.js';
import { compress } from '../containers/compress.js';
import type { WrittenFile } from '../containers/compress.js';
import type { OcsfEvent } from './ocsf-event.js';
import { ocsfRecord } from './ocsf-record.js';
import type { OcsfVersion } from './ocsf-record.js';

type Write = (events: readonly OcsfEvent[]) => readonly [string, string];

const linesOf =
  (version: OcsfVersion): Write =>
  (events) => [`ocsf-${version}.ndjson`, jsonLines(events.map((event) => ocsfRecord(event, version)))];

/** How events are exported: the file's path and its text. Parquet is written from the lines by who can. */
const shapes: Readonly<Record<string, Write>> = {
  'lines-1.0': linesOf('1.0.0-rc.2'),
  'lines-1.1': linesOf('1.1.0'),
  'lines-1.5': linesOf('1.5.0'),
  'lines-1.8': linesOf('1.8.0'),
  array: (events) => [
    'events.json',
    JSON.stringify(
      events.map((event) => ocsfRecord(event, '1.1.0')),
      null,
      2,
    ),
  ],
  splunk: (events) => [
    'search.json',
    jsonLines(
      events.map((event) => ({
        preview: false,
        result: { _raw: JSON.stringify(ocsfRecord(event, '1.1.0')), sourcetype: 'aws:asl' },
      })),
    ),
  ],
};

export const ocsfShapes: readonly string[] = Object.keys(shapes);

/** Writes events in a shape; an unknown shape is an error of the caller. */
export function writeOcsf(id: string, events: readonly OcsfEvent[]): readonly WrittenFile[] {
  const shape = shapes[id];
  if (shape === undefined) throw new Error(`there is no OCSF shape ${id}`);
  const [path, text] = shape(events);
  return compress([{ path, content: Buffer.from(text, 'utf8') }], id === 'lines-1.5' ? 'gzip' : 'none', '');
}
