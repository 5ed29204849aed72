import type { Span } from '@interloper/plan';

/** A YAML value with its place in the rule's text. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
}

interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly span: Span;
}

/**
 * A scalar. `textStart` is the offset of the first character of the value where value and source run in step, so that
 * a place inside the value has a place in the text; folded lines and escapes have none.
 */
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | bigint | boolean | null;
  readonly span: Span;
  readonly textStart?: number;
}

/** The value under a key of a map; undefined when the node is no map or has no such key. */
export function childOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return entryOf(node, key)?.value;
}

/** The entry of a key. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** The text of a scalar: numbers and booleans as they are usually written; null for YAML null and for maps and lists. */
export function textOf(node: YamlNode | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  return String(node.value);
}

/** The items of a list; a single value counts as a list of one. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  if (node === undefined) return [];
  return node.kind === 'list' ? node.items : [node];
}

/** The place in the rule's text of a part of a scalar's value; the whole scalar where they do not run in step. */
export function partOf(scalar: YamlScalar, start: number, end: number): Span {
  const { textStart } = scalar;
  return textStart === undefined ? scalar.span : { start: textStart + start, end: textStart + end };
}
