import { parseFirst } from '../files/repeated-names.js';
import { isRecord } from '../observed-names.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/** Keys whose values are objects in every log that has them. */
const objects = ['properties', 'status', 'location', 'deviceDetail', 'protoPayload', 'resource'];

/**
 * A record whose inner objects were written as JSON text, as tools do that flatten one level (log-format reference,
 * section 19, item 3).
 */
export const jsonInText: Rewrite = {
  id: 'json-in-text',
  title: 'JSON text inside JSON',
  recognises: (record) =>
    ['createdDateTime', 'category', 'protoPayload'].some((name) => name in record) &&
    objects.some((name) => parsed(record, name) !== undefined),
  rewrite: (record) => ({
    ...record,
    ...Object.fromEntries(
      objects.flatMap((name) => {
        const value = parsed(record, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  }),
};

function parsed(record: JsonRecord, name: string): JsonRecord | undefined {
  const text = record[name];
  if (typeof text !== 'string' || !text.startsWith('{')) return undefined;
  try {
    const value = parseFirst(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
