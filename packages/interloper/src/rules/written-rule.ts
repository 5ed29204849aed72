import type { Diagnostic, LanguageId, PlacedText } from '@interloper/plan';
import type { EventTypeDefinition, MacroDefinition, TagDefinition } from '@interloper/spl';
import type { KqlFunction } from './kql-functions.js';

/** A rule in a file, as its author wrote it. */
export interface WrittenRule {
  readonly language: LanguageId;
  /** What it is called, where the file says. */
  readonly name?: string;
  /** The rule's text; placed in the file where it is a part of it. */
  readonly text: string | PlacedText;
  /** What of the file's other settings a user must know. */
  readonly remarks: readonly Diagnostic[];
}

/** A lookup that a file defines: where its entries are, and the settings that say how they are found. */
export interface LookupDefinition {
  readonly name: string;
  /** The CSV file, as written. */
  readonly file: string;
  /** A stanza in the form of transforms.conf. */
  readonly settings: string;
}

/** What a file holds for rules; `reasons` say what in it is not taken, and why. */
export interface RuleDocument {
  readonly rules: readonly WrittenRule[];
  readonly macros: readonly MacroDefinition[];
  readonly lookups: readonly LookupDefinition[];
  readonly functions: readonly KqlFunction[];
  readonly eventTypes: readonly EventTypeDefinition[];
  readonly tags: readonly TagDefinition[];
  readonly reasons: readonly string[];
}

export const emptyDocument: RuleDocument = {
  rules: [],
  macros: [],
  lookups: [],
  functions: [],
  eventTypes: [],
  tags: [],
  reasons: [],
};

/** What several parts of a file hold. */
export function joinDocuments(documents: readonly RuleDocument[]): RuleDocument {
  return {
    rules: documents.flatMap(({ rules }) => rules),
    macros: documents.flatMap(({ macros }) => macros),
    lookups: documents.flatMap(({ lookups }) => lookups),
    functions: documents.flatMap(({ functions }) => functions),
    eventTypes: documents.flatMap(({ eventTypes }) => eventTypes),
    tags: documents.flatMap(({ tags }) => tags),
    reasons: documents.flatMap(({ reasons }) => reasons),
  };
}

/** A remark that the rule's schedule names a span of time, which is not applied. */
export function spanRemark(setting: string, span: string): Diagnostic {
  return {
    code: 'RUN0306',
    severity: 'info',
    message: `${setting} is ${span}: the rule is asked over all events up to now, not only those`,
    help: 'Narrow it in the rule itself if it must be.',
  };
}
