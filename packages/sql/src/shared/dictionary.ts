import { call, column, long, someExpression, text } from '@interloper/plan';
import type { AggregateCall, Column, Expression, Relation, ScalarType, Scan } from '@interloper/plan';
import type { Kept, Reader, RunOptions } from '../engine.js';
import { add, columnsRead, empty } from './possible-values.js';
import type { KnownAtoms, PossibleValues } from './possible-values.js';

/**
 * The different values that some columns of a dataset have together, an entry each. What a condition over these columns
 * alone says of an entry, it says of all its rows.
 */
export interface Dictionary {
  /** None: one entry for all rows. */
  readonly columns: readonly Column[];
  readonly entries: number;
  /** Rows of each entry. */
  readonly counts: readonly number[];
  /** The entries in the engine: `key` from 0, and the columns. Without columns there are none. */
  readonly kept: Relation | undefined;
  readonly known: KnownAtoms;
}

/** The column that numbers a dictionary's entries. */
export const KEY = { name: '\u2192key', type: 'long' } as const satisfies Column;

/** More entries than this cost more than they save. */
const MOST_ENTRIES = 65_536;
/** More different values than this among the first rows: the column tells nearly every row from the others. */
const MOST_IN_SAMPLE = 2000;
/** So many combinations among the first rows a dictionary of several columns may have. */
const MOST_TOGETHER = 4000;
const SAMPLE = 20_000;

/** Values that group as they compare. */
const GROUPABLE: ReadonlySet<ScalarType> = new Set(['string', 'bool', 'int', 'long', 'guid']);

/**
 * Dictionaries for the conditions that are asked over a scan: one of the columns that most conditions look at and that
 * have few combinations, one each for other columns with few values, and the one without columns. `atoms` are the parts
 * of each condition.
 */
export async function dictionariesFor(
  scan: Scan,
  atoms: readonly (readonly Expression[])[],
  reader: Reader,
  keep: (relation: Relation) => Promise<Kept>,
  options: RunOptions,
): Promise<readonly Dictionary[]> {
  const used = columnsByUse(scan, atoms);
  const singles = await withFewValues(scan, used, reader, options);
  const together = await fewTogether(scan, singles, reader, options);
  const sets = [
    ...(together.length > 1 ? [together] : []),
    ...singles.filter((single) => together.length === 1 || !together.includes(single)).map((each) => [each]),
  ];
  const distinct = new Map(atoms.flat().map((atom) => [JSON.stringify(atom), atom]));
  const dictionaries: Dictionary[] = [];
  for (const columns of sets) {
    const dictionary = await dictionaryOf(scan, columns, [...distinct.values()], reader, keep, options);
    if (dictionary !== undefined) dictionaries.push(dictionary);
  }
  return dictionaries;
}

