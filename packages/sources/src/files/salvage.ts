import { isUtf8 } from 'node:buffer';
import type { Container } from './container.js';
import { isObject } from './containers.js';
import { cleanHeader } from './csv-header.js';
import { sketchOf } from './head-sketch.js';
import type { InputMember } from './input-member.js';
import { isDamage } from './input-member.js';
import { createJsonSplitter } from './json-splitter.js';
import type { Raw, RawRecord } from './raw-records.js';
import { LARGEST_RECORD, patternsOf, rawRecords } from './raw-records.js';

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

export interface SalvageLimits {
  /** Bytes of one record; a longer one is bad. */
  readonly largestRecord: number;
}

const EXCERPT = 200;

/**
 * Reads an input record by record, in memory that does not grow with it, and gives every whole record of what is cut or
 * damaged, with one bad record for each thing that is not whole. Throws for parquet, which only the engine reads.
 */
export async function* salvageRecords(
  member: InputMember,
  container: Container,
  limits: SalvageLimits = { largestRecord: LARGEST_RECORD },
): AsyncGenerator<Salvaged, void, undefined> {
  const interpret = await interpreterFor(member, container);
  for await (const batch of rawRecords(member, container, limits.largestRecord)) {
    for (const raw of batch) yield* interpret(raw);
  }
}

/** The texts of certain records of an input, as they stand in it; numbers that it does not have are left out. */
export async function recordsByNumber(
  member: InputMember,
  container: Container,
  numbers: Iterable<number>,
): Promise<ReadonlyMap<number, { readonly line: number; readonly text: string }>> {
  const wanted = new Set(numbers);
  const found = new Map<number, { readonly line: number; readonly text: string }>();
  for await (const batch of rawRecords(member, container, LARGEST_RECORD)) {
    for (const raw of batch) {
      const matters = raw.kind === 'rawBad' || raw.id === 'record';
      if (!matters || !wanted.has(raw.number) || found.has(raw.number)) continue;
      found.set(raw.number, { line: raw.line, text: raw.bytes.toString('utf8') });
    }
    if (found.size === wanted.size) break;
  }
  return found;
}

type Interpreter = (raw: Raw) => readonly Salvaged[];

async function interpreterFor(member: InputMember, container: Container): Promise<Interpreter> {
  const records = await recordInterpreterFor(member, container);
  return (raw) => {
    if (raw.kind === 'rawBad') return [bad(raw, raw.cause)];
    if (raw.id === 'error') {
      return [bad({ ...raw, number: raw.number + 1 }, 'the answer holds an error beside its records')];
    }
    return records(raw);
  };
}

async function recordInterpreterFor(
  member: InputMember,
  container: Container,
): Promise<(raw: RawRecord) => readonly Salvaged[]> {
  if (container.kind === 'csv') {
    const { header } = container;
    return (raw) => {
      const value = Object.fromEntries(header.map((name, index) => [name, raw.cells?.[index] ?? '']));
      return [record(raw, JSON.stringify(value), value)];
    };
  }
  if (container.kind === 'tables') return tableInterpreter(member, container);
  const payload = 'payload' in container ? container.payload : undefined;
  const lake = container.id === 'cloudtrail-lake';
  return (raw) => {
    const text = raw.bytes.toString('utf8');
    const parsed = parse(raw.bytes, text);
    if (parsed.ok && isObject(parsed.value)) return [unwrap(raw, text, parsed.value, payload)];
    if (parsed.ok && lake && Array.isArray(parsed.value)) {
      const value: Record<string, unknown> = Object.assign({}, ...parsed.value.filter(isObject));
      return [record(raw, JSON.stringify(value), value)];
    }
    return apart(raw, parsed, payload);
  };
}

type Payload = { readonly key: string; readonly text: boolean } | undefined;
type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly cause: string };

function parse(bytes: Buffer, text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    // The replacement character is a sign only where the bytes were not UTF-8.
    if (text.includes('\uFFFD') && !isUtf8(bytes))
      return { ok: false, cause: 'not valid UTF-8: save the file as UTF-8' };
    return { ok: true, value };
  } catch {
    return { ok: false, cause: `not valid JSON near character ${sketchOf(text).end + 1} of the record` };
  }
}

/** What stands where a record should, but is not one object: several values, a list of records, or nothing good. */
function apart(raw: RawRecord, parsed: Parsed, payload: Payload): readonly Salvaged[] {
  if (parsed.ok && !Array.isArray(parsed.value)) {
    const inner = typeof parsed.value === 'string' ? tryParse(parsed.value) : undefined;
    // A record that was encoded twice.
    if (isObject(inner) && typeof parsed.value === 'string') return [record(raw, parsed.value, inner)];
    return [bad(raw, `${describe(parsed.value)} where a record was expected`)];
  }
  const splitter = createJsonSplitter(
    [
      { id: 'record', path: [] },
      { id: 'record', path: ['*'] },
    ],
    LARGEST_RECORD,
  );
  const pieces = [...splitter.push(raw.bytes), ...splitter.end()];
  const results = pieces.map((piece): Salvaged => {
    const place = { number: raw.number, line: raw.line + piece.line - 1, bytes: piece.bytes };
    if (piece.kind !== 'value')
      return bad(place, raw.cut ?? (piece.kind === 'broken' ? piece.cause : 'no record'));
    const text = piece.bytes.toString('utf8');
    const value = parse(piece.bytes, text);
    if (!value.ok) return bad(place, raw.cut ?? value.cause);
    if (!isObject(value.value)) return bad(place, `${describe(value.value)} where a record was expected`);
    return unwrap({ ...raw, ...place }, text, value.value, payload);
  });
  if (results.some(({ kind }) => kind === 'record')) return results;
  const cut = pieces.find((piece) => piece.kind === 'broken');
  const cause = raw.cut ?? (cut?.kind === 'broken' ? 'cut off in the middle of a record' : undefined);
  return [bad(raw, cause ?? (parsed.ok ? 'a list without records' : parsed.cause))];
}

