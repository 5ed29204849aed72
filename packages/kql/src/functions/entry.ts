import type { Expression, ScalarType, SupportEntry } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import type { Env } from '../lowering.js';

/** A call of a Kusto function: its arguments, lowered, and where it stands. */
export interface FunctionCall {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly nodes: readonly SyntaxNode[];
  readonly node: SyntaxNode;
  readonly env: Env;
  /** The type the binder gives the call. */
  readonly type: ScalarType;
  /** The argument at that place; throws when the binder let a call through that lacks it. */
  readonly arg: (index: number) => Expression;
  /** Refuses the call: what about it is not supported. */
  readonly refuse: (what: string) => Expression;
  /** Refuses the call because an argument is not a constant. */
  readonly notConstant: (what: string) => Expression;
}

/** A Kusto function: how it is lowered, how far it is supported and where it is documented. */
export interface FunctionEntry {
  readonly lower: (call: FunctionCall) => Expression;
  readonly support: SupportEntry['support'];
  readonly note?: string;
  /** The page below https://learn.microsoft.com/kusto/query/ */
  readonly page: string;
}

/** Functions of one family by their Kusto names. */
export type FunctionFamily = Readonly<Record<string, FunctionEntry>>;

export function supported(page: string, lower: (call: FunctionCall) => Expression): FunctionEntry {
  return { lower, support: 'supported', page };
}

/** A function of which a part is refused; the note says which. */
export function partial(
  page: string,
  note: string,
  lower: (call: FunctionCall) => Expression,
): FunctionEntry {
  return { lower, support: 'partial', note, page };
}
