import { and, call, column, long, not } from '@interloper/plan';
import type { Expression, Relation, Scan } from '@interloper/plan';
import { LoadRefused } from '@interloper/sql';
import type { Store } from '@interloper/sql';
import type { Dataset } from '@interloper/sources';
import type { DirectInput } from './groups.js';
import { readingPlan } from './reading-plan.js';

/** What reading a group gave. */
export interface FastResult {
  /** Inputs whose rows are in the dataset. */
  readonly loaded: readonly LoadedInput[];
  /** Inputs that the engine refused; nothing of them is in the dataset. */
  readonly refused: readonly DirectInput[];
}

export interface LoadedInput {
  readonly input: DirectInput;
  /** Rows in the dataset, those to look at again included. */
  readonly rows: number;
  /** Records (from 1) whose row does not look like a record of the log, and their row numbers. */
  readonly doubtful: ReadonlyMap<number, number>;
}

/**
 * Reads inputs of one group in one statement. A statement that the engine refuses is tried again in halves, until the
 * files that it cannot read are found: one bad file costs its neighbours nothing.
 */
export async function readGroup(
  store: Store,
  dataset: Dataset,
  inputs: readonly DirectInput[],
  signal?: AbortSignal,
): Promise<FastResult> {
  const [first] = inputs;
  if (first === undefined) return { loaded: [], refused: [] };
  try {
    const files = inputs.map(({ examined }) => examined.member.file);
    const { firstRow, rows } = await store.append(dataset.name, readingPlan(first.group, files), signal);
    return { loaded: await inspect(store, dataset, inputs, firstRow, rows), refused: [] };
  } catch (error) {
    if (!(error instanceof LoadRefused)) throw error;
    if (inputs.length === 1) return { loaded: [], refused: inputs };
    const middle = Math.ceil(inputs.length / 2);
    const left = await readGroup(store, dataset, inputs.slice(0, middle), signal);
    const right = await readGroup(store, dataset, inputs.slice(middle), signal);
    return { loaded: [...left.loaded, ...right.loaded], refused: [...left.refused, ...right.refused] };
  }
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
    found.set(String(file), { first: Number(start), rows: Number(count) });
  const records = new Map<string, Map<number, number>>();
  for (const [file, row] of doubtful.rows) {
    const name = String(file);
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
