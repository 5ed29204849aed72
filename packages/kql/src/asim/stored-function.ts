import type { Catalog, SupportEntry } from '@interloper/plan';

/** A function that a workspace has before any rule declares one: KQL that the binder reads when a rule names it. */
export interface StoredFunction {
  readonly name: string;
  /** As a declaration has them: `(starttime:datetime=datetime(null), disabled:bool=false)`. */
  readonly parameters: string;
  /** In braces. It may depend on what tables and watchlists there are. */
  readonly body: (catalog: Catalog) => string;
}

/** How far a stored function is supported. */
export type StoredSupport = Pick<SupportEntry, 'name' | 'support' | 'note'>;
