import type { Call, Expression } from './expressions.js';
import type { FunctionName } from './functions/index.js';
import type { ScalarType } from './types.js';

/**
 * A value while it is computed here instead of in an engine: int, long, datetime and timespan are bigint, real a
 * number, text and guid text, dynamic any JSON value.
 */
export type PlainValue = null | boolean | number | string | bigint | readonly unknown[] | object;

/** What names in an expression stand for: variables by name, columns by name. */
export interface PlainScope {
  readonly variable: (name: string) => PlainValue;
  readonly column: (name: string) => PlainValue;
}

/**
 * Computes an expression of the few functions that `canEvaluate` takes, as an engine would: for steps whose state
 * depends on the row before, which engines cannot say in bulk.
 */
export function evaluate(expression: Expression, scope: PlainScope): PlainValue {
  switch (expression.kind) {
    case 'literal':
      return plainLiteral(expression.type, expression.value);
    case 'variable':
      return scope.variable(expression.name);
    case 'column':
      return scope.column(expression.name);
    case 'call':
      return evaluateCall(expression, scope);
    default:
      throw new Error(`a ${expression.kind} cannot be computed here`);
  }
}

/** True when `evaluate` can compute every part of an expression. */
export function canEvaluate(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.type !== 'decimal';
    case 'variable':
    case 'column':
      return true;
    case 'call':
      return (
        FUNCTIONS[expression.fn] !== undefined &&
        isPlainCall(expression) &&
        expression.args.every(canEvaluate)
      );
    default:
      return false;
  }
}

/** The plain value of a literal, or of a cell that is held as a literal is. */
export function plainLiteral(type: ScalarType, value: unknown): PlainValue {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'int':
    case 'long':
    case 'datetime':
    case 'timespan':
      return BigInt(value as string | number);
    case 'real':
      return Number(value);
    case 'bool':
      return value === true || value === 'true';
    case 'dynamic':
      return typeof value === 'string' ? (JSON.parse(value) as PlainValue) : value;
    default:
      return value;
  }
}

/** Conversions of text have rules of their own, and lists would have to tell numbers apart. */
function isPlainCall({ fn, args }: Call): boolean {
  if (fn !== 'toReal' && fn !== 'toLong') return args.every(({ type }) => type !== 'decimal');
  return args.every(({ type }) => type === 'int' || type === 'long' || type === 'real' || type === 'bool');
}

type Plain = (args: readonly PlainValue[], call: Call) => PlainValue;

function evaluateCall(call: Call, scope: PlainScope): PlainValue {
  const { fn, args } = call;
  const at = (index: number): PlainValue => {
    const argument = args[index];
    return argument === undefined ? null : evaluate(argument, scope);
  };
  // Only the branch that is chosen is computed.
  if (fn === 'if') return at(0) === true ? at(1) : at(2);
  if (fn === 'case') {
    for (let index = 0; index + 1 < args.length; index += 2) if (at(index) === true) return at(index + 1);
    return at(args.length - 1);
  }
  if (fn === 'coalesce') {
    for (let index = 0; index < args.length; index += 1) {
      const value = at(index);
      if (value !== null) return value;
    }
    return null;
  }
  const plain = FUNCTIONS[fn];
  if (plain === undefined) throw new Error(`${fn} cannot be computed here`);
  return plain(
    args.map((_, index) => at(index)),
    call,
  );
}

/** Null when any argument is. */
function strict(plain: Plain): Plain {
  return (args, call) => (args.includes(null) ? null : plain(args, call));
}

function ordered(test: (order: number) => boolean): Plain {
  return strict(([one, other]) => test(compare(one ?? null, other ?? null)));
}

/** Numbers by size, a bigint with a number too; text by code points. */
function compare(one: PlainValue, other: PlainValue): number {
  if (typeof one === 'object' || typeof other === 'object') {
    return JSON.stringify(one) === JSON.stringify(other) ? 0 : 1;
  }
  if (one === other) return 0;
  if (typeof one !== typeof other && Number(one) === Number(other)) return 0;
  return one < other ? -1 : 1;
}

