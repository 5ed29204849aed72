import { scripted } from '../scripted-function.js';
import { membersOf, objectOf, partsOf } from './json-text.js';

/** A step of a path: a property's name or an element's position. */
type Step = string | number;

const STEP = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]/g;

/** The steps of `$.a['b c'][0]`; undefined for what is not such a path. https://learn.microsoft.com/kusto/query/jsonpath */
function stepsOf(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const found = [...path.slice(1).matchAll(STEP)];
  if (found.map(([whole]) => whole).join('') !== path.slice(1)) return undefined;
  return found.map(([, name, index, single, double]) =>
    index === undefined ? (name ?? single ?? double ?? '') : Number(index),
  );
}

/** The names on the way to a property: a path of names, or the name itself. */
function namesOf(key: string): readonly string[] | undefined {
  const steps = key.startsWith('$') ? stepsOf(key) : [key];
  if (steps === undefined || steps.length === 0) return undefined;
  return steps.every((step) => typeof step === 'string') ? steps : undefined;
}

function valueAt(json: string, steps: readonly Step[]): string | null {
  const [step, ...rest] = steps;
  if (step === undefined) return json;
  const inner =
    typeof step === 'string'
      ? membersOf(json)?.find(([name]) => name === step)?.[1]
      : json.startsWith('[')
        ? partsOf(json)[step]
        : undefined;
  return inner === undefined ? null : valueAt(inner.trim(), rest);
}

function withoutProperty(json: string, [name = '', ...rest]: readonly string[]): string {
  const members = membersOf(json);
  if (members === undefined) return json;
  if (rest.length === 0) return objectOf(members.filter(([own]) => own !== name));
  return objectOf(
    members.map(([own, value]) => [own, own === name ? withoutProperty(value.trim(), rest) : value]),
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** All take and give JSON as its text, so that no digit of a number is lost. */
export const jsonPaths = [
  scripted('jsonAtPath', ['text', 'text'], 'text', (json, path) => {
    const steps = stepsOf(path);
    return steps === undefined || !isJson(json) ? null : valueAt(json.trim(), steps);
  }),
  scripted('objectWithoutPaths', ['text', 'json'], 'text', (json, keys) => {
    if (!json.startsWith('{') || !Array.isArray(keys)) return null;
    return (keys as readonly unknown[]).reduce<string>((left, key) => {
      const names = typeof key === 'string' ? namesOf(key) : undefined;
      return names === undefined ? left : withoutProperty(left, names);
    }, json);
  }),
];
