import { call, column, columnsOf } from '@interloper/plan';
import type { Column, Expression, Relation, Scan } from '@interloper/plan';
import { candidatesOf } from './candidates.js';
import { codingOf } from './coding.js';
import type { Asking } from './coding.js';
import { dispatchesOf } from './dispatch.js';
import { findRows, markIn, oneOf } from './find-rows.js';
import { atomsOf, columnsRead } from './possible-values.js';
import type { Reading } from './questions.js';
import { MARK, NUMBER, ROW } from './row-columns.js';

/** The rows of a dataset that several readings ask for. */
export interface RowsInCommon {
  /** The numbers of a reading's rows, ascending; undefined when it must read the dataset by itself. */
  readonly rowsOf: (reading: Reading) => readonly number[] | undefined;
  /** These columns and `NUMBER` of the rows of readings with equal columns, in the order of the dataset. */
  readonly relationOf: (columns: readonly Column[], readings: readonly Reading[]) => Relation;
}

/** A reading with more rows reads by itself: fetching them is what it costs. */
const MOST_ROWS = 50_000;
/** Readings with no more columns are held apart from those with more. */
const MOST_NARROW = 16;
/** Values that the engine holds for all readings together. */
const MOST_CELLS = 40_000_000;

/** Finds the rows of each reading of a dataset, and keeps those that any of them needs beside the data. */
export async function rowsInCommon(
  dataset: string,
  readings: readonly Reading[],
  asking: Asking,
): Promise<RowsInCommon> {
  const { common, own } = conditionsApart(readings);
  const scan = scanFor(dataset, [...common, ...own.flat()]);
  const atoms = own.map((conditions) => conditions.flatMap(atomsOf));
  const coding = await codingOf(scan, common, atoms, asking);
  const candidates = candidatesOf(own, coding, await dispatchesOf(coding, asking));
  const { pairs, failed } = await findRows(scan, candidates, coding, asking);
  const rows = new Map<number, readonly number[]>();
  own.forEach((conditions, mark) => {
    if (conditions.length > 0 && !failed.has(mark)) rows.set(mark, []);
  });
  for (const [mark, numbers] of await rowsByMark(oneOf(pairs), asking)) {
    if (rows.has(mark)) rows.set(mark, numbers);
  }

  leaveOutTheMost(rows, columnsOfAll(readings).length);
  const numbers = new Map(readings.map((reading, mark) => [reading, mark]));
  // What counts events reads a few columns, what shows them all: rows that are only counted are held without the rest.
  const found = oneOf(pairs);
  const holders = new Map<Reading, Held>();
  for (const isWide of [true, false]) {
    const some = readings.filter(({ columns }) => columns.length > MOST_NARROW === isWide);
    const marks = some
      .map((reading) => numbers.get(reading) ?? -1)
      .filter((mark) => (rows.get(mark)?.length ?? 0) > 0);
    if (marks.length === 0) continue;
    const wanted: Relation = { kind: 'filter', input: found, predicate: markIn(marks) };
    const held = await holdRows(dataset, columnsOfAll(some), wanted, asking);
    for (const reading of some) holders.set(reading, held);
  }
  return {
    rowsOf: (reading) => rows.get(numbers.get(reading) ?? -1),
    relationOf: (columns, some) => {
      const held = some[0] === undefined ? undefined : holders.get(some[0]);
      if (held === undefined) throw new Error('rows are those of readings that have some');
      const relation: Relation = {
        kind: 'project',
        input: held.relation,
        columns: [...columns, NUMBER].map(({ name, type }) => ({
          name,
          expression: column(held.nameOf(name), type),
        })),
      };
      const marks = some.map((reading) => numbers.get(reading) ?? -1);
      return inOrder(ofRows(relation, { kind: 'filter', input: found, predicate: markIn(marks) }));
    },
  };
}

/** Conditions that all readings have, and those of each. */
function conditionsApart(readings: readonly Reading[]): {
  readonly common: readonly Expression[];
  readonly own: readonly (readonly Expression[])[];
} {
  const keys = readings.map(
    ({ conditions }) => new Map(conditions.map((each) => [JSON.stringify(each), each])),
  );
  const [first, ...rest] = keys;
  const common = new Map([...(first ?? [])].filter(([key]) => rest.every((others) => others.has(key))));
  const own = keys.map((conditions) =>
    [...conditions].filter(([key]) => !common.has(key)).map(([, each]) => each),
  );
  return { common: [...common.values()], own };
}

