import { byCreation } from './benign.js';
import { compress, type Compression, type WrittenFile } from './containers/compress.js';
import { encode, type Encoding } from './containers/encode.js';
import type { ShapeOptions, SignInShape } from './shape.js';
import type { SignIn } from './sign-in.js';
import { signInShapes } from './sign-in-shapes.js';
import { signInStreams } from './tables.js';

export interface WriteOptions extends ShapeOptions {
  /** Overrides the shape's own encoding of its text files. */
  readonly encoding?: Encoding;
  /** `gzip`: each file by itself; `zip`: all in `<shape id>.zip`. Default `none`. */
  readonly compression?: Compression;
}

/**
 * Writes sign-ins as files of one shape; the events need no order. The same events and options give the
 * same bytes. Throws on a shape id that does not exist, on no events, and on an event whose table the
 * shape cannot carry (`canCarry` tells beforehand).
 */
export function writeSignIns(
  shapeId: string,
  events: Iterable<SignIn>,
  options: WriteOptions = {},
): readonly WrittenFile[] {
  const shape = signInShapes.get(shapeId);
  if (shape === undefined)
    throw new Error(`no shape "${shapeId}"; there are: ${[...signInShapes.keys()].join(', ')}`);
  const { encoding, compression = 'none', ...shapeOptions } = options;
  const ordered = [...events].toSorted(byCreation);
  if (ordered.length === 0) throw new Error(`no sign-ins to write as ${shapeId}`);
  const foreign = ordered.find((event) => !canCarry(shape, event));
  if (foreign !== undefined) {
    throw new Error(
      `${shapeId} cannot carry ${foreign.category} sign-ins, only those of ${shape.tables.join(', ')}`,
    );
  }
  const files = shape.write(ordered, shapeOptions).map(({ path, body, bom = false }) => ({
    path,
    content: typeof body === 'string' ? encode(body, encoding ?? (bom ? 'utf-8-bom' : 'utf-8')) : body,
  }));
  return compress(files, compression, `${shapeId}.zip`);
}

/** True when the shape has room for sign-ins of the event's table. */
export function canCarry(shape: SignInShape, event: SignIn): boolean {
  return shape.tables.includes(signInStreams[event.category].table);
}
