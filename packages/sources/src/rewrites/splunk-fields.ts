import type { Rewrite } from './rewrite.js';

/** Names of values inside others; `@odata.type` is a name of its own. */
const NESTED = /^[^@].*[.]|\{\}/;
const PLACE = /^(.*)\[(\d{1,3})\]$/;

/**
 * A Splunk search result without `_raw`: nested values are fields called `properties.location.city`, lists
 * `riskEventTypes_v2{}`, several values a list or lines of one cell (log-format reference, section 2.6). The Logs
 * Explorer of Google Cloud names the columns of its CSV so too, with `authorizationInfo[0].permission` for lists.
 */
export const splunkFields: Rewrite = {
  id: 'splunk-fields',
  title: 'Splunk search export, flattened fields',
  recognises: (record) => {
    const names = Object.keys(record);
    return (
      names.some((name) => NESTED.test(name)) &&
      (names.some((name) =>
        /errorCode|createdDateTime|eventName|^eventType$|protoPayload\.|^event_type\.\.tag$/.test(name),
      ) ||
        ['Operation', 'Workload', 'CreationTime'].every((name) => names.includes(name)))
    );
  },
  rewrite: (record) => {
    const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [name, value] of Object.entries(record)) {
      if (name.startsWith('_') || value === '' || value === null) continue;
      // A name that begins with a dot keeps it: `actor.user..tag`.
      put(root, name.split(/(?<=[^.])\./), value);
    }
    return root;
  },
};

/** Puts a value where the steps of its name lead; a step ending in {} is a list. */
function put(target: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const [step = '', ...rest] = steps;
  const place = PLACE.exec(step);
  if (place !== null) return putAt(target, place[1] ?? '', Number(place[2]), rest, value);
  const list = step.endsWith('{}');
  const name = list ? step.slice(0, -2) : step;
  if (rest.length === 0) {
    target[name] = list ? valuesOf(value) : value;
  } else if (list) {
    const known = target[name];
    const items = Array.isArray(known) ? (known as Record<string, unknown>[]) : [];
    target[name] = items;
    valuesOf(value).forEach((item, index) => {
      items[index] ??= Object.create(null) as Record<string, unknown>;
      put(items[index], rest, item);
    });
  } else {
    const known = target[name];
    const inner =
      typeof known === 'object' && known !== null && !Array.isArray(known)
        ? (known as Record<string, unknown>)
        : (Object.create(null) as Record<string, unknown>);
    target[name] = inner;
    put(inner, rest, value);
  }
}

/** Puts a value into the element of a list at a place. */
function putAt(
  target: Record<string, unknown>,
  name: string,
  place: number,
  rest: readonly string[],
  value: unknown,
): void {
  const known = target[name];
  const items: unknown[] = Array.isArray(known) ? known : [];
  target[name] = items;
  while (items.length < place) items.push(null);
  if (rest.length === 0) {
    items[place] = value;
    return;
  }
  const element = items[place];
  const inner =
    typeof element === 'object' && element !== null && !Array.isArray(element)
      ? (element as Record<string, unknown>)
      : (Object.create(null) as Record<string, unknown>);
  items[place] = inner;
  put(inner, rest, value);
}

function valuesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split('\n') : [value];
}
