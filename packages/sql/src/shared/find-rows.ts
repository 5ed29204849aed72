import { and, bool, call, column, columnsOf, long, mapExpression, not, or } from '@interloper/plan';
import type { Column, Expression, Relation, Scan } from '@interloper/plan';
import type { Candidate } from './candidates.js';
import type { Asking, Coding } from './coding.js';
import { columnsRead } from './possible-values.js';
import { MARK, NUMBER, ROW } from './row-columns.js';

/** The rows found: relations of `MARK` and `NUMBER`; `failed` are the marks whose condition the engine cannot compute. */
export interface Found {
  readonly pairs: readonly Relation[];
  readonly failed: ReadonlySet<number>;
}

/** At most so many conditions are one statement: the engine looks for the condition of a row one by one. */
const MOST_CONDITIONS = 64;
/** At most so many pairs of a key and a condition are written in one statement. */
const MOST_PAIRS = 20_000;

/**
 * Finds the rows of candidates in two steps: among the codes of the rows, then, where conditions are left that codes do
 * not decide, among the values of the rows that passed.
 */
export async function findRows(
  scan: Scan,
  candidates: readonly Candidate[],
  coding: Coding,
  asking: Asking,
): Promise<Found> {
  const failed = new Set<number>();
  const passed: Relation[] = [];
  const attempt = async (
    batch: readonly Candidate[],
    work: (batch: readonly Candidate[]) => Promise<void>,
  ): Promise<void> => {
    try {
      await work(batch);
    } catch {
      asking.options.signal?.throwIfAborted();
      // A condition that the engine cannot compute must not stop the others.
      const half = Math.ceil(batch.length / 2);
      for (const part of batch.length === 1 ? [] : [batch.slice(0, half), batch.slice(half)]) {
        await attempt(part, work);
      }
      if (batch.length === 1) for (const { mark } of batch) failed.add(mark);
    }
  };
  for (const batch of byDispatch(candidates)) {
    await attempt(batch, async (part) => {
      passed.push(await asking.keep(passedCodes(coding.rows, part)));
    });
  }
  const pairs = passed.map((relation) => numbersOf(relation, column(DONE.name, DONE.type)));
  const left = candidates.filter(({ open, mark }) => open.length > 0 && !failed.has(mark));
  if (left.length > 0) {
    const undone = not(column(DONE.name, DONE.type));
    const asked = oneOf(passed.map((relation) => numbersOf(relation, undone)));
    // Candidates that look at all rows read the dataset; the others the rows that any of them asks for.
    const [all, some] = [left.filter(isEverywhere), left.filter((each) => !isEverywhere(each))];
    for (const portion of [all, some].filter(({ length }) => length > 0)) {
      const open = openValues(scan, portion);
      const rows = portion === all ? open.rows : await asking.keep(ofRows(open.rows, asked, some));
      for (const group of byCondition(portion)) {
        await attempt(group, async (part) => {
          pairs.push(await asking.keep(passedValues({ ...open, rows }, part, asked)));
        });
      }
    }
  }
  return { pairs, failed };
}

/** True when nothing is left to be tested. */
const DONE = { name: '\u2192done', type: 'bool' } as const satisfies Column;
const CERTAIN = { name: '\u2192certain', type: 'bool' } as const satisfies Column;
const KEY = { name: '\u2192key', type: 'long' } as const satisfies Column;

/** Candidates that are looked for in one statement: those of one dispatch, near each other in it. */
function byDispatch(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const first = ({ possible, certain }: Candidate): number =>
    Math.min(possible[0] ?? Infinity, certain[0] ?? Infinity);
  return [...new Set(candidates.map(({ dispatch }) => dispatch))].flatMap((dispatch) =>
    portions(
      candidates
        .filter((each) => each.dispatch === dispatch)
        .toSorted((left, right) => first(left) - first(right)),
      ({ possible, certain }) => possible.length + certain.length,
    ),
  );
}

