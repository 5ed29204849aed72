import type { Expression } from '@interloper/plan';
import type { Scope } from '../lower/expression.js';
import type { Expr } from '../syntax/tree.js';

/** A call of an eval function that is being lowered. Arguments are lowered when they are asked for. */
export interface FunctionCall {
  readonly name: string;
  readonly nodes: readonly Expr[];
  readonly scope: Scope;
  /** Null and false come to the same where the result is used. */
  readonly positive: boolean;
  value(index: number): Expression;
  condition(index: number, positive: boolean): Expression;
  lower(node: Expr, scope: Scope): Expression;
  lowerCondition(node: Expr, scope: Scope, positive: boolean): Expression;
  /** Reports what is wrong with the call or one of its arguments; gives null to go on with. */
  refuse(message: string, argument?: number): Expression;
}

/** An eval function: how many arguments it takes and what it becomes. */
export interface EvalFunction {
  readonly arity: readonly [least: number, most: number];
  lower(call: FunctionCall): Expression;
  /** What it does not do although it is there. */
  readonly partial?: string;
  /** Why it is refused. */
  readonly unsupported?: string;
}

export type FunctionFamily = Readonly<Record<string, EvalFunction>>;

/** A function that is known and refused by name. */
export function refused(why: string): EvalFunction {
  return {
    arity: [0, Infinity],
    unsupported: why,
    lower: (call) => call.refuse(why),
  };
}
