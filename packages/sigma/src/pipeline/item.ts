import type { Data } from './shape.js';

/** A line of a selection: `field|modifiers`, and its values. A keyword has no field. */
export interface PipelineItem {
  readonly field: string;
  readonly modifiers: readonly string[];
  readonly values: Data;
}

export function itemOf(key: string, values: Data): PipelineItem {
  const [field = '', ...modifiers] = key.split('|');
  return { field, modifiers, values };
}

export function keyOf({ field, modifiers }: PipelineItem): string {
  return [field, ...modifiers].join('|');
}

const PLACES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  contains: ['*', '*'],
  startswith: ['', '*'],
  endswith: ['*', ''],
};

/** Modifiers after which a value is no text any more, so that transformations of texts pass it by. */
const NO_TEXT = new Set('re cidr exists fieldref lt lte gt gte minute hour day week month year'.split(' '));
const ENCODINGS = new Set('base64 base64offset wide utf16 utf16le utf16be windash'.split(' '));

/** True for a line whose values are texts, or may be. */
export function holdsTexts({ modifiers }: PipelineItem): boolean {
  return !modifiers.some((name) => NO_TEXT.has(name));
}

/** The first of a line's modifiers that makes other texts of its values; such texts are nothing to change. */
export function encodingOf({ modifiers }: PipelineItem): string | undefined {
  return modifiers.find((name) => ENCODINGS.has(name));
}

/** A text of a line as pipelines see it: `startswith` and its like have become wildcards. */
function seenText({ modifiers }: PipelineItem, text: string): string {
  const [before, after] = aroundOf(modifiers);
  const open = before !== '' && !text.startsWith('*') ? before : '';
  const close = after !== '' && !endsInStar(text) ? after : '';
  return open + text + close;
}

/** True for a text that ends in a wildcard, not in a plain star. */
function endsInStar(text: string): boolean {
  return /(?<!\\)(?:\\\\)*\*$/.test(text);
}

function aroundOf(modifiers: readonly string[]): readonly [string, string] {
  const place = modifiers.find((name) => Object.hasOwn(PLACES, name));
  return (place === undefined ? undefined : PLACES[place]) ?? ['', ''];
}

/**
 * A line with its texts, seen with their wildcards, changed. The modifier stays where each text keeps the wildcards that
 * it stands for.
 */
export function changeSeen(item: PipelineItem, change: (text: string) => readonly string[]): PipelineItem {
  const [before, after] = aroundOf(item.modifiers);
  let kept = true;
  const seen = mapValues(item, (value) => {
    if (typeof value !== 'string') return [value];
    const texts = change(seenText(item, value));
    kept &&= texts.every(
      (text) =>
        text.length > before.length + after.length &&
        text.startsWith(before) &&
        (after === '' || endsInStar(text)),
    );
    return texts;
  });
  if (before === '' && after === '') return seen;
  if (!kept) return { ...seen, modifiers: item.modifiers.filter((name) => !Object.hasOwn(PLACES, name)) };
  return mapValues(seen, (value) =>
    typeof value === 'string' ? [value.slice(before.length, value.length - after.length)] : [value],
  );
}

/** The texts among the values of a line, as pipelines see them. */
export function textsOf(item: PipelineItem): readonly string[] {
  if (!holdsTexts(item)) return [];
  const list = Array.isArray(item.values) ? (item.values as readonly Data[]) : [item.values];
  return list.filter((value) => typeof value === 'string').map((text) => seenText(item, text));
}

/** A line with each of its values changed; several may come of one. */
export function mapValues(item: PipelineItem, change: (value: Data) => readonly Data[]): PipelineItem {
  const list = Array.isArray(item.values) ? (item.values as readonly Data[]) : [item.values];
  const values = list.flatMap((value) => change(value));
  const [first = null] = values;
  return { ...item, values: values.length === 1 && !Array.isArray(item.values) ? first : values };
}
