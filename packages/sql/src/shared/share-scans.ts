import { column, columnsOf } from '@interloper/plan';
import type { Column, NamedExpression, Relation } from '@interloper/plan';
import type { Json, Kept, Reader, ResultSet, RunOptions } from '../engine.js';

import { analyse, answerColumns } from './questions.js';
import type { Analysed, Question, Reading, Steps } from './questions.js';
import { rowsInCommon } from './rows-in-common.js';
import type { RowsInCommon } from './rows-in-common.js';
import type { Asking } from './coding.js';
import { NUMBER, ROW } from './row-columns.js';
import { mapScans } from './scan-conditions.js';

export type { Question } from './questions.js';

/** What several questions have in common, computed once. Each is answered as if it were asked by itself. */
export interface SharedScans {
  /** The answer to a question; rejected for what it would be rejected for by itself. */
  readonly answer: (question: Question) => Promise<ResultSet>;
  /** A plan with the same answer as a repeated question's at every instant, which reads fewer rows where it can. */
  readonly narrowed: (question: Question) => Promise<Relation>;
  /** Lets go of what is held. */
  readonly release: () => Promise<void>;
}

/** Fewer readings of a dataset than this are quicker one by one. */
const FEWEST_READINGS = 8;

/**
 * Takes many questions over the same datasets together. The conditions that they put on a dataset's rows are looked at
 * at once: over dictionaries of the columns that hold few values it is decided, for all rows of an entry together, which
 * conditions cannot hold there; what is left open is evaluated for these rows alone. The rows found are kept beside the
 * data, and the questions go on from them.
 */
export async function shareScans(
  questions: readonly Question[],
  reader: Reader,
  options: RunOptions,
): Promise<SharedScans> {
  const known = new Map<string, Relation>();
  const analysed = new Map(questions.map((question) => [question, analyse(question, known)]));
  const kept: Kept[] = [];
  const keep = async (relation: Relation): Promise<Relation> => {
    const result = await reader.keep(relation, options);
    kept.push(result);
    return result.relation;
  };
  const asking: Asking = { reader, options, keep };
  const release = async (): Promise<void> => {
    for (const each of kept.splice(0)) await each.release();
  };
  try {
    const groups = await groupsOf([...analysed.values()], asking);
    return { ...answering(analysed, groups, asking), release };
  } catch (error) {
    await release();
    throw error;
  }
}

type Groups = ReadonlyMap<string, RowsInCommon>;

async function groupsOf(analysed: readonly Analysed[], asking: Asking): Promise<Groups> {
  const byDataset = new Map<string, Reading[]>();
  for (const reading of analysed.flatMap(({ readings }) => readings)) {
    // Without a condition all rows are needed.
    if (reading.conditions.length === 0) continue;
    const known = byDataset.get(reading.dataset);
    if (known === undefined) byDataset.set(reading.dataset, [reading]);
    else known.push(reading);
  }
  const groups = new Map<string, RowsInCommon>();
  for (const [dataset, readings] of byDataset) {
    if (readings.length < FEWEST_READINGS || !asking.reader.holds(dataset)) continue;
    try {
      groups.set(dataset, await rowsInCommon(dataset, readings, asking));
    } catch {
      // What cannot be asked together is asked one by one, and tells what is wrong itself.
      asking.options.signal?.throwIfAborted();
    }
  }
  return groups;
}

