import { someExpression } from '@interloper/plan';
import type { Column, Expression } from '@interloper/plan';

/**
 * For each entry of a dictionary, a bit each: whether a condition can be true, false or null in the entry's rows. One
 * bit alone is certain.
 */
export interface PossibleValues {
  readonly true: Bits;
  readonly false: Bits;
  readonly null: Bits;
}

/** A bit for each entry, 32 to a word. */
export type Bits = Uint32Array;

/** What is known of an atom, a condition that is not made of others; undefined where nothing is. */
export type KnownAtoms = (atom: Expression) => PossibleValues | undefined;

/** What a condition can be, given what its atoms can be: SQL's three-valued logic over sets of values. */
export function possibleValues(condition: Expression, words: number, known: KnownAtoms): PossibleValues {
  const inner = (part: Expression): PossibleValues => possibleValues(part, words, known);
  if (condition.kind === 'literal') return constant(condition.value, words);
  if (condition.kind === 'call') {
    const [first, second] = condition.args;
    if (condition.fn === 'and') return condition.args.map(inner).reduce(both);
    if (condition.fn === 'or') return opposite(condition.args.map(inner).map(opposite).reduce(both));
    if (condition.fn === 'not' && first !== undefined) return opposite(inner(first));
    if (condition.fn === 'isTrue' && first !== undefined) {
      const { true: yes, false: no, null: none } = inner(first);
      return { true: yes, false: union(no, none), null: empty(words) };
    }
    if (condition.fn === 'isNull' && first?.type === 'bool') {
      const { true: yes, false: no, null: none } = inner(first);
      return { true: none, false: union(yes, no), null: empty(words) };
    }
    if (condition.fn === 'coalesce' && first?.type === 'bool' && condition.args.length === 2 && second) {
      const [value, instead] = [inner(first), inner(second)];
      return {
        true: union(value.true, intersection(value.null, instead.true)),
        false: union(value.false, intersection(value.null, instead.false)),
        null: intersection(value.null, instead.null),
      };
    }
  }
  return known(condition) ?? { true: full(words), false: full(words), null: full(words) };
}

/** The atoms of a condition, in the sense of `possibleValues`. */
export function atomsOf(condition: Expression): readonly Expression[] {
  if (condition.kind === 'literal') return [];
  if (condition.kind === 'call') {
    const [first] = condition.args;
    const { fn, args } = condition;
    if (fn === 'and' || fn === 'or' || fn === 'not' || fn === 'isTrue') return args.flatMap(atomsOf);
    if ((fn === 'isNull' || (fn === 'coalesce' && args.length === 2)) && first?.type === 'bool') {
      return args.flatMap(atomsOf);
    }
  }
  return [condition];
}

/** The columns that an expression reads, by name. */
export function columnsRead(expression: Expression): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>();
  someExpression(expression, (part) => {
    if (part.kind === 'column') columns.set(part.name, { name: part.name, type: part.type });
    return false;
  });
  return columns;
}

/** The entries in which a condition is certainly true. */
export function certainly({ true: yes, false: no, null: none }: PossibleValues): Bits {
  return without(without(yes, no), none);
}

/** The bits that are set in the first and not in the second. */
export function without(bits: Bits, others: Bits): Bits {
  return bits.map((word, index) => word & ~(others[index] ?? 0));
}

export function isEmpty(bits: Bits): boolean {
  return bits.every((word) => word === 0);
}

/** The numbers of the bits that are set, of so many entries. */
export function members(bits: Bits, entries: number): readonly number[] {
  const found: number[] = [];
  for (let index = 0; index < entries; index += 1) if (has(bits, index)) found.push(index);
  return found;
}

export function has(bits: Bits, index: number): boolean {
  return ((bits[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
}

export function add(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

export function empty(words: number): Bits {
  return new Uint32Array(words);
}

function full(words: number): Bits {
  return new Uint32Array(words).fill(0xffffffff);
}

function constant(value: unknown, words: number): PossibleValues {
  return {
    true: value === true ? full(words) : empty(words),
    false: value === false ? full(words) : empty(words),
    null: value === null ? full(words) : empty(words),
  };
}

/** False wins over null, null over true. */
function both(left: PossibleValues, right: PossibleValues): PossibleValues {
  const leftNotFalse = union(left.true, left.null);
  const rightNotFalse = union(right.true, right.null);
  return {
    true: intersection(left.true, right.true),
    false: union(left.false, right.false),
    null: union(intersection(left.null, rightNotFalse), intersection(right.null, leftNotFalse)),
  };
}

function opposite({ true: yes, false: no, null: none }: PossibleValues): PossibleValues {
  return { true: no, false: yes, null: none };
}

function union(left: Bits, right: Bits): Bits {
  return left.map((word, index) => word | (right[index] ?? 0));
}

function intersection(left: Bits, right: Bits): Bits {
  return left.map((word, index) => word & (right[index] ?? 0));
}
