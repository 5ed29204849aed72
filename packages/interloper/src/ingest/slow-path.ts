import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { classify, isRecord, looseName, observeNames, salvageRecords } from '@interloper/sources';
import type {
  Container,
  InputMember,
  JsonRecord,
  ObservedNames,
  ReadOptions,
  Salvaged,
  Shape,
  Source,
} from '@interloper/sources';
import { countOther, countRepeated } from './account.js';
import type { OpenAccount, Quarantined } from './account.js';
import type { FileGroup } from './reading-plan.js';
import type { Recognition } from './recognition.js';

/** Characters that are written at a time. */
const BUFFER = 1 << 20;

/** Salvaged records of one shape, as JSON lines for the engine. */
export interface SalvagedFile {
  readonly path: string;
  readonly source: Source;
  readonly group: FileGroup;
  /** Where records at certain lines (from 1) of the file come from. */
  readonly placesOf: (lines: readonly number[]) => Promise<readonly Place[]>;
}

/** Where a salvaged record stands in its input. */
interface Place {
  readonly path: string;
  readonly record: number;
}

/**
 * The way of records that the engine cannot read where they lie: each whole one is written to a temporary file of
 * JSON lines with the place it comes from, and read from there like any other; what is not whole is quarantined.
 */
export interface SlowPath {
  /** Reads an input, or only its records of certain numbers. */
  readonly read: (input: SlowInput) => Promise<void>;
  /** Ends writing: the files, to be read with `readingPlan(group, [path], true)`. */
  readonly finish: () => Promise<readonly SalvagedFile[]>;
  /** Lets go of the files, finished or not. */
  readonly close: () => Promise<void>;
}

interface SlowInput {
  readonly member: InputMember;
  readonly container: Container;
  readonly account: OpenAccount;
  readonly options: ReadOptions;
  readonly only?: ReadonlySet<number>;
  /** Its records, where they do not come from its text. */
  readonly records?: AsyncIterable<Salvaged>;
  /** What every record is, whatever it looks like. */
  readonly as?: { readonly source: Source; readonly shape: Shape };
}

interface Writer {
  readonly source: Source;
  readonly shape: Shape;
  readonly options: ReadOptions;
  readonly path: string;
  readonly stream: WriteStream;
  readonly sample: JsonRecord[];
  /** Signatures of key sets whose names are in `sample`. */
  readonly known: Set<string>;
  pending: string;
}

export function createSlowPath(
  folder: string,
  recognition: Pick<Recognition, 'sources' | 'typed'>,
  quarantine: (item: Quarantined) => void,
  signal?: AbortSignal,
): SlowPath {
  const writers = new Map<string, Writer>();
  // By the shape itself: sources may give shapes the same name.
  const spellings = { dayFirst: new Map<Shape, Spelling>(), monthFirst: new Map<Shape, Spelling>() };
  const spellingOf = (shape: Shape, options: ReadOptions): Spelling => {
    const known = options.dayFirst ? spellings.dayFirst : spellings.monthFirst;
    const spelling = known.get(shape) ?? spellingOfShape(shape, options);
    known.set(shape, spelling);
    return spelling;
  };
  const writerFor = (source: Source, shape: Shape, options: ReadOptions, record: JsonRecord): Writer => {
    // Records that spell a name in another case go to a file of their own: a plan reads one spelling.
    const variants = spellingOf(shape, options)(record);
    const key = `${source.id} ${shape.id} ${options.dayFirst} ${variants}`;
    const known = writers.get(key);
    if (known !== undefined) return known;
    const path = join(folder, `salvaged-${writers.size}.ndjson`);
    const writer: Writer = {
      source,
      shape,
      options,
      path,
      stream: createWriteStream(path),
      sample: [],
      known: new Set(),
      pending: '',
    };
    writers.set(key, writer);
    return writer;
  };

  return {
    read: async ({ member, container, account, options, only, records, as }) => {
      for await (const item of records ?? salvageRecords(member, container, undefined, only)) {
        signal?.throwIfAborted();
        if (only !== undefined && !only.has(item.number)) continue;
        if (item.kind === 'bad') {
          account.quarantined += 1;
          const { line, number, cause, excerpt } = item;
          quarantine({ path: member.path, line, record: number, cause, excerpt });
          continue;
        }
        const found: readonly Found[] =
          as === undefined
            ? unwrapped(item.value, recognition)
            : [{ kind: 'shape', ...as, record: item.value, rewritten: false }];
        if (found.some(({ kind }) => kind === 'shape')) account.records += 1;
        if (item.repeated !== undefined) countRepeated(account, item.repeated);
        for (const each of found) {
          if (each.kind === 'other') {
            countOther(account, each.name);
            continue;
          }
          if (as === undefined) account.source ??= each.source.id;
          const { record, rewritten, source, shape } = each;
          const writer = writerFor(source, shape, options, record);
          const json = rewritten ? JSON.stringify(record) : item.json;
          await write(writer, member.path, item.number, record, json);
        }
      }
    },
    finish: async () => {
      const files: SalvagedFile[] = [];
      for (const writer of writers.values()) {
        if (writer.pending !== '') writer.stream.write(writer.pending);
        writer.stream.end();
        await once(writer.stream, 'close');
        const { path, source, shape, options } = writer;
        const observed: ObservedNames = observeNames(writer.sample);
        const group: FileGroup = {
          shape,
          container: { kind: 'lines' },
          compression: 'none',
          observed,
          options,
        };
        files.push({ path, source, group, placesOf: async (lines) => placesIn(path, lines) });
      }
      return files;
    },
    close: async () => {
      for (const { stream } of writers.values()) {
        if (stream.closed) continue;
        stream.destroy();
        await once(stream, 'close');
      }
    },
  };
}

