import type { ScalarType } from '../types.js';

/** What a parameter accepts: one type, one of several, or anything. */
export type ParameterType = ScalarType | readonly ScalarType[] | 'any';

/**
 * The type of a call: fixed, the type of an argument (by index, negative from the end), or stated by the caller
 * (`'stated'`: the language passes it to `call`).
 */
export type ReturnType = ScalarType | { readonly sameAs: number } | 'stated';

/**
 * The signature of a plan function.
 *
 * `nulls` states what null does: `strict` functions give null when any argument is null; `tolerant` ones say in
 * `doc` what they do instead. Engines and the analysis of absent fields rely on it.
 */
export interface FunctionSignature {
  readonly parameters: readonly ParameterType[];
  /** The last parameter may be repeated (at least once unless `optional` covers it). */
  readonly variadic?: boolean;
  /** How many trailing parameters may be left out. */
  readonly optional?: number;
  readonly returns: ReturnType;
  readonly nulls: 'strict' | 'tolerant';
  readonly doc: string;
}

/** Names a family of functions without widening its keys. */
export function family<const T extends Record<string, FunctionSignature>>(functions: T): T {
  return functions;
}

/** Shorthand for a strict signature. */
export function strict(
  parameters: readonly ParameterType[],
  returns: ReturnType,
  doc: string,
  rest: { readonly variadic?: boolean; readonly optional?: number } = {},
): FunctionSignature {
  return { parameters, returns, doc, nulls: 'strict', ...rest };
}

/** Shorthand for a signature that gives a value although an argument is null. */
export function tolerant(
  parameters: readonly ParameterType[],
  returns: ReturnType,
  doc: string,
  rest: { readonly variadic?: boolean; readonly optional?: number } = {},
): FunctionSignature {
  return { parameters, returns, doc, nulls: 'tolerant', ...rest };
}
