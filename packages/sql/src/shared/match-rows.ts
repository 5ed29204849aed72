import { and, bool, call, column, long, or } from '@interloper/plan';
import type { Column, Expression, Relation, Scan } from '@interloper/plan';
import { KEY } from './dictionary.js';
import type { Dictionary } from './dictionary.js';

/** A condition to find the rows of, and the entries of a dictionary whose rows can be among them. */
export interface Candidate {
  /** What the rows found are marked with. */
  readonly mark: number;
  readonly condition: Expression;
  readonly dictionary: Dictionary;
  /** Entries whose rows may or may not be among them. */
  readonly possible: readonly number[];
  /** Entries all of whose rows are. */
  readonly certain: readonly number[];
}

/** The columns of what is found: whose row it is, and its number in the dataset. */
export const MARK = { name: '\u2192mark', type: 'long' } as const satisfies Column;
export const NUMBER = { name: '\u2192number', type: 'long' } as const satisfies Column;
/** What a dataset calls the number of a row. */
export const ROW = { name: '_row', type: 'long' } as const satisfies Column;
const CERTAIN = { name: '\u2192certain', type: 'bool' } as const satisfies Column;

/** At most so many conditions are one statement: the engine looks for the condition of a row one by one. */
const MOST_CONDITIONS = 64;
/** At most so many pairs of an entry and a condition are written in one statement. */
const MOST_PAIRS = 20_000;

/** Conditions that are looked for in one statement: those of one dictionary, near each other in it. */
export function batchesOf(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const batches: Candidate[][] = [];
  const first = ({ possible, certain }: Candidate): number =>
    Math.min(possible[0] ?? Infinity, certain[0] ?? Infinity);
  for (const dictionary of new Set(candidates.map((each) => each.dictionary))) {
    const own = candidates.filter((each) => each.dictionary === dictionary);
    let batch: Candidate[] = [];
    let pairs = 0;
    for (const candidate of own.toSorted((left, right) => first(left) - first(right))) {
      const more = candidate.possible.length + candidate.certain.length;
      if (batch.length > 0 && (batch.length >= MOST_CONDITIONS || pairs + more > MOST_PAIRS)) {
        batches.push(batch);
        [batch, pairs] = [[], 0];
      }
      batch.push(candidate);
      pairs += more;
    }
    batches.push(batch);
  }
  return batches;
}

/**
 * The rows of a scan for which conditions hold, each with the mark of its condition. Rows are joined with the conditions
 * that their entry leaves open, and only these are evaluated.
 */
export function matchedRows(scan: Scan, batch: readonly Candidate[], common: Expression): Relation {
  const [first] = batch;
  if (first === undefined) throw new Error('a batch has conditions');
  const { dictionary } = first;
  const rows: Relation = { ...scan, columns: [...scan.columns.filter(({ name }) => name !== ROW.name), ROW] };
  const keys = dictionary.columns.map(({ name, type }) => ({ name: `\u2192${name}`, type, source: name }));
  const joined: Relation = {
    kind: 'join',
    flavour: 'inner',
    left: { kind: 'filter', input: rows, predicate: common },
    right: openConditions(batch, dictionary, keys),
    condition: and(
      ...keys.map(({ name, type, source }) =>
        call('same', [column(source, type, 'left'), column(name, type, 'right')]),
      ),
    ),
    columns: [
      ...rows.columns.map(({ name }) => ({ name, side: 'left' as const, source: name })),
      ...[MARK, CERTAIN].map(({ name }) => ({ name, side: 'right' as const, source: name })),
    ],
  };
  const mark = column(MARK.name, MARK.type);
  const branches = batch
    .filter(({ possible }) => possible.length > 0)
    .flatMap((each) => [call('eq', [mark, long(each.mark)]), each.condition]);
  const certain = column(CERTAIN.name, CERTAIN.type);
  const open = branches.length === 0 ? certain : or(certain, call('case', [...branches, bool(false)]));
  return {
    kind: 'project',
    input: { kind: 'filter', input: joined, predicate: open },
    columns: [asItIs(MARK), { name: NUMBER.name, expression: column(ROW.name, ROW.type) }],
  };
}

/** For each entry that a condition leaves open or makes certain, the entry's values and the condition's mark. */
function openConditions(
  batch: readonly Candidate[],
  { kept }: Dictionary,
  keys: readonly (Column & { readonly source: string })[],
): Relation {
  const pairs: Relation = {
    kind: 'values',
    columns: [KEY, MARK, CERTAIN],
    rows: batch.flatMap(({ mark, possible, certain }) => [
      ...possible.map((key) => [key, mark, false]),
      ...certain.map((key) => [key, mark, true]),
    ]),
  };
  if (kept === undefined) return pairs;
  return {
    kind: 'join',
    flavour: 'inner',
    left: pairs,
    right: kept,
    condition: call('eq', [column(KEY.name, KEY.type, 'left'), column(KEY.name, KEY.type, 'right')]),
    columns: [
      ...[MARK, CERTAIN].map(({ name }) => ({ name, side: 'left' as const, source: name })),
      ...keys.map(({ name, source }) => ({ name, side: 'right' as const, source })),
    ],
  };
}

function asItIs({ name, type }: Column): { readonly name: string; readonly expression: Expression } {
  return { name, expression: column(name, type) };
}