/** The places at the head of certain lines of a salvaged file. */
async function placesIn(path: string, lines: readonly number[]): Promise<readonly Place[]> {
  const wanted = new Set(lines);
  const places: Place[] = [];
  if (wanted.size === 0) return places;
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    number += 1;
    const match = wanted.has(number) ? /^\{"_file":("(?:[^"\\]|\\.)*"),"_record":"(\d+)"/.exec(line) : null;
    if (match !== null) places.push({ path: String(JSON.parse(match[1] ?? '""')), record: Number(match[2]) });
  }
  return places;
}

/** The names of a record that are a shape's in another spelling. */
type Spelling = (record: JsonRecord) => string;

function spellingOfShape(shape: Shape, options: ReadOptions): Spelling {
  const exact = new Set<string>();
  const loose = new Set<string>();
  for (const { name, path = [name] } of shape.read(observeNames([]), options).fields) {
    for (const step of path) {
      exact.add(step);
      loose.add(looseName(step));
    }
  }
  const variants = (record: JsonRecord): readonly string[] =>
    Object.keys(record).filter((name) => !exact.has(name) && loose.has(looseName(name)));
  return (record) => {
    const nested = record['properties'];
    return [...variants(record), ...(isRecord(nested) ? variants(nested) : [])].join(' ');
  };
}

type Found =
  | {
      readonly kind: 'shape';
      readonly source: Source;
      readonly shape: Shape;
      readonly record: JsonRecord;
      readonly rewritten: boolean;
    }
  | { readonly kind: 'other'; readonly name: string };

/** Dresses that a record may wear, one over the other. */
const DRESSES = 2;

/** What a record is, once every dress it may wear is off; several where it holds several. */
function unwrapped(
  record: JsonRecord,
  recognition: Pick<Recognition, 'sources' | 'typed'>,
  depth = 0,
): readonly Found[] {
  const kind = classify(record, recognition.sources);
  if (kind.kind === 'shape') return [{ ...kind, record, rewritten: depth > 0 }];
  if (kind.kind === 'rewrite') {
    const { rewrite, rewriteAll, title } = kind.rewrite;
    if (depth === DRESSES) return [{ kind: 'other', name: 'a log that is not known' }];
    const inner = rewriteAll?.(record) ?? [rewrite(record)];
    return inner.flatMap((each) =>
      each === undefined
        ? [{ kind: 'other', name: `${title} without an event` }]
        : unwrapped(each, recognition, depth + 1),
    );
  }
  const row = depth === DRESSES ? undefined : recognition.typed(record);
  if (row !== undefined) return unwrapped(row, recognition, depth + 1);
  return [{ kind: 'other', name: kind.kind === 'refused' ? kind.name : 'a log that is not known' }];
}

async function write(
  writer: Writer,
  path: string,
  number: number,
  record: JsonRecord,
  json: string,
): Promise<void> {
  const place = `{"_file":${JSON.stringify(path)},"_record":"${number}"`;
  const line = oneLine(json).trim();
  const body = line.slice(1).trimStart();
  writer.pending += body === '}' ? `${place}}\n` : `${place},${body}\n`;
  noteNames(writer, record);
  if (writer.pending.length < BUFFER) return;
  const chunk = writer.pending;
  writer.pending = '';
  if (!writer.stream.write(chunk)) await once(writer.stream, 'drain');
}

/**
 * Line breaks in JSON are white space only (inside text they are escaped). A lone surrogate is legal to JavaScript
 * and refused by the engine: it becomes the replacement character, as it would in UTF-8.
 */
function oneLine(json: string): string {
  const line = /[\r\n]/.test(json) ? json.replaceAll(/[\r\n]+/g, ' ') : json;
  if (!/\\u[dD][89a-fA-F]/.test(line)) return line;
  return JSON.stringify(wellFormed(JSON.parse(line)));
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(LONE, '\uFFFD');
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.replaceAll(LONE, '\uFFFD'), wellFormed(inner)]),
  );
}

const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Remembers a record's names unless a record with the same keys was seen. */
function noteNames(writer: Writer, record: JsonRecord): void {
  const nested = record['properties'];
  const inner = isRecord(nested) ? Object.keys(nested) : [];
  const signature = [...Object.keys(record), '|', ...inner].join('\n');
  if (writer.known.has(signature)) return;
  writer.known.add(signature);
  writer.sample.push(record);
}
