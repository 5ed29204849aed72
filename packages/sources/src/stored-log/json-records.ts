import type { Expression, ReadField } from '@interloper/plan';
import { textField } from '../expressions.js';
import type { JsonRecord, ObservedNames } from '../source.js';

/** Properties of a JSON record and the columns they fill. */
export type PropertyMap = Readonly<Record<string, string>>;

/** Fields of records and the texts that they give columns. */
export interface RecordTexts {
  readonly fields: readonly ReadField[];
  readonly texts: Readonly<Record<string, Expression>>;
}

/** The keys of Azure Monitor's record (log-format reference, section 2.3). */
const envelopeKeys = [
  'time',
  'resourceId',
  'operationName',
  'operationVersion',
  'category',
  'tenantId',
  'resultType',
  'resultSignature',
  'resultDescription',
  'durationMs',
  'callerIpAddress',
  'correlationId',
  'identity',
  'Level',
  'location',
];

/** Fields of the record itself, called by the property's name after a prefix, or of the object `inside` it. */
export function recordTexts(
  observed: ObservedNames,
  properties: PropertyMap,
  prefix = '',
  inside: readonly string[] = [],
): RecordTexts {
  const names = Object.keys(properties);
  return {
    fields: names.map((name) => ({
      name: `${prefix}${name}`,
      type: 'string',
      path: observed.spelling([...inside, name]),
    })),
    texts: Object.fromEntries(
      Object.entries(properties).map(([name, target]) => [target, textField(`${prefix}${name}`)]),
    ),
  };
}

/**
 * The category of an Azure Monitor record in lower case; undefined of other records. `properties` may hold no object:
 * such a record is kept with what its envelope says.
 */
export function categoryOf(record: JsonRecord): string | undefined {
  const { category } = record;
  const enveloped = 'properties' in record || ('time' in record && 'operationName' in record);
  return typeof category === 'string' && enveloped ? category.toLowerCase() : undefined;
}

/** Azure Monitor's envelope: `e.time` and its siblings, and `more` keys that only some logs have or spell so. */
export function envelopeFields(
  observed: ObservedNames,
  more: readonly string[] = [],
): {
  readonly fields: readonly ReadField[];
  readonly of: (key: string) => Expression;
} {
  const own = new Set(more.map((key) => key.toLowerCase()));
  const keys = [...envelopeKeys.filter((key) => !own.has(key.toLowerCase())), ...more];
  return {
    fields: keys.map((key) => ({ name: `e.${key}`, type: 'string', path: observed.spelling([key]) })),
    of: (key) => {
      if (!keys.includes(key)) throw new Error(`the envelope has no ${key}`);
      return textField(`e.${key}`);
    },
  };
}