const MOST = 9223372036854775807n;

/** Whole numbers that overflow are null, as in every engine. */
function arithmetic(
  whole: (one: bigint, other: bigint) => bigint | null,
  real: (one: number, other: number) => number,
): Plain {
  return strict(([one, other], { type }) => {
    if (type === 'real') return real(Number(one), Number(other));
    // A duration by a number with a point is cut to whole ticks at the end.
    if (typeof one === 'number' || typeof other === 'number') {
      const cut = Math.trunc(real(Number(one), Number(other)));
      return Number.isFinite(cut) ? BigInt(cut) : null;
    }
    const value = whole(integer(one), integer(other));
    return value !== null && (value > MOST || value < -MOST - 1n) ? null : value;
  });
}

function integer(value: PlainValue | undefined): bigint {
  return typeof value === 'bigint' ? value : BigInt(Math.trunc(Number(value)));
}

function positive(rest: bigint, divisor: bigint): bigint {
  if (rest >= 0n) return rest;
  return rest + (divisor < 0n ? -divisor : divisor);
}

function text(value: PlainValue | undefined): string {
  if (typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'string' ? value : String(value);
}

const FUNCTIONS: Partial<Readonly<Record<FunctionName, Plain>>> = {
  if: () => null,
  case: () => null,
  coalesce: () => null,
  and: (args) => (args.includes(false) ? false : args.includes(null) ? null : true),
  or: (args) => (args.includes(true) ? true : args.includes(null) ? null : false),
  not: strict(([value]) => value !== true),
  isTrue: ([value]) => value === true,
  isNull: ([value]) => value === null,
  eq: ordered((order) => order === 0),
  ne: ordered((order) => order !== 0),
  lt: ordered((order) => order < 0),
  le: ordered((order) => order <= 0),
  gt: ordered((order) => order > 0),
  ge: ordered((order) => order >= 0),
  same: ([one = null, other = null]) =>
    one === null || other === null ? one === other : compare(one, other) === 0,
  in: strict(([value = null, ...options]) => options.some((option) => compare(value, option) === 0)),
  add: arithmetic(
    (one, other) => one + other,
    (one, other) => one + other,
  ),
  subtract: arithmetic(
    (one, other) => one - other,
    (one, other) => one - other,
  ),
  multiply: arithmetic(
    (one, other) => one * other,
    (one, other) => one * other,
  ),
  divide: arithmetic(
    (one, other) => (other === 0n ? null : one / other),
    (one, other) => one / other,
  ),
  modulo: arithmetic(
    (one, other) => (other === 0n ? null : one % other),
    (one, other) => one % other,
  ),
  remainder: arithmetic(
    (one, other) => (other === 0n ? null : positive(one % other, other)),
    (one, other) => {
      const rest = one % other;
      return rest < 0 ? rest + Math.abs(other) : rest;
    },
  ),
  negate: strict(([value]) => (typeof value === 'number' ? -value : -integer(value))),
  abs: strict(([value]) => {
    if (typeof value === 'number') return Math.abs(value);
    const whole = integer(value);
    return whole < 0n ? -whole : whole;
  }),
  greatest: strict((args) => args.reduce((one, other) => (compare(one, other) >= 0 ? one : other))),
  least: strict((args) => args.reduce((one, other) => (compare(one, other) <= 0 ? one : other))),
  concat: strict((args) => args.map(text).join('')),
  lower: strict(([value]) => text(value).toLowerCase()),
  upper: strict(([value]) => text(value).toUpperCase()),
  length: strict(([value]) => BigInt(Array.from(text(value)).length)),
  contains: strict(([value, what]) => text(value).includes(text(what))),
  startsWith: strict(([value, what]) => text(value).startsWith(text(what))),
  endsWith: strict(([value, what]) => text(value).endsWith(text(what))),
  eqIgnoreCase: strict(([one, other]) => text(one).toLowerCase() === text(other).toLowerCase()),
  toReal: strict(([value]) => Number(value)),
  toLong: strict(([value]) => integer(value)),
};
