import { compress, type WrittenFile } from '../containers/compress.js';
import { encode } from '../containers/encode.js';
import type { WriteOptions } from '../write-sign-ins.js';
import type { LogKind } from './log-kind.js';
import { logShapes } from './log-shapes.js';

/**
 * Writes events of a log as files of one shape; they need no order. The same events and options give the same bytes.
 * Throws on a shape id that does not exist, on one that the log does not have, and on no events.
 */
export function writeLog<Event>(
  kind: LogKind<Event>,
  shapeId: string,
  events: Iterable<Event>,
  options: WriteOptions = {},
): readonly WrittenFile[] {
  const shape = logShapes.get(shapeId);
  if (shape === undefined)
    throw new Error(`no shape "${shapeId}"; there are: ${[...logShapes.keys()].join(', ')}`);
  const { encoding, compression = 'none', ...shapeOptions } = options;
  const ordered = [...events].toSorted((left, right) =>
    kind.timeOf(left) < kind.timeOf(right) ? -1 : kind.timeOf(left) > kind.timeOf(right) ? 1 : 0,
  );
  if (ordered.length === 0) throw new Error(`no events to write as ${shapeId}`);
  const files = shape.write(kind, ordered, shapeOptions).map(({ path, body, bom = false }) => ({
    path,
    content: typeof body === 'string' ? encode(body, encoding ?? (bom ? 'utf-8-bom' : 'utf-8')) : body,
  }));
  return compress(files, compression, `${shapeId}.zip`);
}
