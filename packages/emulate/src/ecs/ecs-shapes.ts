import { Buffer } from 'node:buffer';
import { jsonLines } from '../cloud-trail/shape.js';
import { compress } from '../containers/compress.js';
import type { WrittenFile } from '../containers/compress.js';
import { isJsonArray, isJsonObject } from '../json.js';
import type { Json, JsonObject } from '../json.js';
import { ecsDocument } from './ecs-event.js';
import type { EcsEvent } from './ecs-event.js';

const index = '.ds-logs-audit-default-2026.03.12-000001';

/** How documents are exported: the file's path and its text. */
const shapes: Readonly<Record<string, (documents: readonly JsonObject[]) => readonly [string, string]>> = {
  lines: (documents) => ['documents.ndjson', jsonLines(documents)],
  'dotted-lines': (documents) => ['dotted.ndjson', jsonLines(documents.map((each) => dotted(each)))],
  'search-answer': (documents) => [
    'search.json',
    JSON.stringify(
      {
        took: 12,
        timed_out: false,
        _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
        hits: {
          total: { value: documents.length, relation: 'eq' },
          max_score: null,
          hits: documents.map((each, at) => ({
            _index: index,
            _id: `d${at}`,
            _score: null,
            _source: each,
            sort: [at],
          })),
        },
      },
      null,
      2,
    ),
  ],
  'fields-answer': (documents) => [
    'fields.json',
    JSON.stringify({
      hits: {
        hits: documents.map((each, at) => ({ _index: index, _id: `d${at}`, fields: listed(dotted(each)) })),
      },
    }),
  ],
  'hit-lines': (documents) => [
    'hits.ndjson',
    jsonLines(documents.map((each, at) => ({ _index: index, _id: `d${at}`, _source: each }))),
  ],
  bulk: (documents) => [
    'bulk.ndjson',
    jsonLines(documents.flatMap((each, at) => [{ create: { _index: index, _id: `d${at}` } }, each])),
  ],
};

export const ecsShapes: readonly string[] = Object.keys(shapes);

/** Writes documents in a shape; an unknown shape is an error of the caller. */
export function writeEcs(id: string, events: readonly EcsEvent[]): readonly WrittenFile[] {
  const shape = shapes[id];
  if (shape === undefined) throw new Error(`there is no ECS shape ${id}`);
  const [path, text] = shape(events.map(ecsDocument));
  return compress([{ path, content: Buffer.from(text, 'utf8') }], 'none', '');
}

function dotted(value: JsonObject, prefix = ''): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): (readonly [string, Json])[] =>
      isJsonObject(inner)
        ? Object.entries(dotted(inner, `${prefix}${name}.`))
        : [[`${prefix}${name}`, inner]],
    ),
  );
}

function listed(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, isJsonArray(each) ? each : [each]]),
  );
}
