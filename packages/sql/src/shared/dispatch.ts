import { call, column, long } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';
import type { Asking, Coding, Dictionary, KnownAtom } from './coding.js';
import { add, empty, has } from './possible-values.js';
import type { Bits, PossibleValues } from './possible-values.js';

/**
 * A way to divide the rows of a coding: those whose codes in some dictionaries are the same are one entry. The codes are
 * written as one number, the key.
 */
export interface Dispatch {
  readonly key: Expression;
  /** The key of each entry. */
  readonly keys: readonly number[];
  /** Rows of each entry. */
  readonly counts: readonly number[];
  /** What an atom is for each entry; undefined when it reads what does not divide. */
  readonly valuesOf: (atom: KnownAtom) => PossibleValues | undefined;
}

/** A dispatch by several dictionaries has at most so many entries. */
const MOST_ENTRIES = 20_000;

/** A dispatch by each dictionary, and one by as many together as have few entries. */
export async function dispatchesOf(coding: Coding, asking: Asking): Promise<readonly Dispatch[]> {
  const { dictionaries } = coding;
  const together: Dictionary[] = [];
  for (const next of dictionaries) {
    const wanted = [...together, next];
    const product = wanted.reduce((size, { entries }) => size * entries, 1);
    if (!Number.isSafeInteger(product)) continue;
    if (product <= MOST_ENTRIES || (await entriesOf(coding.rows, wanted, asking)) <= MOST_ENTRIES) {
      together.push(next);
    }
  }
  const sets = [...(together.length > 1 ? [together] : []), ...dictionaries.map((each) => [each])];
  const dispatches: Dispatch[] = [];
  for (const set of sets) dispatches.push(await dispatchBy(coding.rows, set, asking));
  return dispatches;
}

async function entriesOf(
  rows: Relation,
  dictionaries: readonly Dictionary[],
  { reader, options }: Asking,
): Promise<number> {
  const answer = await reader.query(
    {
      kind: 'aggregate',
      input: rows,
      groups: [],
      aggregates: [{ name: 'entries', fn: 'countDistinct', args: [keyOf(dictionaries)], type: 'long' }],
    },
    options,
  );
  return Number(answer.rows[0]?.[0] ?? 0);
}

async function dispatchBy(
  rows: Relation,
  dictionaries: readonly Dictionary[],
  { reader, options }: Asking,
): Promise<Dispatch> {
  const key = keyOf(dictionaries);
  const answer = await reader.query(
    {
      kind: 'aggregate',
      input: rows,
      groups: [{ name: 'key', expression: key }],
      aggregates: [{ name: 'rows', fn: 'count', args: [], type: 'long' }],
    },
    options,
  );
  const entries = answer.rows
    .map(([number, count]) => ({ key: Number(number), count: Number(count) }))
    .toSorted((left, right) => left.key - right.key);
  const keys = entries.map((entry) => entry.key);
  const known = new Map<KnownAtom, PossibleValues | undefined>();
  return {
    key,
    keys,
    counts: entries.map(({ count }) => count),
    valuesOf: (atom) => {
      if (!known.has(atom)) known.set(atom, spread(atom, keys, dictionaries));
      return known.get(atom);
    },
  };
}

/** The codes as the digits of one number, the first dictionary's the last digit. */
function keyOf(dictionaries: readonly Dictionary[]): Expression {
  const [last, ...others] = dictionaries.toReversed();
  if (last === undefined) throw new Error('a dispatch has a dictionary');
  const code = ({ code: { name, type } }: Dictionary): Expression => column(name, type);
  return others.reduce<Expression>(
    (key, next) => call('add', [call('multiply', [key, long(next.entries)], 'long'), code(next)], 'long'),
    code(last),
  );
}

/** What an atom is for each key, from what it is for the codes of its dictionary. */
function spread(
  { dictionary, values }: KnownAtom,
  keys: readonly number[],
  dictionaries: readonly Dictionary[],
): PossibleValues | undefined {
  const place = dictionaries.indexOf(dictionary);
  if (place === -1) return undefined;
  const weight = dictionaries.slice(0, place).reduce((size, { entries }) => size * entries, 1);
  const codes = keys.map((key) => Math.floor(key / weight) % dictionary.entries);
  const bits = (of: Bits): Bits => {
    const found = empty(Math.ceil(keys.length / 32));
    codes.forEach((code, entry) => {
      if (has(of, code)) add(found, entry);
    });
    return found;
  };
  return { true: bits(values.true), false: bits(values.false), null: bits(values.null) };
}
