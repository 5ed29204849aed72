import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { isList, isNumberLeaf, parseExact } from './exact-json.js';
import type { ExactJson } from './exact-json.js';

/** What values at one place were found to be, in order of appearance: names of types, or the object all share. */
interface Place {
  readonly types: (string | undefined)[];
  /** What objects and arrays there hold, by name; arrays under `INDEXER`. */
  readonly members: Map<string, Place>;
}

/** How the name of an array's elements is written. */
const INDEXER = '`indexer`';

function emptyPlace(): Place {
  return { types: [], members: new Map() };
}

function typeOf(value: string | boolean): string {
  if (typeof value === 'boolean') return 'bool';
  if (!isNumberLeaf(value)) return 'string';
  return /[.eE]/.test(value) ? 'double' : 'long';
}

/** Takes a value in; every property is optional, so null adds nothing. */
function admit(place: Place, value: ExactJson): void {
  if (value === null) return;
  const type = typeof value === 'object' ? undefined : typeOf(value);
  if (!place.types.includes(type)) place.types.push(type);
  if (typeof value !== 'object') return;
  const members: readonly (readonly [string, ExactJson])[] = isList(value)
    ? value.map((item) => [INDEXER, item] as const)
    : Object.entries(value).map(([name, item]) => [name.slice(1), item] as const);
  for (const [name, item] of members) {
    const inner = place.members.get(name) ?? emptyPlace();
    admit(inner, item);
    if (inner.types.length > 0) place.members.set(name, inner);
  }
}

function schemaOf({ types, members }: Place): Json {
  const written = types.map(
    (type): Json =>
      type ?? Object.fromEntries([...members].map(([name, inner]) => [name, schemaOf(inner)] as const)),
  );
  const [only = null] = written;
  return written.length > 1 ? written : only;
}

/** https://learn.microsoft.com/kusto/query/buildschema-aggregation-function */
export const schemas = [
  scripted('schemaOf', ['text'], 'json', (values) => {
    const root = emptyPlace();
    const given = parseExact(values);
    if (isList(given)) for (const value of given) admit(root, value);
    return schemaOf(root);
  }),
];