function scanFor(dataset: string, conditions: readonly Expression[]): Scan {
  const columns = new Map<string, Column>();
  for (const condition of conditions) {
    for (const [name, item] of columnsRead(condition)) columns.set(name, item);
  }
  return { kind: 'scan', dataset, columns: columns.size === 0 ? [ROW] : [...columns.values()] };
}

function columnsOfAll(readings: readonly Reading[]): readonly Column[] {
  const columns = new Map(readings.flatMap((reading) => reading.columns.map((each) => [each.name, each])));
  columns.delete(ROW.name);
  return [...columns.values()];
}

/** The numbers of the rows of each mark, ascending; undefined for a mark with more than a few. */
async function rowsByMark(
  pairs: Relation,
  { reader, options }: Asking,
): Promise<readonly (readonly [number, readonly number[]])[]> {
  const { rows } = await reader.query(
    {
      kind: 'aggregate',
      input: pairs,
      groups: [{ name: MARK.name, expression: column(MARK.name, MARK.type) }],
      aggregates: [
        {
          name: 'rows',
          fn: 'list',
          args: [column(NUMBER.name, NUMBER.type)],
          type: 'dynamic',
          limit: MOST_ROWS + 1,
        },
      ],
    },
    options,
  );
  return rows.map(([mark, list]) => {
    const numbers = Array.isArray(list) ? list.map(Number) : [];
    return [Number(mark), numbers.toSorted((left, right) => left - right)];
  });
}

/** Takes out the marks with the most rows until what is held is not too much. */
function leaveOutTheMost(rows: Map<number, readonly number[]>, columns: number): void {
  const distinct = new Set<number>();
  const ascending = [...rows].toSorted(([, left], [, right]) => left.length - right.length);
  for (const [mark, numbers] of ascending) {
    const isTooMuch = numbers.length > MOST_ROWS || (distinct.size + numbers.length) * columns > MOST_CELLS;
    if (isTooMuch) rows.delete(mark);
    else for (const number of numbers) distinct.add(number);
  }
}

interface Held {
  readonly relation: Relation;
  /** What a column of the dataset is called among those held. */
  readonly nameOf: (name: string) => string;
}

/** The dataset's rows that pairs name. Their columns are numbered: what a path or a row number is, is settled. */
async function holdRows(
  dataset: string,
  columns: readonly Column[],
  pairs: Relation,
  asking: Asking,
): Promise<Held> {
  const all: Relation = {
    kind: 'project',
    input: { kind: 'scan', dataset, columns: [...columns, ROW] },
    columns: [
      ...columns.map(({ name, type }) => ({ name, expression: column(name, type) })),
      { name: NUMBER.name, expression: column(ROW.name, ROW.type) },
    ],
  };
  const names = new Map([...columns, NUMBER].map(({ name }, index) => [name, `c${index}`]));
  const nameOf = (name: string): string => {
    const found = names.get(name);
    if (found === undefined) throw new Error(`the column ${name} is not among those held`);
    return found;
  };
  const relation = await asking.keep({
    kind: 'project',
    input: ofRows(all, pairs),
    columns: [...columns, NUMBER].map(({ name, type }) => ({
      name: nameOf(name),
      expression: column(name, type),
    })),
  });
  return { relation, nameOf };
}

/** The rows whose numbers are among those of pairs. */
function ofRows(rows: Relation, pairs: Relation): Relation {
  return {
    kind: 'join',
    flavour: 'leftSemi',
    left: rows,
    right: pairs,
    condition: call('eq', [
      column(NUMBER.name, NUMBER.type, 'left'),
      column(NUMBER.name, NUMBER.type, 'right'),
    ]),
    columns: columnsOf(rows).map(({ name }) => ({ name, side: 'left', source: name })),
  };
}

function inOrder(rows: Relation): Relation {
  const key = { expression: column(NUMBER.name, NUMBER.type), descending: false, nulls: 'last' } as const;
  return { kind: 'sort', input: rows, keys: [key] };
}
