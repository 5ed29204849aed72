import type { Container, Payload } from './container.js';
import { isObject, wrappingOf } from './containers.js';
import type { InputMember } from './input-member.js';
import type { JsonPattern } from './json-piece.js';
import { createJsonSplitter } from './json-splitter.js';
import type { Raw, RawRecord } from './raw-records.js';
import { alone, LARGEST_RECORD, patternsOf, rawRecords } from './raw-records.js';
import { withoutRepeats } from './repeated-names.js';
import type { Parsed, Salvaged } from './salvaged.js';
import { badOf, cellsOf, jsonOf, parseJson, recordOf } from './salvaged.js';
import { tableInterpreter } from './table-rows.js';

export interface SalvageLimits {
  /** Bytes of one record; a longer one is bad. */
  readonly largestRecord: number;
}

/**
 * Reads an input record by record, in memory that does not grow with it, and gives every whole record of what is cut or
 * damaged, with one bad record for each thing that is not whole. With `only`, records of other numbers are passed over
 * without being parsed. Throws for parquet, which only the engine reads.
 */
export async function* salvageRecords(
  member: InputMember,
  container: Container,
  limits: SalvageLimits = { largestRecord: LARGEST_RECORD },
  only?: ReadonlySet<number>,
): AsyncGenerator<Salvaged, void, undefined> {
  const interpret = await interpreterFor(member, container);
  let last = only === undefined ? Number.POSITIVE_INFINITY : 0;
  for (const number of only ?? []) last = Math.max(last, number);
  for await (const batch of rawRecords(member, container, limits.largestRecord)) {
    for (const raw of batch) {
      const wanted =
        only === undefined || only.has(raw.number) || (raw.kind === 'raw' && raw.id !== 'record');
      if (wanted) yield* interpret(raw);
    }
    const reached = batch.at(-1)?.number ?? 0;
    if (reached > last) return;
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
    if (raw.kind === 'rawBad') return [badOf(raw, raw.cause)];
    if (raw.id === 'error') {
      return [badOf({ ...raw, number: raw.number + 1 }, 'the answer holds an error beside its records')];
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
      return [cellsOf(raw, raw.bytes.toString('utf8'), JSON.stringify(value), value)];
    };
  }
  if (container.kind === 'tables') return tableInterpreter(member, container);
  const payload = 'payload' in container ? container.payload : undefined;
  const lake = container.id === 'cloudtrail-lake';
  const patterns = patternsOf(container);
  return (raw) => {
    const text = raw.bytes.toString('utf8');
    const parsed = parseJson(raw.bytes, text);
    if (parsed.ok && isObject(parsed.value)) {
      // A page among the records of another, where files were joined after a cut.
      const page =
        container.kind === 'member' &&
        (container.inside ?? container.key) in parsed.value &&
        wrappingOf(parsed.value)?.list === container.key;
      return page ? recordsIn(raw, patterns, payload) : [unwrap(raw, text, parsed.value, payload)];
    }
    if (parsed.ok && lake && Array.isArray(parsed.value)) {
      const value = merged(parsed.value);
      return [recordOf(raw, raw.bytes.toString('utf8'), JSON.stringify(value), value)];
    }
    return apart(raw, parsed, payload);
  };
}

/** What stands where a record should, but is not one object: several values, a list of records, or nothing good. */
function apart(raw: RawRecord, parsed: Parsed, payload: Payload | undefined): readonly Salvaged[] {
  if (parsed.ok && !Array.isArray(parsed.value)) {
    const { value } = parsed;
    const inner = typeof value === 'string' ? jsonOf(value) : undefined;
    // A record that was encoded twice.
    if (isObject(inner) && typeof value === 'string') {
      return [recordOf(raw, raw.bytes.toString('utf8'), value, inner)];
    }
    return [badOf(raw, `${describe(value)} where a record was expected`)];
  }
  const results = recordsIn(raw, alone, payload);
  if (results.some(({ kind }) => kind === 'record')) return results;
  const [first] = results;
  const broken = first?.kind === 'bad' ? first.cause : 'a list without records';
  return [badOf(raw, raw.cut ?? broken)];
}

/**
 * The records in a piece, up to the first thing that is none: what follows damage may be a part of a record, and
 * would look like one.
 */
function recordsIn(
  raw: RawRecord,
  patterns: readonly JsonPattern[],
  payload: Payload | undefined,
): readonly Salvaged[] {
  const splitter = createJsonSplitter(patterns, LARGEST_RECORD, raw);
  const results: Salvaged[] = [];
  for (const piece of [...splitter.push(raw.bytes), ...splitter.end()]) {
    const text = piece.bytes.toString('utf8');
    const parsed = piece.kind === 'value' ? parseJson(piece.bytes, text) : undefined;
    const { line } = piece;
    if (parsed?.ok === true && isObject(parsed.value)) {
      results.push(
        unwrap({ ...raw, bytes: piece.bytes, line, offset: piece.offset }, text, parsed.value, payload),
      );
      continue;
    }
    const cause = raw.cut ?? (piece.kind === 'broken' ? piece.cause : causeOfParse(parsed));
    const bytes = results.length === 0 ? raw.bytes : raw.bytes.subarray(piece.offset - raw.offset);
    return [...results, badOf({ number: raw.number, line, bytes }, cause)];
  }
  return results;
}

function causeOfParse(parsed: Parsed | undefined): string {
  if (parsed?.ok === false) return parsed.cause;
  return `${describe(parsed?.value)} where a record was expected`;
}

/** Takes an event out of what wraps it; a record that is not wrapped is the event. */
function unwrap(
  raw: RawRecord,
  text: string,
  value: Readonly<Record<string, unknown>>,
  payload: Payload | undefined,
): Salvaged {
  if (payload === undefined || !(payload.key in value)) return recordOf(raw, text, text, value);
  const once = withoutRepeats(text, value);
  const whole = once === undefined ? undefined : jsonOf(once.text);
  if (once !== undefined && isObject(whole)) {
    const event = unwrap({ ...raw, bytes: Buffer.from(once.text) }, once.text, whole, payload);
    return event.kind === 'record' ? { ...event, text, repeated: once.names } : event;
  }
  const inner = value[payload.key];
  if (!payload.text) {
    if (!isObject(inner)) return recordOf(raw, text, text, value);
    const splitter = createJsonSplitter([{ id: 'payload', path: [payload.key] }], LARGEST_RECORD);
    const piece = splitter.push(raw.bytes).find(({ kind }) => kind === 'value');
    return recordOf(raw, text, piece?.bytes.toString('utf8') ?? JSON.stringify(inner), inner);
  }
  const event = typeof inner === 'string' ? jsonOf(inner) : undefined;
  if (typeof inner === 'string' && isObject(event)) return recordOf(raw, text, inner, event);
  return badOf(raw, `its "${payload.key}" does not hold the JSON text of an event`);
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A CloudTrail Lake row: a list of objects with one column each. */
function merged(cells: readonly unknown[]): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const cell of cells) if (isObject(cell)) Object.assign(value, cell);
  return value;
}
