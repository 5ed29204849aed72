/**
 * What a scripted function takes and gives. `json` arrives parsed and leaves as a JSON value; `ticks` is a long;
 * `printed` is JSON that a function has written as text itself.
 */
export type ScriptedType = 'text' | 'real' | 'long' | 'bool' | 'json' | 'printed';

/** A JSON value as JavaScript holds it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type ScriptedValue = bigint | Json;

/**
 * A function of the plan that SQL cannot say in reasonable length: computed in JavaScript, value by value. It is called
 * for rows whose arguments are all there; for any other row the answer is null.
 */
export interface ScriptedFunction {
  readonly name: string;
  readonly parameters: readonly ScriptedType[];
  readonly returns: ScriptedType;
  readonly apply: (...args: readonly ScriptedValue[]) => ScriptedValue | null;
}

interface Held {
  readonly text: string;
  readonly real: number;
  readonly long: bigint;
  readonly bool: boolean;
  readonly json: Json;
  readonly printed: string;
}

type Arguments<T extends readonly ScriptedType[]> = { readonly [K in keyof T]: Held[T[K]] };

/** A scripted function whose body is checked against its parameters. */
export function scripted<const T extends readonly ScriptedType[], R extends ScriptedType>(
  name: string,
  parameters: T,
  returns: R,
  apply: (...args: Arguments<T>) => Held[R] | null,
): ScriptedFunction {
  return { name, parameters, returns, apply: apply as ScriptedFunction['apply'] };
}
