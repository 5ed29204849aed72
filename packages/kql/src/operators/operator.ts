import type { SupportEntry } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import type { Env, Rows } from '../lowering.js';

/** A tabular operator: what comes before it in the pipe goes in, what goes on comes out. */
export interface Operator {
  /** Its spelling in a rule. */
  readonly name: string;
  /** The classes of its nodes in Microsoft's syntax tree. */
  readonly classes: readonly string[];
  readonly support: SupportEntry['support'];
  readonly note?: string;
  /** The page below https://learn.microsoft.com/kusto/query/ */
  readonly page: string;
  /** True when rows that are kept apart (the parts of a partition) stay so: it carries their hidden columns on. */
  readonly keepsParts?: true;
  /** True when the engine's columns are known to stand in another order than the binder's. */
  readonly ownOrder?: true;
  readonly lower: (node: SyntaxNode, input: Rows, env: Env) => Rows;
}

/** An operator that begins a pipe: it makes rows of its own. */
export interface Source extends Omit<Operator, 'lower'> {
  readonly lower: (node: SyntaxNode, env: Env) => Rows;
}
