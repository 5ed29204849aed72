import type { Column } from '@interloper/plan';

/** A row to be stored: text by column; what is left out is null. */
export type ContextRow = Readonly<Record<string, string | undefined>>;

/** Something in a context file that is no entry. */
export interface BadEntry {
  readonly line: number;
  readonly cause: string;
  readonly excerpt: string;
}

/** A context file's content, ready for a dataset whose columns are all text. */
export interface ContextTable {
  readonly dataset: string;
  readonly columns: readonly Column[];
  readonly rows: readonly ContextRow[];
  readonly bad: readonly BadEntry[];
  /** What the user should know of the content. */
  readonly remarks: readonly string[];
}
