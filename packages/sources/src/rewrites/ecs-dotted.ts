import { DOTTED, isDocument, isDotted, nested } from '../ecs/document.js';
import { isRecord } from '../observed-names.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/**
 * A document of Elastic's with dotted names (`event.action`), or a hit whose values are those of the search API's
 * `fields`: each a list under its dotted name.
 */
export const ecsDotted: Rewrite = {
  id: 'ecs-dotted',
  title: 'Elastic document with dotted names',
  mixes: true,
  recognises: (record) => isFields(record) || isDotted(record) || (isDocument(record) && hasDots(record)),
  rewrite: (record) => nested(isFields(record) ? single(record.fields) : record),
};

interface Hit extends JsonRecord {
  readonly fields: JsonRecord;
}

function isFields(record: JsonRecord): record is Hit {
  const { fields } = record;
  return '_index' in record && !('_source' in record) && isRecord(fields) && '@timestamp' in fields;
}

/** A list of one value is that value. */
function single(fields: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(fields).map(([name, values]) => [
      name,
      Array.isArray(values) && values.length === 1 ? (values[0] as unknown) : values,
    ]),
  );
}

function hasDots(record: JsonRecord): boolean {
  return Object.entries(record).some(
    ([name, value]) => DOTTED.test(name) || (isRecord(value) && name !== 'labels' && hasDots(value)),
  );
}
