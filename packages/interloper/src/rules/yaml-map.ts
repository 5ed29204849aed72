import type { PlacedText } from '@interloper/plan';
import { isMap, isScalar, isSeq } from 'yaml';
import type { YAMLMap } from 'yaml';
import { placedScalar } from './placed-scalar.js';

/** A mapping of a YAML or JSON file, asked by key; what is not of the kind asked for is undefined. */
export interface YamlMap {
  readonly has: (key: string) => boolean;
  /** A text, number or truth value as text. */
  readonly text: (key: string) => string | undefined;
  /** A text, and where it is written. */
  readonly placed: (key: string) => PlacedText | undefined;
  /** A list of texts. */
  readonly list: (key: string) => readonly string[] | undefined;
  readonly map: (key: string) => YamlMap | undefined;
  /** The mappings in a list. */
  readonly maps: (key: string) => readonly YamlMap[];
}

export function yamlMap(source: string, node: YAMLMap): YamlMap {
  const get = (key: string): unknown => node.get(key, true);
  return {
    has: (key) => node.has(key),
    text: (key) => {
      const found = get(key);
      return isScalar(found) ? textOf(found.value) : undefined;
    },
    placed: (key) => {
      const found = get(key);
      return isScalar(found) && typeof found.value === 'string' ? placedScalar(source, found) : undefined;
    },
    list: (key) => {
      const found = get(key);
      return isSeq(found)
        ? found.items.map((item) => (isScalar(item) ? (textOf(item.value) ?? '') : ''))
        : undefined;
    },
    map: (key) => {
      const found = get(key);
      return isMap(found) ? yamlMap(source, found) : undefined;
    },
    maps: (key) => {
      const found = get(key);
      return isSeq(found) ? found.items.flatMap((item) => (isMap(item) ? [yamlMap(source, item)] : [])) : [];
    },
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
