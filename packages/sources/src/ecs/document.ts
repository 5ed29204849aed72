import { isRecord } from '../observed-names.js';
import type { JsonRecord } from '../source.js';

const signs = ['kind', 'category', 'dataset', 'module', 'action', 'outcome', 'provider'];

/** True of a document of the Elastic Common Schema whose fields are nested. */
export function isDocument(record: JsonRecord): boolean {
  const { event, ecs } = record;
  if (!('@timestamp' in record)) return false;
  return (isRecord(ecs) && 'version' in ecs) || (isRecord(event) && signs.some((name) => name in event));
}

/** True of a document whose fields are called `event.action`. */
export function isDotted(record: JsonRecord): boolean {
  return (
    '@timestamp' in record && ('ecs.version' in record || signs.some((name) => `event.${name}` in record))
  );
}

/** Names of fields with a step inside; keys of maps, like the claims of a token, may have dots that mean nothing. */
export const DOTTED = /^[@\w-]+(?:\.[@\w-]+)+$/u;

/** The document with every dotted name as nested objects, also inside objects. Of two values at a place both stay, as a list. */
export function nested(record: JsonRecord): JsonRecord {
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(record)) {
    const steps = DOTTED.test(name) ? name.split('.') : [name];
    put(root, steps, isRecord(value) ? nested(value) : value);
  }
  return root;
}

function put(target: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const [step = '', ...rest] = steps;
  const known = target[step];
  if (rest.length > 0) {
    const inner = isRecord(known) ? { ...known } : (Object.create(null) as Record<string, unknown>);
    // A text beside fields of its own (Logstash's `host`) is kept under a name that no field has.
    if (known !== undefined && known !== null && !isRecord(known)) inner[''] = known;
    put(inner, rest, value);
    target[step] = inner;
  } else if (isRecord(known) && isRecord(value)) {
    const merged: Record<string, unknown> = { ...known };
    for (const [name, each] of Object.entries(value)) put(merged, [name], each);
    target[step] = merged;
  } else if (isRecord(known)) {
    target[step] = value === null || value === undefined ? known : { ...known, '': value };
  } else {
    target[step] = value;
  }
}
