import { signatureOf } from './functions/index.js';
import type { FunctionName } from './functions/index.js';
import type { FunctionSignature, ParameterType } from './functions/signature.js';
import type { Relation } from './relations.js';
import type { LiteralValue, ScalarType } from './types.js';

/** A constant. `value` is null for a typed null. */
export interface Literal {
  readonly kind: 'literal';
  readonly type: ScalarType;
  readonly value: LiteralValue;
}

/** A column of the relation the expression stands over; `side` in join conditions. */
export interface ColumnReference {
  readonly kind: 'column';
  readonly type: ScalarType;
  readonly name: string;
  readonly side?: 'left' | 'right';
}

/** A plan function applied to arguments. */
export interface Call {
  readonly kind: 'call';
  readonly type: ScalarType;
  readonly fn: FunctionName;
  readonly args: readonly Expression[];
}

/** The instant the rule is evaluated at (datetime). */
export interface Now {
  readonly kind: 'now';
  readonly type: 'datetime';
}

/** A function of one value, only as an argument of functions that take one (`mvAny`, `mvMap` …). */
export interface Lambda {
  readonly kind: 'lambda';
  readonly type: ScalarType;
  readonly parameter: string;
  readonly body: Expression;
}

/** The parameter of an enclosing lambda. */
export interface Variable {
  readonly kind: 'variable';
  readonly type: ScalarType;
  readonly name: string;
}

/** The first column of the first row of a relation (null when it has no row), which does not look at the row outside. */
export interface ScalarQuery {
  readonly kind: 'scalarQuery';
  readonly type: ScalarType;
  readonly relation: Relation;
}

/** True when the value is among the first column of a relation; never null. */
export interface InQuery {
  readonly kind: 'inQuery';
  readonly type: 'bool';
  readonly value: Expression;
  readonly relation: Relation;
}

export type Expression = Literal | ColumnReference | Call | Now | Lambda | Variable | ScalarQuery | InQuery;

/** An expression and the name of the column it fills. */
export interface NamedExpression {
  readonly name: string;
  readonly expression: Expression;
}

export const now: Now = { kind: 'now', type: 'datetime' };

/** A literal; numbers beyond 2^53, ticks and decimals are given as decimal text. */
export function literal(type: ScalarType, value: LiteralValue): Literal {
  return { kind: 'literal', type, value };
}

export function text(value: string): Literal {
  return literal('string', value);
}

export function long(value: number | bigint): Literal {
  const wide = typeof value === 'bigint' && (value > 9007199254740991n || value < -9007199254740991n);
  return literal('long', wide ? value.toString() : Number(value));
}

export function real(value: number): Literal {
  return literal('real', value);
}

export function bool(value: boolean): Literal {
  return literal('bool', value);
}

/** A duration in ticks of 100 ns. */
export function timespan(ticks: bigint): Literal {
  return literal('timespan', ticks.toString());
}

/** An instant in ticks since 0001-01-01T00:00:00Z. */
export function datetime(ticks: bigint): Literal {
  return literal('datetime', ticks.toString());
}

export function nullOf(type: ScalarType): Literal {
  return literal(type, null);
}

export function column(name: string, type: ScalarType, side?: 'left' | 'right'): ColumnReference {
  return side === undefined ? { kind: 'column', type, name } : { kind: 'column', type, name, side };
}

export function lambda(parameter: string, body: Expression): Lambda {
  return { kind: 'lambda', type: body.type, parameter, body };
}

export function variable(name: string, type: ScalarType): Variable {
  return { kind: 'variable', name, type };
}

/**
 * Applies a plan function. Arity and argument types are checked against its signature: a mistake is a bug of the
 * caller and throws. `type` is the result's type where the signature leaves it to the caller (`'stated'`).
 */
export function call(fn: FunctionName, args: readonly Expression[], type?: ScalarType): Call {
  const signature = signatureOf(fn);
  checkArguments(fn, signature, args);
  return { kind: 'call', fn, args, type: resultType(fn, signature, args, type) };
}

/** `call('and', …)` that flattens nested conjunctions and leaves out literal true. */
export function and(...conditions: readonly Expression[]): Expression {
  return combine('and', true, conditions);
}

/** `call('or', …)` that flattens nested disjunctions and leaves out literal false. */
export function or(...conditions: readonly Expression[]): Expression {
  return combine('or', false, conditions);
}

export function not(condition: Expression): Expression {
  return call('not', [condition]);
}

/** The conjuncts of a condition: itself unless it is an `and`. */
export function conjunctsOf(condition: Expression): readonly Expression[] {
  return condition.kind === 'call' && condition.fn === 'and'
    ? condition.args.flatMap(conjunctsOf)
    : [condition];
}

function combine(fn: 'and' | 'or', neutral: boolean, conditions: readonly Expression[]): Expression {
  const flat = conditions
    .flatMap((condition) => (condition.kind === 'call' && condition.fn === fn ? condition.args : [condition]))
    .filter((condition) => !(condition.kind === 'literal' && condition.value === neutral));
  const [first, ...rest] = flat;
  if (first === undefined) return bool(neutral);
  return rest.length === 0 ? first : call(fn, flat);
}

/** Throws when arguments do not fit a signature. */
export function checkArguments(
  name: string,
  signature: FunctionSignature,
  args: readonly Expression[],
): void {
  const { parameters } = signature;
  const least = parameters.length - (signature.optional ?? 0);
  if (args.length < least || (signature.variadic !== true && args.length > parameters.length)) {
    throw new Error(
      `${name} takes ${least}${signature.variadic === true ? ' or more' : ''} arguments, not ${args.length}`,
    );
  }
  args.forEach((argument, index) => {
    const parameter = parameters[Math.min(index, parameters.length - 1)];
    if (parameter !== undefined && !accepts(parameter, argument)) {
      throw new Error(`${name}: argument ${index + 1} is ${argument.type}, not ${String(parameter)}`);
    }
  });
}

/** The type of a call with that signature. */
export function resultType(
  name: string,
  signature: FunctionSignature,
  args: readonly Expression[],
  stated: ScalarType | undefined,
): ScalarType {
  const { returns } = signature;
  if (returns === 'stated') {
    if (stated === undefined) throw new Error(`${name} needs the type of its result`);
    return stated;
  }
  if (typeof returns === 'string') return returns;
  const argument = args.at(returns.sameAs);
  if (argument === undefined) throw new Error(`${name} lacks the argument that gives its type`);
  return argument.type;
}

function accepts(parameter: ParameterType, argument: Expression): boolean {
  if (parameter === 'any') return true;
  if (typeof parameter === 'string') return fits(parameter, argument.type);
  return parameter.some((type) => fits(type, argument.type));
}

/** An int stands where a long is wanted. */
function fits(wanted: ScalarType, given: ScalarType): boolean {
  return wanted === given || (wanted === 'long' && given === 'int');
}
