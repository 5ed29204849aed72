import { and, bool, call, column, long, mapExpression, not, nullOf, or } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { Coding, KnownAtom } from './coding.js';
import type { Dispatch } from './dispatch.js';
import { atomsOf, certainly, isEmpty, members, possibleValues, without } from './possible-values.js';
import type { Bits, KnownAtoms } from './possible-values.js';

/** Where to look for the rows of a condition. */
export interface Candidate {
  /** What the rows found are marked with. */
  readonly mark: number;
  /** How rows are divided; undefined: all are looked at. */
  readonly dispatch: Dispatch | undefined;
  /** Keys whose rows may or may not meet the condition, and keys all of whose rows do. */
  readonly possible: readonly number[];
  readonly certain: readonly number[];
  /** What is left to be tested in rows of possible keys: over codes, and over the dataset's columns. */
  readonly coded: readonly Expression[];
  readonly open: readonly Expression[];
}

/** A dispatch that leaves more of all rows open is no help. */
const MOST_OPEN = 0.5;

/** To write an entry into a statement costs what so many rows cost. */
const ENTRY_COST = 50;

/**
 * For each reading's conditions (its place is its mark) the dispatch that is the cheapest to go by. Readings that can
 * have no row have no candidate, nor have those without conditions.
 */
export function candidatesOf(
  readings: readonly (readonly Expression[])[],
  coding: Coding,
  dispatches: readonly Dispatch[],
): readonly Candidate[] {
  const atomOf = (atom: Expression): KnownAtom | undefined => coding.atoms.get(JSON.stringify(atom));
  const total = (dispatches[0]?.counts ?? []).reduce((sum, count) => sum + count, 0);
  return readings.flatMap((conditions, mark): readonly Candidate[] => {
    if (conditions.length === 0) return [];
    let best: Best | undefined;
    let least = total * MOST_OPEN;
    for (const dispatch of dispatches) {
      const known: KnownAtoms = (atom) => {
        const found = atomOf(atom);
        return found === undefined ? undefined : dispatch.valuesOf(found);
      };
      const words = Math.ceil(dispatch.keys.length / 32);
      const values = possibleValues(and(...conditions), words, known);
      const all = members(values.true, dispatch.keys.length);
      if (all.length === 0) return [];
      const rows = all.reduce((sum, entry) => sum + (dispatch.counts[entry] ?? 0), 0);
      const cost = rows + all.length * ENTRY_COST;
      if (cost > least) continue;
      least = cost;
      const certain = certainly(values);
      best = { dispatch, known, words, certain, possible: without(values.true, certain) };
    }
    const left = best === undefined ? conditions : undecided(conditions, best);
    const isCoded = (condition: Expression): boolean =>
      atomsOf(condition).every((atom) => atomOf(atom) !== undefined);
    const keysOf = (bits: Bits | undefined): readonly number[] =>
      bits === undefined || best === undefined
        ? []
        : members(bits, best.dispatch.keys.length).map((entry) => best?.dispatch.keys[entry] ?? 0);
    return [
      {
        mark,
        dispatch: best?.dispatch,
        possible: keysOf(best?.possible),
        certain: keysOf(best?.certain),
        coded: left.filter(isCoded).map((condition) => overCodes(condition, atomOf)),
        open: left.filter((condition) => !isCoded(condition)),
      },
    ];
  });
}

interface Best {
  readonly dispatch: Dispatch;
  readonly known: KnownAtoms;
  readonly words: number;
  readonly certain: Bits;
  readonly possible: Bits;
}

/** The conditions that do not hold in all rows of the possible entries. */
function undecided(
  conditions: readonly Expression[],
  { known, words, possible }: Best,
): readonly Expression[] {
  return conditions.filter((condition) => {
    const certain = certainly(possibleValues(condition, words, known));
    return !isEmpty(without(possible, certain));
  });
}

/** A condition with tests of codes in the place of its atoms. */
function overCodes(condition: Expression, atomOf: (atom: Expression) => KnownAtom | undefined): Expression {
  const known = atomOf(condition);
  if (known !== undefined) return codeTest(known);
  return mapExpression(condition, (part) => overCodes(part, atomOf));
}

function codeTest({ dictionary, values }: KnownAtom): Expression {
  const { code, entries } = dictionary;
  const isAmong = (bits: Bits): Expression =>
    codesAmong(column(code.name, code.type), members(bits, entries));
  if (!isEmpty(values.null)) {
    const otherwise = call('if', [isAmong(values.null), nullOf('bool'), bool(false)]);
    return call('if', [isAmong(values.true), bool(true), otherwise]);
  }
  const [yes, no] = [members(values.true, entries), members(values.false, entries)];
  return runsOf(yes).length <= runsOf(no).length ? isAmong(values.true) : not(isAmong(values.false));
}

/** Codes follow the order of the values: what begins alike stands together. */
function codesAmong(code: Expression, codes: readonly number[]): Expression {
  const runs = runsOf(codes);
  const single = runs.filter(([from, to]) => from === to).map(([from]) => long(from));
  const [first, ...rest] = single;
  return or(
    ...(first === undefined ? [] : [call('in', [code, first, ...rest])]),
    ...runs
      .filter(([from, to]) => from < to)
      .map(([from, to]) => and(call('ge', [code, long(from)]), call('le', [code, long(to)]))),
  );
}

/** Numbers in ascending order as first and last of each unbroken run. */
function runsOf(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
