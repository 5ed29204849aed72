import { and, call, column, long, someExpression, text } from '@interloper/plan';
import type { Column, Expression, Relation, ScalarType, Scan } from '@interloper/plan';
import type { Reader, RunOptions } from '../engine.js';
import { add, columnsRead, empty } from './possible-values.js';
import type { PossibleValues } from './possible-values.js';
import { NUMBER, ROW } from './row-columns.js';

/**
 * The different values of a column, numbered from 0, an entry each. What a condition over this column alone says of an
 * entry, it says of all its rows.
 */
export interface Dictionary {
  readonly column: Column;
  readonly entries: number;
  /** The column of `Coding.rows` that holds the number of the row's entry. */
  readonly code: Column;
}

/** What an atom is for each entry of the dictionary of the column that it reads. */
export interface KnownAtom {
  readonly dictionary: Dictionary;
  readonly values: PossibleValues;
}

/** The rows of a dataset with numbers in the place of values. */
export interface Coding {
  /** `NUMBER`, and the code of each dictionary, of the rows that meet the common conditions. */
  readonly rows: Relation;
  readonly dictionaries: readonly Dictionary[];
  /** By the atom's JSON. Atoms that read other columns, or several, are not known. */
  readonly atoms: ReadonlyMap<string, KnownAtom>;
}

/** A reader and what it is asked with. */
export interface Asking {
  readonly reader: Reader;
  readonly options: RunOptions;
  /** `reader.keep`, until all is released. */
  readonly keep: (relation: Relation) => Promise<Relation>;
}

/** More entries than this cost more than they save. */
const MOST_ENTRIES = 65_536;
/** More different values than this among the first rows: the column tells nearly every row from the others. */
const MOST_IN_SAMPLE = 5000;
const SAMPLE = 20_000;

/** Types whose values group as they compare. */
const GROUPABLE: ReadonlySet<ScalarType> = new Set(['string', 'bool', 'int', 'long', 'guid']);

/**
 * Numbers the values of the columns that conditions look at and that have few of them. `atoms` are the parts of each
 * condition; an atom that the engine cannot compute is not known: the rule that has it must fail by itself.
 */
export async function codingOf(
  scan: Scan,
  common: readonly Expression[],
  atoms: readonly (readonly Expression[])[],
  asking: Asking,
): Promise<Coding> {
  const distinct = [...new Map(atoms.flat().map((atom) => [JSON.stringify(atom), atom])).values()];
  const columns = await withFewValues(scan, columnsByUse(scan, atoms), asking);
  const known = new Map<string, KnownAtom>();
  const numbered: { readonly dictionary: Dictionary; readonly entries: Relation }[] = [];
  for (const item of columns) {
    const own = distinct.filter((atom) => readsOnly(atom, item) && !mentionsNow(atom));
    if (own.length === 0) continue;
    const entries = await asking.keep(entriesOf(scan, item));
    const count = await countOf(entries, asking);
    if (count > MOST_ENTRIES) continue;
    const code = { name: `\u2192code ${item.name}`, type: 'long' } as const;
    const dictionary = { column: item, entries: count, code };
    numbered.push({ dictionary, entries });
    for (const [key, values] of await valuesOf(entries, own, count, asking)) {
      known.set(key, { dictionary, values });
    }
  }
  const rows = await asking.keep(codedRows(scan, common, numbered));
  return { rows, dictionaries: numbered.map(({ dictionary }) => dictionary), atoms: known };
}

/** The columns that several conditions look at by themselves, those of most conditions first. */
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
  { reader, options }: Asking,
): Promise<readonly Column[]> {
  if (columns.length === 0) return [];
  const { rows } = await reader.query(
    {
      kind: 'aggregate',
      input: { kind: 'limit', input: scan, count: SAMPLE },
      groups: [],
      aggregates: columns.map(({ name, type }, index) => ({
        name: `n${index}`,
        fn: 'countDistinct',
        args: [column(name, type)],
        type: 'long',
      })),
    },
    options,
  );
  return columns.filter((_, index) => Number(rows[0]?.[index] ?? 0) <= MOST_IN_SAMPLE);
}

const KEY = { name: '\u2192key', type: 'long' } as const satisfies Column;

