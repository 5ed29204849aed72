import { and, call, column, long, not } from '@interloper/plan';
import type { Expression, Relation, Scan } from '@interloper/plan';
import { LoadRefused } from '@interloper/sql';
import type { Store } from '@interloper/sql';
import type { Dataset } from '@interloper/sources';
import { appendGroup } from './append-group.js';
import type { AppendOptions } from './append-group.js';
import { textCell } from './cells.js';
import type { DirectInput } from './groups.js';

/** What reading a group gave. */
export interface FastResult {
  /** Inputs whose rows are in the dataset. */
  readonly loaded: readonly LoadedInput[];
  /** Inputs that the engine refused; nothing of them is in the dataset. */
  readonly refused: readonly DirectInput[];
}

interface LoadedInput {
  readonly input: DirectInput;
  /** Rows in the dataset, those to look at again included. */
  readonly rows: number;
  /** Records (from 1) whose row does not look like a record of the log, and their row numbers. */
  readonly doubtful: ReadonlyMap<number, number>;
}

/**
 * Reads inputs of one group in one statement: all or nothing. When the engine refuses it, the file that it names is
 * left out and the files before and behind are read by themselves; where it names none, the files are halved. One bad
 * file costs its neighbours nothing.
 */
export async function readGroup(
  store: Store,
  dataset: Dataset,
  inputs: readonly DirectInput[],
  options: AppendOptions = {},
): Promise<FastResult> {
  const loaded: LoadedInput[] = [];
  const refused: DirectInput[] = [];
  /** What is still to be read, last first. */
  const waiting: (readonly DirectInput[])[] = [inputs];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const [first] = part;
    if (first === undefined) continue;
    try {
      const files = part.map(({ examined }) => examined.member.file);
      const { firstRow, rows } = await appendGroup(store, dataset, first.group, files, options);
      loaded.push(...(await inspect(store, dataset, part, firstRow, rows)));
    } catch (error) {
      if (!(error instanceof LoadRefused)) throw error;
      const { message } = error;
      const bad = part.length === 1 ? 0 : part.findIndex((input) => names(message, input));
      if (bad === -1) {
        const middle = Math.ceil(part.length / 2);
        waiting.push(part.slice(middle), part.slice(0, middle));
      } else {
        refused.push(...part.slice(bad, bad + 1));
        waiting.push(part.slice(bad + 1), part.slice(0, bad));
      }
    }
  }
  return { loaded, refused };
}

/** True when the engine's message is about that file. */
function names(message: string, { examined }: DirectInput): boolean {
  const { file } = examined.member;
  return message.includes(`"${file}"`) || message.includes(`'${file}'`);
}

const ROW = column('_row', 'long');
const FILE = column('_file', 'string');

/** Finds where each file's rows begin, and the rows that do not look like records. */
async function inspect(
  store: Store,
  dataset: Dataset,
  inputs: readonly DirectInput[],
  firstRow: number,
  rows: number,
): Promise<readonly LoadedInput[]> {
  const fresh: Relation = {
    kind: 'filter',
    input: wholeScan(dataset),
    predicate: and(call('ge', [ROW, long(firstRow)]), call('lt', [ROW, long(firstRow + rows)])),
  };
  const segments = await store.query({
    kind: 'aggregate',
    input: fresh,
    groups: [{ name: '_file', expression: FILE }],
    aggregates: [
      { name: 'first', fn: 'min', args: [ROW], type: 'long' },
      { name: 'rows', fn: 'count', args: [], type: 'long' },
    ],
  });
  const doubtful = await store.query({
    kind: 'project',
    input: { kind: 'filter', input: fresh, predicate: not(call('isTrue', [dataset.guard])) },
    columns: [
      { name: '_file', expression: FILE },
      { name: '_row', expression: ROW },
    ],
  });
  const found = new Map<string, { readonly first: number; readonly rows: number }>();
  for (const [file, start, count] of segments.rows)
    found.set(textCell(file), { first: Number(start), rows: Number(count) });
  const records = new Map<string, Map<number, number>>();
  for (const [file, row] of doubtful.rows) {
    const name = textCell(file);
    const known = records.get(name) ?? new Map<number, number>();
    records.set(name, known);
    known.set(Number(row) - (found.get(name)?.first ?? 0) + 1, Number(row));
  }
  return inputs.map((input) => {
    const { file } = input.examined.member;
    return { input, rows: found.get(file)?.rows ?? 0, doubtful: records.get(file) ?? new Map() };
  });
}

/** The dataset with the engine's own columns. */
export function wholeScan(dataset: Dataset): Scan {
  return {
    kind: 'scan',
    dataset: dataset.name,
    columns: [
      ...dataset.columns,
      { name: '_file', type: 'string' },
      { name: '_record', type: 'long' },
      { name: '_row', type: 'long' },
    ],
  };
}

/** True where a row has a value: neither null nor empty text. */
export function hasValue(value: Expression): Expression {
  const present = not(call('isNull', [value]));
  return value.type === 'string'
    ? and(present, call('ne', [value, { kind: 'literal', type: 'string', value: '' }]))
    : present;
}