/** The columns that conditions look at by themselves, those of most conditions first. */
function columnsByUse(scan: Scan, atoms: readonly (readonly Expression[])[]): readonly Column[] {
  const uses = new Map<string, number>();
  for (const own of atoms) {
    const names = new Set(own.flatMap((atom) => [...columnsRead(atom).keys()]));
    for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return scan.columns
    .filter(({ name, type }) => GROUPABLE.has(type) && (uses.get(name) ?? 0) > 1)
    .toSorted((left, right) => (uses.get(right.name) ?? 0) - (uses.get(left.name) ?? 0))
    .map(({ name, type }) => ({ name, type }));
}

async function withFewValues(
  scan: Scan,
  columns: readonly Column[],
  reader: Reader,
  options: RunOptions,
): Promise<readonly Column[]> {
  const sets = columns.map((each) => [each]);
  const counts = await countTogether(scan, sets, reader, options);
  return columns.filter((_, index) => (counts[index] ?? 0) <= MOST_IN_SAMPLE);
}

/** Of the columns, as many as have few combinations, in their order. */
async function fewTogether(
  scan: Scan,
  columns: readonly Column[],
  reader: Reader,
  options: RunOptions,
): Promise<readonly Column[]> {
  const chosen: Column[] = [];
  for (const next of columns) {
    const [count = 0] = await countTogether(scan, [[...chosen, next]], reader, options);
    if (count <= MOST_TOGETHER) chosen.push(next);
  }
  return chosen;
}

/** How many combinations sets of columns have among the first rows; a null is a value as any other. */
async function countTogether(
  scan: Scan,
  sets: readonly (readonly Column[])[],
  reader: Reader,
  options: RunOptions,
): Promise<readonly number[]> {
  if (sets.length === 0) return [];
  const value = ({ name, type }: Column): Expression => {
    const written = call('toText', [column(name, type)], 'string');
    return call('coalesce', [written, text('\u2192null')]);
  };
  const { rows } = await reader.query(
    {
      kind: 'aggregate',
      input: { kind: 'limit', input: scan, count: SAMPLE },
      groups: [],
      aggregates: sets.map((columns, index): AggregateCall => ({
        name: `n${index}`,
        fn: 'countDistinct',
        args: columns.map(value),
        type: 'long',
      })),
    },
    options,
  );
  return (rows[0] ?? []).map(Number);
}

async function dictionaryOf(
  scan: Scan,
  columns: readonly Column[],
  atoms: readonly Expression[],
  reader: Reader,
  keep: (relation: Relation) => Promise<Kept>,
  options: RunOptions,
): Promise<Dictionary | undefined> {
  const names = new Set(columns.map(({ name }) => name));
  const own = atoms.filter((atom) => {
    const read = [...columnsRead(atom).keys()];
    return read.length > 0 && read.every((name) => names.has(name)) && !mentionsNow(atom);
  });
  if (own.length === 0) return undefined;
  const { relation } = await keep(entriesOf(scan, columns));
  const { rows } = await reader.query(
    { kind: 'project', input: relation, columns: [KEY, ROWS].map(asItIs) },
    options,
  );
  if (rows.length > MOST_ENTRIES) return undefined;
  const counts: number[] = [];
  for (const [key, count] of rows) counts[Number(key)] = Number(count);
  const values = await valuesOf(relation, own, counts.length, reader, options);
  return {
    columns,
    entries: counts.length,
    counts,
    kept: relation,
    known: (atom) => values.get(JSON.stringify(atom)),
  };
}

const ROWS = { name: '\u2192rows', type: 'long' } as const satisfies Column;

/** The combinations, numbered from 0, and how many rows each has. */
function entriesOf(scan: Scan, columns: readonly Column[]): Relation {
  const grouped: Relation = {
    kind: 'aggregate',
    input: scan,
    groups: columns.map(asItIs),
    aggregates: [{ ...ROWS, fn: 'count', args: [] }],
  };
  // One more than there may be tells that there are too many.
  const few: Relation = { kind: 'limit', input: grouped, count: MOST_ENTRIES + 1 };
  const frame = { unit: 'all' } as const;
  const numbered: Relation = {
    kind: 'window',
    input: few,
    partition: [],
    order: columns.map((item) => ({
      expression: asItIs(item).expression,
      descending: false,
      nulls: 'first',
    })),
    calls: [{ name: '\u2192number', fn: 'rowNumber', args: [], type: 'long', frame }],
  };
  const key = call('subtract', [column('\u2192number', 'long'), long(1)], 'long');
  return {
    kind: 'project',
    input: numbered,
    columns: [{ name: KEY.name, expression: key }, ...[ROWS, ...columns].map(asItIs)],
  };
}

/** Atoms at a time; the text of their values is one expression. */
const AT_ONCE = 200;

/**
 * What each atom is for each entry. Atoms that the engine cannot compute are left out: the rule that has one must fail
 * by itself.
 */
async function valuesOf(
  entries: Relation,
  atoms: readonly Expression[],
  count: number,
  reader: Reader,
  options: RunOptions,
): Promise<ReadonlyMap<string, PossibleValues>> {
  const found = new Map<string, PossibleValues>();
  const evaluate = async (some: readonly Expression[]): Promise<void> => {
    const marks = some.map((atom) =>
      call('if', [call('isNull', [atom]), text('n'), call('if', [atom, text('1'), text('0')])]),
    );
    const [first = text(''), ...rest] = marks;
    const written = rest.length === 0 ? first : call('concat', marks);
    const columns = [asItIs(KEY), { name: 'marks', expression: written }];
    try {
      const { rows } = await reader.query({ kind: 'project', input: entries, columns }, options);
      const values = some.map(() => nothing(count));
      for (const [key, text] of rows) noteAll(values, Number(key), String(text));
      some.forEach((atom, index) => found.set(JSON.stringify(atom), values[index] ?? nothing(count)));
    } catch (error) {
      options.signal?.throwIfAborted();
      if (some.length === 1) return;
      const half = Math.ceil(some.length / 2);
      await evaluate(some.slice(0, half));
      await evaluate(some.slice(half));
    }
  };
  for (let start = 0; start < atoms.length; start += AT_ONCE) {
    await evaluate(atoms.slice(start, start + AT_ONCE));
  }
  return found;
}

function nothing(entries: number): PossibleValues {
  const words = Math.ceil(entries / 32);
  return { true: empty(words), false: empty(words), null: empty(words) };
}

/** Notes what each atom is for an entry: `1` true, `0` false, `n` null. */
function noteAll(values: readonly PossibleValues[], entry: number, marks: string): void {
  values.forEach((value, index) => {
    const mark = marks[index];
    add(mark === '1' ? value.true : mark === '0' ? value.false : value.null, entry);
  });
}

function asItIs({ name, type }: Column): { readonly name: string; readonly expression: Expression } {
  return { name, expression: column(name, type) };
}

function mentionsNow(expression: Expression): boolean {
  return someExpression(expression, (part) => part.kind === 'now');
}