/** The values of a column, numbered from 0; one more than there may be when there are too many. */
function entriesOf(scan: Scan, item: Column): Relation {
  const value = column(item.name, item.type);
  const grouped: Relation = {
    kind: 'aggregate',
    input: scan,
    groups: [{ name: item.name, expression: value }],
    aggregates: [],
  };
  const frame = { unit: 'all' } as const;
  const numbered: Relation = {
    kind: 'window',
    input: { kind: 'limit', input: grouped, count: MOST_ENTRIES + 1 },
    partition: [],
    order: [{ expression: value, descending: false, nulls: 'first' }],
    calls: [{ name: '\u2192place', fn: 'rowNumber', args: [], type: 'long', frame }],
  };
  const key = call('subtract', [column('\u2192place', 'long'), long(1)], 'long');
  return {
    kind: 'project',
    input: numbered,
    columns: [
      { name: KEY.name, expression: key },
      { name: item.name, expression: value },
    ],
  };
}

async function countOf(relation: Relation, { reader, options }: Asking): Promise<number> {
  const aggregates = [{ name: 'rows', fn: 'count', args: [], type: 'long' }] as const;
  const { rows } = await reader.query(
    { kind: 'aggregate', input: relation, groups: [], aggregates },
    options,
  );
  return Number(rows[0]?.[0] ?? 0);
}

/** The rows that meet the common conditions, each with the codes of its values. */
function codedRows(
  scan: Scan,
  common: readonly Expression[],
  numbered: readonly { readonly dictionary: Dictionary; readonly entries: Relation }[],
): Relation {
  const all: Relation = {
    kind: 'filter',
    input: { ...scan, columns: [...scan.columns.filter(({ name }) => name !== ROW.name), ROW] },
    predicate: and(...common),
  };
  const values = numbered.map(({ dictionary }) => dictionary.column.name);
  let rows: Relation = {
    kind: 'project',
    input: all,
    columns: [
      { name: NUMBER.name, expression: column(ROW.name, ROW.type) },
      ...numbered.map(({ dictionary: { column: item } }) => ({
        name: item.name,
        expression: column(item.name, item.type),
      })),
    ],
  };
  const codes: string[] = [];
  for (const { dictionary, entries } of numbered) {
    const { column: item, code } = dictionary;
    rows = {
      kind: 'join',
      flavour: 'inner',
      left: rows,
      right: entries,
      condition: call('same', [column(item.name, item.type, 'left'), column(item.name, item.type, 'right')]),
      columns: [
        ...[NUMBER.name, ...values, ...codes].map((name) => ({ name, side: 'left' as const, source: name })),
        { name: code.name, side: 'right', source: KEY.name },
      ],
    };
    codes.push(code.name);
  }
  return {
    kind: 'project',
    input: rows,
    columns: [NUMBER, ...numbered.map(({ dictionary }) => dictionary.code)].map(({ name, type }) => ({
      name,
      expression: column(name, type),
    })),
  };
}

/** Atoms at a time; the text of their values is one expression. */
const AT_ONCE = 200;

async function valuesOf(
  entries: Relation,
  atoms: readonly Expression[],
  count: number,
  { reader, options }: Asking,
): Promise<ReadonlyMap<string, PossibleValues>> {
  const found = new Map<string, PossibleValues>();
  const evaluate = async (some: readonly Expression[]): Promise<void> => {
    const marks = some.map((atom) =>
      call('if', [call('isNull', [atom]), text('n'), call('if', [atom, text('1'), text('0')])]),
    );
    const columns = [
      { name: KEY.name, expression: column(KEY.name, KEY.type) },
      { name: 'marks', expression: call('concat', [text(''), ...marks]) },
    ];
    try {
      const { rows } = await reader.query({ kind: 'project', input: entries, columns }, options);
      const values = some.map(() => nothing(count));
      for (const [key, written] of rows) {
        noteAll(values, Number(key), typeof written === 'string' ? written : '');
      }
      some.forEach((atom, index) => found.set(JSON.stringify(atom), values[index] ?? nothing(count)));
    } catch {
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

function readsOnly(atom: Expression, item: Column): boolean {
  const read = columnsRead(atom);
  return read.size === 1 && read.has(item.name);
}

function mentionsNow(expression: Expression): boolean {
  return someExpression(expression, (part) => part.kind === 'now');
}
