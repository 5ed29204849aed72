import type { Expression, NamedExpression } from './expressions.js';
import type { Column } from './types.js';

/**
 * The steps of Kusto's scan, as the text literal of `scanRows`. Rows are arrays of cells in the order of `columns`:
 * numbers, instants (ticks) and durations as text, truth values as `true` and `false`, JSON as it is. A column of a row
 * is a column of the expressions; a value that a step remembers is the variable `step.column`.
 */
export interface ScanProgram {
  readonly columns: readonly Column[];
  /** So many of the columns go out again, the rest are only read. */
  readonly shown: number;
  readonly declared: readonly (Column & { readonly otherwise: Expression })[];
  /** A last cell tells which sequence a row belongs to, from 0. */
  readonly matchId: boolean;
  readonly steps: readonly ScanStep[];
}

export interface ScanStep {
  readonly name: string;
  /** False for steps whose rows do not go out. */
  readonly output: boolean;
  readonly condition: Expression;
  readonly assignments: readonly NamedExpression[];
}