/** So many different conditions are tested in one statement: what they have in common is computed for all of its rows. */
const MOST_DIFFERENT = 6;

/** Candidates that are tested in one statement: those with the same conditions beside each other. */
function byCondition(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = JSON.stringify(candidate.open);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [candidate]);
    else known.push(candidate);
  }
  const ordered = [...groups].toSorted(([left], [right]) => Number(left > right) - Number(left < right));
  return ordered.flatMap((_, index) =>
    index % MOST_DIFFERENT === 0
      ? [ordered.slice(index, index + MOST_DIFFERENT).flatMap(([, group]) => group)]
      : [],
  );
}

function portions(
  candidates: readonly Candidate[],
  pairsOf: (candidate: Candidate) => number,
): readonly (readonly Candidate[])[] {
  const done: Candidate[][] = [];
  let pairs = 0;
  for (const candidate of candidates) {
    const own = pairsOf(candidate);
    const current = done.at(-1);
    if (current === undefined || current.length >= MOST_CONDITIONS || pairs + own > MOST_PAIRS) {
      done.push([candidate]);
      pairs = own;
    } else {
      current.push(candidate);
      pairs += own;
    }
  }
  return done;
}

/**
 * The rows whose codes a candidate admits: `MARK`, `NUMBER`, `DONE`. Rows are joined with the candidates that their key
 * leaves open, and only these are tested.
 */
function passedCodes(rows: Relation, batch: readonly Candidate[]): Relation {
  const dispatch = batch[0]?.dispatch;
  const keyed: Relation =
    dispatch === undefined
      ? rows
      : { kind: 'extend', input: rows, columns: [{ name: KEY.name, expression: dispatch.key }] };
  const key = (side: 'left' | 'right'): Expression => column(KEY.name, KEY.type, side);
  const joined: Relation = {
    kind: 'join',
    flavour: 'inner',
    left: keyed,
    right: {
      kind: 'values',
      columns: [KEY, MARK, CERTAIN],
      rows: batch.flatMap(({ mark, possible, certain }) =>
        dispatch === undefined
          ? [[0, mark, false]]
          : [
              ...possible.map((value) => [value, mark, false]),
              ...certain.map((value) => [value, mark, true]),
            ],
      ),
    },
    condition: dispatch === undefined ? bool(true) : call('eq', [key('left'), key('right')]),
    columns: [
      ...columnsOf(rows).map(({ name }) => ({ name, side: 'left' as const, source: name })),
      ...[MARK, CERTAIN].map(({ name }) => ({ name, side: 'right' as const, source: name })),
    ],
  };
  const certain = column(CERTAIN.name, CERTAIN.type);
  const tested = batch.filter(({ coded }) => coded.length > 0);
  const free = batch.filter(({ coded }) => coded.length === 0).map(({ mark }) => mark);
  const predicate =
    tested.length === 0
      ? bool(true)
      : or(
          certain,
          markIn(free),
          byMark(tested, ({ coded }) => and(...coded)),
        );
  const closed = batch.filter(({ open }) => open.length === 0).map(({ mark }) => mark);
  return {
    kind: 'project',
    input: { kind: 'filter', input: joined, predicate },
    columns: [...[MARK, NUMBER].map(asItIs), { name: DONE.name, expression: or(certain, markIn(closed)) }],
  };
}

/** Values that are still to be looked at, under names of their own: a column of a dataset may mean more. */
interface OpenValues {
  readonly rows: Relation;
  readonly renamed: (expression: Expression) => Expression;
}

