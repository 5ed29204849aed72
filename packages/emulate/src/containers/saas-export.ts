import { Buffer } from 'node:buffer';
import { compress } from './compress.js';
import type { Compression, WrittenFile } from './compress.js';

/** How a service's events are exported: a file's path and text. */
export interface ServiceShape<Event> {
  readonly write: (events: readonly Event[]) => readonly [path: string, text: string];
  readonly compression?: Compression;
}

/** Writes events in one of a service's shapes; an unknown shape is an error of the caller. */
export function writeService<Event>(
  shapes: Readonly<Record<string, ServiceShape<Event>>>,
  id: string,
  events: readonly Event[],
): readonly WrittenFile[] {
  const shape = shapes[id];
  if (shape === undefined) throw new Error(`no shape "${id}"; there are: ${Object.keys(shapes).join(', ')}`);
  const [path, text] = shape.write(events);
  return compress([{ path, content: Buffer.from(text, 'utf8') }], shape.compression ?? 'none', `${id}.zip`);
}
