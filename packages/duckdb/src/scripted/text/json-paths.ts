import { scripted } from '../scripted-function.js';

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

/** The texts between the commas of a JSON array or object: numbers stay as they are written. */
function partsOf(json: string): readonly string[] {
  const parts: string[] = [];
  let [depth, quoted, start] = [0, false, 1];
  for (let at = 0; at < json.length; at += 1) {
    const letter = json[at];
    if (quoted) {
      if (letter === '\\') at += 1;
      else quoted = letter !== '"';
    } else if (letter === '"') quoted = true;
    else if (letter === '[' || letter === '{') depth += 1;
    else if (letter === ']' || letter === '}') {
      depth -= 1;
      if (depth === 0) parts.push(json.slice(start, at));
    } else if (letter === ',' && depth === 1) {
      parts.push(json.slice(start, at));
      start = at + 1;
    }
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

type Members = readonly (readonly [name: string, value: string])[];

/** Names and the texts of the values of a JSON object; undefined when it is none. */
function membersOf(json: string): Members | undefined {
  if (!json.startsWith('{')) return undefined;
  return partsOf(json).map((part) => {
    const name = /^"(?:[^"\\]|\\.)*"/s.exec(part)?.[0] ?? '""';
    return [JSON.parse(name) as string, part.slice(name.length).replace(/^\s*:\s*/, '')] as const;
  });
}

function objectOf(members: Members): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
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

/** With a property at a path, behind all others; what is no object on the way becomes one. */
function withProperty(json: string, [name = '', ...rest]: readonly string[], value: string): string {
  const members = membersOf(json) ?? [];
  const inner = members.find(([own]) => own === name)?.[1] ?? '{}';
  const placed = rest.length === 0 ? value : withProperty(inner.trim(), rest, value);
  return objectOf([...members.filter(([own]) => own !== name), [name, placed]]);
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
  scripted('objectWithPath', ['text', 'text', 'text'], 'text', (json, key, value) => {
    const names = namesOf(key);
    return names === undefined || !json.startsWith('{') ? null : withProperty(json, names, value);
  }),
  scripted('objectWithoutPaths', ['text', 'json'], 'text', (json, keys) => {
    if (!json.startsWith('{') || !Array.isArray(keys)) return null;
    return (keys as readonly unknown[]).reduce<string>((left, key) => {
      const names = typeof key === 'string' ? namesOf(key) : undefined;
      return names === undefined ? left : withoutProperty(left, names);
    }, json);
  }),
];