function answering(
  analysed: ReadonlyMap<Question, Analysed>,
  groups: Groups,
  { reader, options, keep }: Asking,
): Omit<SharedScans, 'release'> {
  const rowsOf = (reading: Reading): readonly number[] | undefined =>
    groups.get(reading.dataset)?.rowsOf(reading);

  const portions = portionsOf([...analysed.values()], rowsOf);
  /** Of each kind of steps, the portion that was asked for last: its rows taken through the steps, by number. */
  const fetched = new Map<string, { readonly portion: Portion; readonly rows: RowsByNumber }>();
  const rowsThrough = async (steps: Steps, reading: Reading): Promise<RowsByNumber> => {
    const portion = portions.get(reading);
    const group = groups.get(reading.dataset);
    if (portion === undefined || group === undefined) return new Map();
    const before = fetched.get(steps.key);
    if (before?.portion === portion) return before.rows;
    const relation = numbered(steps.relation, group.relationOf(withoutRow(reading.columns), portion));
    const answered = await reader.query(relation, options);
    const rows = new Map(answered.rows.map((row) => [Number(row.at(-1)), row.slice(0, -1)]));
    fetched.set(steps.key, { portion, rows });
    return rows;
  };

  const narrowed = async (question: Question): Promise<Relation> => {
    const found = analysed.get(question);
    // The steps of a question that was taken apart are no plan of it.
    if (found === undefined || found.steps !== undefined) return question.relation;
    if (found.readings.every((reading) => rowsOf(reading) === undefined)) return question.relation;
    const replacements: (Relation | undefined)[] = [];
    for (const reading of found.readings) replacements.push(await narrowReading(reading, question.repeated));
    let place = 0;
    return mapScans(found.slim, ({ scan }) => {
      const replacement = replacements[place];
      place += 1;
      return replacement ?? scan;
    });
  };

  const narrowReading = async (reading: Reading, repeated: boolean): Promise<Relation | undefined> => {
    const rows = rowsOf(reading);
    const group = groups.get(reading.dataset);
    if (rows === undefined || group === undefined) return undefined;
    const { columns } = reading;
    if (rows.length === 0) return { kind: 'values', columns, rows: [] };
    const own = group.relationOf(withoutRow(columns), [reading]);
    const relation = repeated ? await keep(own) : own;
    return {
      kind: 'project',
      input: relation,
      columns: ofNumbered(columns),
    };
  };

  return {
    narrowed,
    answer: async (question) => {
      const found = analysed.get(question);
      const [reading] = found?.readings ?? [];
      const numbers = reading === undefined ? undefined : rowsOf(reading);
      if (found?.steps === undefined || numbers === undefined) {
        return reader.query(await narrowed(question), options);
      }
      const [first] = found.readings;
      const { constants } = found.steps;
      const rows =
        first === undefined || numbers.length === 0 ? NO_ROWS : await rowsThrough(found.steps, first);
      return {
        columns: answerColumns(found),
        rows: numbers.map((number) => {
          const row = rows.get(number);
          if (row === undefined) throw new Error(`the row ${number} was not kept`);
          return constants.size === 0 ? row : withConstants(row, constants);
        }),
      };
    },
  };
}

function withConstants(row: readonly Json[], constants: Steps['constants']): readonly Json[] {
  const values = row.values();
  return Array.from(
    { length: row.length + constants.size },
    (_, place): Json => constants.get(place) ?? values.next().value ?? null,
  );
}

type RowsByNumber = ReadonlyMap<number, readonly Json[]>;

const NO_ROWS: RowsByNumber = new Map();

/** Readings of equal steps whose rows are fetched together. */
type Portion = readonly Reading[];

/** So many rows are fetched together; with a hundred columns they are some hundred megabytes. */
const ROWS_TOGETHER = 40_000;

function portionsOf(
  analysed: readonly Analysed[],
  rowsOf: (reading: Reading) => readonly number[] | undefined,
): ReadonlyMap<Reading, Portion> {
  const portions = new Map<Reading, Portion>();
  const current = new Map<string, { readonly portion: Reading[]; readonly numbers: Set<number> }>();
  for (const { steps, readings } of analysed) {
    const [reading] = readings;
    const numbers = reading === undefined ? [] : (rowsOf(reading) ?? []);
    if (steps === undefined || reading === undefined || numbers.length === 0) continue;
    const key = `${reading.dataset} ${steps.key}`;
    let open = current.get(key);
    if (open === undefined || open.numbers.size + numbers.length > ROWS_TOGETHER) {
      open = { portion: [], numbers: new Set() };
      current.set(key, open);
    }
    open.portion.push(reading);
    for (const number of numbers) open.numbers.add(number);
    portions.set(reading, open.portion);
  }
  return portions;
}

/** Steps over other rows, each row's number as a last column. */
function numbered(steps: Relation, rows: Relation): Relation {
  const last = { name: NUMBER.name, expression: column(NUMBER.name, NUMBER.type) };
  const carry = (relation: Relation): Relation => {
    switch (relation.kind) {
      case 'scan': {
        const columns = [...ofNumbered(relation.columns), last];
        return { kind: 'project', input: rows, columns };
      }
      case 'extend':
        return { ...relation, input: carry(relation.input) };
      case 'project':
        return { ...relation, input: carry(relation.input), columns: [...relation.columns, last] };
      default:
        throw new Error(`${relation.kind} takes no row by itself`);
    }
  };
  return { kind: 'project', input: carry(steps), columns: [...asTheyAre(columnsOf(steps)), last] };
}

function asTheyAre(columns: readonly Column[]): readonly NamedExpression[] {
  return columns.map(({ name, type }) => ({ name, expression: column(name, type) }));
}

/** Columns of a scan, over rows whose number has another name. */
function ofNumbered(columns: readonly Column[]): readonly NamedExpression[] {
  return columns.map(({ name, type }) => ({
    name,
    expression: column(name === ROW.name ? NUMBER.name : name, type),
  }));
}

/** The row's number is there in any case. */
function withoutRow(columns: readonly Column[]): readonly Column[] {
  return columns.filter(({ name }) => name !== ROW.name);
}