/** Takes an event out of what wraps it; a record that is not wrapped is the event. */
function unwrap(
  raw: RawRecord,
  text: string,
  value: Readonly<Record<string, unknown>>,
  payload: Payload,
): Salvaged {
  if (payload === undefined || !(payload.key in value)) return record(raw, text, value);
  const inner = value[payload.key];
  if (!payload.text) {
    if (!isObject(inner)) return record(raw, text, value);
    const splitter = createJsonSplitter([{ id: 'payload', path: [payload.key] }], LARGEST_RECORD);
    const piece = splitter.push(raw.bytes).find(({ kind }) => kind === 'value');
    return record(raw, piece?.bytes.toString('utf8') ?? JSON.stringify(inner), inner);
  }
  const event = typeof inner === 'string' ? tryParse(inner) : undefined;
  if (typeof inner === 'string' && isObject(event)) return record(raw, inner, event);
  return bad(raw, `its "${payload.key}" does not hold the JSON text of an event`);
}

/** Rows of a query's answer, by the columns of the same table. Dynamic cells are JSON text, and stay it. */
async function tableInterpreter(
  member: InputMember,
  container: Container,
): Promise<(raw: RawRecord) => readonly Salvaged[]> {
  let names: readonly string[] | undefined;
  // Columns stand before rows in every answer seen; where they do not, they are looked for first.
  const all = await columnsOf(member, container);
  if (all.first === 'rows' && all.tables.length === 1) [names] = all.tables;
  return (raw) => {
    const text = raw.bytes.toString('utf8');
    const parsed = parse(raw.bytes, text);
    if (!parsed.ok) return [bad(raw, parsed.cause)];
    if (raw.id === 'columns') {
      names = columnNames(parsed.value);
      return [];
    }
    if (names === undefined) return [bad(raw, 'a row before the names of its columns')];
    const cells = Array.isArray(parsed.value) ? parsed.value.length : 0;
    if (cells !== names.length)
      return [bad(raw, `${cells} cells where the table has ${names.length} columns`)];
    const splitter = createJsonSplitter([{ id: 'cell', path: ['*'] }], LARGEST_RECORD);
    const cellTexts = splitter.push(raw.bytes).map(({ bytes }) => bytes.toString('utf8'));
    const pairs = names.map((name, index) => `${JSON.stringify(name)}:${cellTexts[index] ?? 'null'}`);
    const json = `{${pairs.join(',')}}`;
    const value = tryParse(json);
    return [isObject(value) ? record(raw, json, value) : bad(raw, 'its cells cannot be told apart')];
  };
}

/** Which of columns and rows comes first, and, when it is the rows, the columns of all tables. */
async function columnsOf(
  member: InputMember,
  container: Container,
): Promise<{ readonly first: 'columns' | 'rows'; readonly tables: readonly (readonly string[])[] }> {
  const splitter = createJsonSplitter(patternsOf(container), LARGEST_RECORD);
  const tables: (readonly string[])[] = [];
  let first: 'columns' | 'rows' | undefined;
  for await (const chunk of member.read()) {
    if (isDamage(chunk)) break;
    for (const piece of splitter.push(chunk)) {
      if (piece.kind !== 'value') continue;
      if (piece.id === 'columns') tables.push(columnNames(tryParse(piece.bytes.toString('utf8'))));
      if (piece.id === 'columns' || piece.id === 'record')
        first ??= piece.id === 'columns' ? 'columns' : 'rows';
    }
    if (first === 'columns') break;
  }
  return { first: first ?? 'columns', tables };
}

function columnNames(columns: unknown): readonly string[] {
  if (!Array.isArray(columns)) return [];
  return cleanHeader(columns.map((column) => (isObject(column) ? String(column['name']) : String(column))));
}

function tryParse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function record(raw: RawRecord, json: string, value: Readonly<Record<string, unknown>>): SalvagedRecord {
  const text = raw.bytes.toString('utf8');
  return { kind: 'record', number: raw.number, line: raw.line, text, json, value };
}

function bad(
  raw: { readonly number: number; readonly line: number; readonly bytes: Buffer },
  cause: string,
): BadRecord {
  const excerpt = raw.bytes.toString('utf8', 0, EXCERPT * 4).slice(0, EXCERPT);
  return { kind: 'bad', number: raw.number, line: raw.line, cause, excerpt };
}
