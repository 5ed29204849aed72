import type { Catalog } from './catalog.js';
import type { Diagnostic } from './diagnostics.js';
import type { Relation } from './relations.js';

export type LanguageId = 'kql' | 'spl' | 'sigma';

/** What compiling a rule gives. There is a plan exactly when no diagnostic is an error. */
export interface Compilation {
  readonly plan?: Relation;
  readonly diagnostics: readonly Diagnostic[];
  /** Logs the rule asks for that the catalogue does not have; the rule is then not evaluable. */
  readonly missingTables: readonly string[];
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
  compile(text: string, catalog: Catalog): Compilation;
  support(): readonly SupportEntry[];
}
