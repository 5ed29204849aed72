import type { Catalog } from './catalog.js';
import type { Diagnostic } from './diagnostics.js';
import type { Relation } from './relations.js';

export type LanguageId = 'kql' | 'spl' | 'sigma';

/**
 * What a compiler has to know of the data before it can compile a rule: a plugin whose columns are those of the values
 * there are. The answer to `question` has a row for each column, of its name and its type.
 */
export interface Pending {
  readonly question: Relation;
  /** The place in the rule's text that asks; it tells questions of one rule apart. */
  readonly at: number;
}

/** The answer to a `Pending` question. */
export interface Learnt {
  readonly at: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/**
 * A lookup of the workspace that a rule writes, beside the rows that it gives: SPL's `outputlookup`. Who runs the rule
 * decides whether it is written; the rows are the same.
 */
export interface LookupWrite {
  readonly lookup: string;
  /** The entries, in order: every column is text, named as the lookup's. */
  readonly rows: Relation;
  /** To what the lookup holds, and only the columns that it has; without it the rows take the place of the others. */
  readonly append: boolean;
  /** Without rows there is a lookup without entries; else there is none. */
  readonly createEmpty: boolean;
  /** Without rows what the lookup holds does not stay. */
  readonly overrideIfEmpty: boolean;
  /** A row takes the place of the entry of the same value in this column. */
  readonly keyField?: string;
}

/** What compiling a rule gives. There is a plan exactly when no diagnostic is an error. */
export interface Compilation {
  readonly plan?: Relation;
  readonly diagnostics: readonly Diagnostic[];
  /** Logs the rule asks for that the catalogue does not have; the rule is then not evaluable. */
  readonly missingTables: readonly string[];
  /** What the rule writes when it is asked for that, in order; there with a plan only. */
  readonly writes?: readonly LookupWrite[];
  /** Set when the rule can be compiled once this is known: compile it again with the answer. */
  readonly pending?: Pending;
}

/** How far a function or operator of a language is supported, for `interloper functions`. */
export interface SupportEntry {
  readonly kind: 'operator' | 'function' | 'aggregate' | 'modifier' | 'command';
  readonly name: string;
  readonly support: 'supported' | 'partial' | 'unsupported';
  /** What is missing when partial; why when unsupported. */
  readonly note?: string;
}

/** A rule language. Compiling is synchronous, does no I/O and never throws for a user's mistake. */
export interface Language {
  readonly id: LanguageId;
  /** `learnt`: the answers to what earlier compilations of the same text left pending. */
  compile(text: string, catalog: Catalog, learnt?: readonly Learnt[]): Compilation;
  support(): readonly SupportEntry[];
}