function openValues(scan: Scan, candidates: readonly Candidate[]): OpenValues {
  const columns = [...openColumns(candidates).values()];
  const names = new Map(columns.map(({ name }, index) => [name, `\u2192value ${index}`]));
  const renamed = (expression: Expression): Expression =>
    expression.kind === 'column'
      ? column(names.get(expression.name) ?? expression.name, expression.type)
      : mapExpression(expression, renamed);
  const rows: Relation = {
    kind: 'project',
    input: { ...scan, columns: [...columns.filter(({ name }) => name !== ROW.name), ROW] },
    columns: [
      { name: NUMBER.name, expression: column(ROW.name, ROW.type) },
      ...columns.map(({ name, type }) => ({ name: names.get(name) ?? name, expression: column(name, type) })),
    ],
  };
  return { rows, renamed };
}

/** The rows that candidates ask for. */
function ofRows(rows: Relation, asked: Relation, candidates: readonly Candidate[]): Relation {
  return {
    kind: 'join',
    flavour: 'leftSemi',
    left: rows,
    right: { kind: 'filter', input: asked, predicate: markIn(candidates.map(({ mark }) => mark)) },
    condition: SAME_NUMBER,
    columns: columnsOf(rows).map(({ name }) => ({ name, side: 'left', source: name })),
  };
}

function isEverywhere({ dispatch }: Candidate): boolean {
  return dispatch === undefined;
}

const SAME_NUMBER = call('eq', [
  column(NUMBER.name, NUMBER.type, 'left'),
  column(NUMBER.name, NUMBER.type, 'right'),
]);

/** The rows that passed among the codes and whose values candidates admit. */
function passedValues({ rows, renamed }: OpenValues, batch: readonly Candidate[], asked: Relation): Relation {
  const joined: Relation = {
    kind: 'join',
    flavour: 'inner',
    left: rows,
    right: { kind: 'filter', input: asked, predicate: markIn(batch.map(({ mark }) => mark)) },
    condition: SAME_NUMBER,
    columns: [
      ...columnsOf(rows).map(({ name }) => ({ name, side: 'left' as const, source: name })),
      { name: MARK.name, side: 'right', source: MARK.name },
    ],
  };
  const predicate = byMark(batch, ({ open }) => renamed(and(...open)));
  return {
    kind: 'project',
    input: { kind: 'filter', input: joined, predicate },
    columns: [MARK, NUMBER].map(asItIs),
  };
}

function openColumns(candidates: readonly Candidate[]): ReadonlyMap<string, Column> {
  return new Map(candidates.flatMap(({ open }) => open.flatMap((each) => [...columnsRead(each)])));
}

/** The condition of the row's mark; marks of one condition have one branch. */
function byMark(batch: readonly Candidate[], conditionOf: (candidate: Candidate) => Expression): Expression {
  const branches = new Map<string, { readonly condition: Expression; readonly marks: number[] }>();
  for (const candidate of batch) {
    const condition = conditionOf(candidate);
    const key = JSON.stringify(condition);
    const known = branches.get(key);
    if (known === undefined) branches.set(key, { condition, marks: [candidate.mark] });
    else known.marks.push(candidate.mark);
  }
  const cases = [...branches.values()].flatMap(({ condition, marks }) => [markIn(marks), condition]);
  return call('case', [...cases, bool(false)]);
}

/** True for rows of some marks. */
export function markIn(marks: readonly number[]): Expression {
  const [first, ...rest] = marks.map((mark) => long(mark));
  return first === undefined ? bool(false) : call('in', [column(MARK.name, MARK.type), first, ...rest]);
}

function numbersOf(passed: Relation, predicate: Expression): Relation {
  const input: Relation = { kind: 'filter', input: passed, predicate };
  return { kind: 'project', input, columns: [MARK, NUMBER].map(asItIs) };
}

/** All rows of relations of equal columns. */
export function oneOf(relations: readonly Relation[]): Relation {
  const [only, ...more] = relations;
  if (only === undefined) return { kind: 'values', columns: [MARK, NUMBER], rows: [] };
  return more.length === 0 ? only : { kind: 'union', inputs: relations };
}

function asItIs({ name, type }: Column): { readonly name: string; readonly expression: Expression } {
  return { name, expression: column(name, type) };
}
