import type { Rewrite } from './rewrite.js';

const NESTED = /[.]|\{\}/;

/**
 * A Splunk search result without `_raw`: nested values are fields called `properties.location.city`, lists
 * `riskEventTypes_v2{}`, several values a list or lines of one cell (log-format reference, section 2.6).
 */
export const splunkFields: Rewrite = {
  id: 'splunk-fields',
  title: 'Splunk search export, flattened fields',
  recognises: (record) => {
    const names = Object.keys(record);
    return (
      names.some((name) => NESTED.test(name)) &&
      names.some((name) => /errorCode|createdDateTime|eventName|^eventType$/.test(name))
    );
  },
  rewrite: (record) => {
    const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [name, value] of Object.entries(record)) {
      if (name.startsWith('_') || value === '' || value === null) continue;
      put(root, name.split('.'), value);
    }
    return root;
  },
};

/** Puts a value where the steps of its name lead; a step ending in {} is a list. */
function put(target: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const [step = '', ...rest] = steps;
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

function valuesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split('\n') : [value];
}
