import { jsonOf } from '../files/salvaged.js';
import { isDocument, isDotted } from '../ecs/document.js';
import { isRecord } from '../observed-names.js';
import { sources } from '../registry.js';
import type { JsonRecord, Source } from '../source.js';
import type { Rewrite } from './rewrite.js';

/**
 * A document of Elastic's that carries the event it was made of (`event.original`, which integrations keep when asked
 * to): where that is a record of a log that is read, it is read as that log, which has all fields under the names that
 * rules know.
 */
export const ecsOriginal: Rewrite = {
  id: 'ecs-original',
  title: 'Elastic document with the original event',
  mixes: true,
  recognises: (record, among = sources) => {
    if (!isDocument(record) && !isDotted(record)) return false;
    const original = originalOf(record);
    return original !== undefined && among.some((source) => isRecordOf(source, original));
  },
  rewrite: originalOf,
};

function isRecordOf({ id, shapes }: Source, record: JsonRecord): boolean {
  return id !== 'ecs' && shapes.some((shape) => shape.recognises(record));
}

function originalOf(record: JsonRecord): JsonRecord | undefined {
  const { event } = record;
  const text = isRecord(event) ? event['original'] : record['event.original'];
  const value = typeof text === 'string' && text.trimStart().startsWith('{') ? jsonOf(text) : undefined;
  return isRecord(value) ? value : undefined;
}
