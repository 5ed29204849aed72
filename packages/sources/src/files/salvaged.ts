import { isUtf8 } from 'node:buffer';
import { isObject } from './containers.js';
import { sketchOf } from './head-sketch.js';
import { parseFirst, withoutRepeats } from './repeated-names.js';

/** A whole record. */
export interface SalvagedRecord {
  readonly kind: 'record';
  /**
   * From 1, as the engine numbers the records of the same file: non-blank lines, list elements, CSV rows. Several
   * values on one line of JSON Lines share its number.
   */
  readonly number: number;
  /** The line in which it begins, from 1. */
  readonly line: number;
  /** As it stands in the file, with its wrapping. */
  readonly text: string;
  /** One JSON object without the container's wrapping (`Container.payload`), its numbers spelt as in the file. */
  readonly json: string;
  /** `json`, parsed. For CSV: the cells as text by the header's names. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Names that an object in it has twice; `json` and `value` have the first. */
  readonly repeated?: readonly string[];
}

/** Something that is not a whole record, and why. */
export interface BadRecord {
  readonly kind: 'bad';
  /** The number that the record would have. */
  readonly number: number;
  readonly line: number;
  readonly cause: string;
  /** Its beginning, at most 200 characters, as it stands: control characters and all. */
  readonly excerpt: string;
}

export type Salvaged = SalvagedRecord | BadRecord;

/** Where a piece lies, and its bytes. */
export interface Place {
  readonly number: number;
  readonly line: number;
  readonly bytes: Buffer;
}

const EXCERPT = 200;

/** A record of JSON; of names that it repeats it keeps the first, as the engine does. */
export function recordOf(
  place: Place,
  text: string,
  json: string,
  value: Readonly<Record<string, unknown>>,
): SalvagedRecord {
  const once = withoutRepeats(json, value);
  if (once === undefined) return cellsOf(place, text, json, value);
  const first = jsonOf(once.text);
  return {
    ...cellsOf(place, text, once.text, isObject(first) ? first : value),
    repeated: once.names,
  };
}

/** A record whose JSON was made of cells. */
export function cellsOf(
  { number, line }: Place,
  text: string,
  json: string,
  value: Readonly<Record<string, unknown>>,
): SalvagedRecord {
  return { kind: 'record', number, line, text, json, value };
}

export function badOf({ number, line, bytes }: Place, cause: string): BadRecord {
  // A character takes at most four bytes.
  const excerpt = bytes.toString('utf8', 0, EXCERPT * 4).slice(0, EXCERPT);
  return { kind: 'bad', number, line, cause, excerpt };
}

export type Parsed =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly cause: string };

/** Parses the text of a piece; `bytes` are the same text. */
export function parseJson(bytes: Buffer, text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    // The replacement character is a sign only where the bytes were not UTF-8.
    if (text.includes('\uFFFD') && !isUtf8(bytes)) {
      return { ok: false, cause: 'not valid UTF-8: save the file as UTF-8' };
    }
    return { ok: true, value };
  } catch {
    return { ok: false, cause: `not valid JSON near character ${sketchOf(text).end + 1} of the record` };
  }
}

/** The value of a JSON text, of repeated names the first; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return parseFirst(text);
  } catch {
    return undefined;
  }
}
